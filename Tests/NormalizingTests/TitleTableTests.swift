import Normalizing
import Records
import Testing

/// One row of `fixtures/titles/cases.tsv`.
struct TitleRow: Sendable, CustomTestStringConvertible {
  let title: String
  let wanted: String
  let shows: String
  var testDescription: String { "\(title) (\(shows))" }

  init(_ row: [String: String]) {
    title = row["title"] ?? ""
    wanted = ["kind", "family", "model_ids", "quantity", "parts_only"].map { row[$0] ?? "" }.joined(separator: " | ")
    shows = row["shows"] ?? ""
  }
}

struct TitleTableTests {
  static let rows = (try? Tables.rows("titles/cases.tsv").map(TitleRow.init)) ?? []
  static let matcher = Result { try Pipelines.matcher() }

  @Test func `the table is there and no title is in it twice`() {
    #expect(Self.rows.count >= 150)
    #expect(Set(Self.rows.map(\.title)).count == Self.rows.count)
  }

  @Test(arguments: rows)
  func `a title of the table is read as labeled`(_ row: TitleRow) throws {
    let match = try Self.matcher.get().match(row.title)
    let found = [
      match.kind.rawValue, (match.family ?? "").split(separator: "|").joined(separator: "/"),
      match.modelIDs.joined(separator: ","), String(match.quantity), match.partsOnly ? "1" : "0",
    ]
    #expect(found.joined(separator: " | ") == row.wanted)
  }
}
