import Parsing
import Records
import Testing

/// Spec tables as JSON: rows and columns of other names, the same records.
struct SpecTableTests {
  private static func rows(_ layout: String, _ body: String) throws -> [RawRecord] {
    let text = """
      { name: "t", title: "T", kind: "specs", access: "saved", url: "https://t.example/", terms: "t", robots: "r",
        auth: "none", allowed_uses: ["analysis"], recognize: { hosts: ["t.example"] },
        read: { format: "json", layouts: [{ name: "l", record: "spec", \(layout) }] } }
      """
    let source = try SourceDefinition(json5: Array(text.utf8), file: "t.json5")
    return try PageParser(sources: [source]).parse(Project.page(body), as: source.id).records
  }

  private static let fields = """
    fields: { key: "/name", title: "/name", attributes: { chip: "/chipset",
      memory: { join: [{ pointer: "/memory" }, { value: " GB" }] }, price: "/price" } }
    """

  @Test func `elements of a list and columns give the same rows`() throws {
    let list = try Self.rows(
      "rows: \"/cards\", \(Self.fields)",
      #"{"cards":[{"name":"A","chipset":"RTX 3090","memory":24,"price":1549.99},{"name":"B","chipset":"T4","memory":16,"price":null}]}"#
    )
    let columns = try Self.rows(
      "rows: { columns: \"/cards\" }, \(Self.fields)",
      #"{"cards":{"name":["A","B"],"chipset":["RTX 3090","T4"],"memory":[24,16],"price":[1549.99,null]}}"#)
    func plain(_ records: [RawRecord]) -> [RawRecord] {
      records.compactMap { record in
        guard case .spec(var row) = record else { return nil }
        row.provenance = .none
        return .spec(row)
      }
    }
    var first = SpecRow(source: SourceID("t"), key: "A", title: "A")
    first.attributes = [
      .init(name: "chip", text: "RTX 3090"), .init(name: "memory", text: "24 GB"),
      .init(name: "price", text: "1549.99"),
    ]
    var second = SpecRow(source: SourceID("t"), key: "B", title: "B")
    second.attributes = [.init(name: "chip", text: "T4"), .init(name: "memory", text: "16 GB")]
    #expect(plain(list) == [.spec(first), .spec(second)])
    #expect(plain(columns) == plain(list))
  }

  @Test(arguments: ["price: \"/price\"", "url: \"/url\""])
  func `a spec has attributes and no fields of a listing`(_ field: String) {
    do {
      _ = try Self.rows("rows: \"/cards\", fields: { key: \"/name\", title: \"/name\", \(field) }", "{}")
      Issue.record("accepted")
    } catch { #expect("\(error)".contains("unknown key"), "\(error)") }
  }
}
