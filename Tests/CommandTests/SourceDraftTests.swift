import Foundation
import Outside
import Testing

/// What `sources new` prints, and that it writes nothing.
struct SourceDraftTests {
  private static func draft(_ page: String, _ options: String..., in scratch: Scratch) async throws -> Program.Outcome {
    try await Program.run(
      ["sources", "new", "my-shop", "--from", "\(Program.root)/fixtures/\(page)"] + options, in: scratch)
  }

  @Test func `a draft reads the page it was made after once a person has stated the terms`() async throws {
    let scratch = try Scratch()
    let page = "sketches/shop-rows.html"
    let outcome = try await Self.draft(page, in: scratch)
    #expect(outcome.status == 0, "\(outcome)")
    for words in [
      "taken: rows article.offer: 4 records, parsed", "4 of 4: \"NVIDIA A100 40GB PCIe\"",
      "3 of 4: \"$3,600.00\", \"$640.00 to $700.00\"", "hosts: [\"shop.example\"]", "names a feed",
    ] { #expect(outcome.output.contains(words), "\(words) in \(outcome.output)") }

    #expect(try await Program.shell("cp -R \(Program.root)/pipelines p", in: scratch).status == 0)
    try scratch.write(outcome.output, to: "p/sources/my-shop.json5")
    let refused = try await Program.run("sources", "check", "my-shop", "--pipelines", "p", in: scratch)
    #expect(refused.status == 2 && refused.output.contains("\"terms\" says nothing"), "\(refused)")
    let parsed = try await Program.run(
      "parse", "\(Program.root)/fixtures/\(page)", "--source", "my-shop", "--pipelines", "p", in: scratch)
    #expect(parsed.status == 0)
    #expect(parsed.output.split(separator: "\n").count == 5, "\(parsed)")
    #expect(parsed.output.contains(#""key":"7003""#) && parsed.output.contains("https://shop.example/used/t4-7004"))

    let again = try await Program.run(
      "sources", "new", "my-shop", "--from", "\(Program.root)/fixtures/\(page)", "--pipelines", "p", in: scratch)
    #expect(again.status == 2 && again.errors.contains("exists already"), "\(again)")
  }

  @Test(arguments: [
    ("pages/schema-org/json-ld-list/page.html", "schema.org data: 2 records", "format: \"schema-org\""),
    ("pages/xenforo-forum/great-deals/page.xml", "a feed of reports: 4 records", "format: \"feed\""),
    ("sketches/list.json", "rows at /answer/a~1b: 3 records", "rows: \"/answer/a~1b\""),
  ])
  func `data for machines is told as such`(page: String, found: String, line: String) async throws {
    let outcome = try await Self.draft(page, in: try Scratch())
    #expect(outcome.status == 0)
    #expect(outcome.output.contains(found) && outcome.output.contains(line), "\(outcome)")
  }

  @Test func `a page without rows ends with code 1 and what was seen`() async throws {
    let outcome = try await Self.draft("sketches/app-state.html", in: try Scratch())
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("window.__STATE__") && outcome.output.contains("No draft"), "\(outcome)")
  }

  @Test func `as JSON it has the candidates and the draft`() async throws {
    let outcome = try await Self.draft("sketches/shop-rows.html", "--json", in: try Scratch())
    let json = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let first = try #require((json["candidates"] as? [[String: Any]])?.first)
    #expect(first["rows"] as? String == "article.offer" && first["records"] as? Int == 4)
    #expect((json["draft"] as? String)?.contains("rows: \"article.offer\"") == true)
  }

  @Test(arguments: [
    (["new"], "takes one name"), (["new", "a", "b", "--from", "x.html"], "takes one name"),
    (["new", "My_Shop", "--from", "x.html"], "no name of a source"),
    (["new", "x", "--from", "x.html"], "does not exist"),
    (["new", "avito", "--from", "x.html"], "exists already"), (["old"], "takes \"check\" or \"new\""),
  ])
  func `what cannot be meant ends with code 2`(words: [String], message: String) async throws {
    let outcome = try await Program.run(["sources"] + words, in: try Scratch())
    #expect(outcome.status == 2 && outcome.errors.contains(message), "\(outcome)")
  }
}
