import FileKit
import Outside
import Testing

/// The walk of docs/add-a-source.md, followed line by line.
struct AddSourceTests {
  @Test func `from a saved page to a source whose conformance test is green`() async throws {
    let scratch = try Scratch()
    _ = try scratch.pipelines()
    let walk = try Walk(page: "docs/add-a-source.md")
    #expect(walk.steps.count > 12)
    #expect(try await walk.follow(in: scratch) == [])
    #expect(try SourceConformanceTests.faults(of: "card-market", root: scratch.folder) == [])
    let prices = try await Program.shell(
      "PATH=\"$PWD/bin:$PATH\"; aftermarket query \"SELECT source_key, currency, price_minor FROM listing JOIN observation USING (listing_id) ORDER BY 1\" --format csv --workspace trial",
      in: scratch)
    #expect(
      prices.output.split(whereSeparator: \.isNewline) == [
        "source_key,currency,price_minor", "4711,EUR,645000", "4712,EUR,310000", "4713,,",
      ], "\(prices)")
    let draft = String(decoding: try scratch.read("draft.json5"), as: UTF8.self)
    #expect(draft.contains("li.offer") && draft.contains("data-id"), "\(draft)")
  }
}
