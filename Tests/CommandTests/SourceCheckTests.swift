import Foundation
import Outside
import Testing

/// What `sources check` says.
struct SourceCheckTests {
  @Test func `every shipped source passes, a line each`() async throws {
    let scratch = try Scratch()
    let outcome = try await Program.run("sources", "check", in: scratch)
    #expect(outcome.status == 0, "\(outcome)")
    let files = try FileManager.default.contentsOfDirectory(atPath: Program.root + "/pipelines/sources")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == files.count { $0.hasSuffix(".json5") })
    #expect(lines.allSatisfy { $0.contains(".json5: ok; ") }, "\(outcome.output)")
  }

  @Test(arguments: [
    ("retention_days: 30,", "", "\"retention_days\" is missing"),
    (#"terms: "free","#, #"terms: " ","#, "\"terms\" says nothing"),
    (#"allowed_uses: ["analysis"]"#, "allowed_uses: []", "allows nothing"),
    ("maximum_pages: 9", "maximum_pages: 1", "2 addresses, more than \"maximum_pages\" (1)"),
    ("maximum_pages: 9", "daily_requests: 1", "2 addresses, more than \"daily_requests\" (1)"),
    ("maximum_pages: 9", #"networks: ["nonsense"]"#, "no CIDR block"),
    ("maximum_pages: 9", #"credentials: { query: { k: "SHOP_KEY" } }"#, "does not say that SHOP_KEY"),
    ("maximum_pages: 9", #"details: "a:hover""#, "a:hover"),
    ("name: \"shop\"", "name: \"shop\"", "no page in fixtures/pages/shop"),
  ])
  func `what has to be mended is told, and ends with code 2`(old: String, new: String, message: String) async throws {
    let scratch = try Scratch()
    let text = """
      { name: "shop", title: "Shop", kind: "marketplace", access: "nightly", url: "https://shop.example/", terms: "free",
        robots: "open", auth: "none", allowed_uses: ["analysis"], retention_days: 30,
        recognize: { hosts: ["shop.example"] },
        fetch: { urls: ["https://shop.example/{x}"], parameters: { x: ["a", "b"] }, maximum_pages: 9 },
        read: { format: "html", layouts: [{ name: "l", rows: "li", fields: { key: "@id", title: "b" } }] } }
      """
    let set = "cp -R \(Program.root)/pipelines p && rm p/sources/*.json5"
    #expect(try await Program.shell(set, in: scratch).status == 0)
    try scratch.write(text.replacing(old, with: new), to: "p/sources/shop.json5")
    let cases = "fixtures/pages/\(message.hasPrefix("no page") ? "other" : "shop")/list"
    #expect(try await Program.shell("mkdir -p \(cases) && touch \(cases)/case.json", in: scratch).status == 0)
    let outcome = try await Program.run("--pipelines", "p", "sources", "check", "shop", in: scratch)
    #expect(outcome.status == 2, "\(outcome)")
    #expect(outcome.output.contains(message), "\(outcome)")
  }
}
