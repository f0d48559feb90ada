import Analyzing
import Foundation
import Records
import Testing

@Suite struct PanelReaderTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let file: String
    let from: String
    let to: String
    let code: String
    let message: String
  }

  @Test(arguments: [
    Example(
      testDescription: "a column is missing", file: "listings.csv", from: "price_usd,", to: "cost,",
      code: "panel_column_missing", message: "rise/listings.csv has no column price_usd; see: aftermarket study --help"),
    Example(
      testDescription: "an empty file", file: "crawls.csv", from: "", to: "", code: "panel_column_missing",
      message: "rise/crawls.csv has no column date; see: aftermarket study --help"),
    Example(
      testDescription: "a date that is none", file: "crawls.csv", from: "2025-02-03", to: "2025-02-30",
      code: "panel_bad_value",
      message: "rise/crawls.csv line 2 has \"2025-02-30\" as date, not a day such as 2025-07-14"),
    Example(
      testDescription: "an unknown status", file: "crawls.csv", from: "2025-02-03,ok", to: "2025-02-03,good",
      code: "panel_bad_value", message: "rise/crawls.csv line 2 has \"good\" as status, not ok, partial or missed"),
    Example(
      testDescription: "an event twice", file: "events.csv", from: "rule,", to: "rule,2025-08-01,A100,\nrule,",
      code: "panel_bad_value",
      message: "rise/events.csv line 3 has \"rule\" as event_id, not an id that no other event has"),
    Example(
      testDescription: "a listing twice", file: "listings.csv", from: "\n2,", to: "\n1,", code: "panel_bad_value",
      message: "rise/listings.csv line 3 has \"1\" as listing_id, not an id that no other listing has"),
    Example(
      testDescription: "the list of events lacks a column", file: "events.csv", from: "affected_models",
      to: "models", code: "panel_column_missing",
      message: "rise/events.csv has no column affected_models; see: aftermarket study --help"),
    Example(
      testDescription: "an event without models", file: "events.csv", from: "A100,", to: ",", code: "panel_bad_value",
      message: "rise/events.csv line 2 has \"\" as affected_models, not models, joined by ;"),
    Example(
      testDescription: "a listing of no model", file: "listings.csv", from: "1,A100,", to: "1,,",
      code: "panel_bad_value", message: "rise/listings.csv line 2 has \"\" as model, not a model"),
    Example(
      testDescription: "a row with a field too few", file: "events.csv", from: "rule,", to: "",
      code: "panel_bad_value", message: "rise/events.csv line 2 has \"3 fields\", not 4 fields"),
  ])
  func `a panel that cannot be read says where and why`(example: Example) throws {
    let failure = #expect(throws: AnalysisFailure.self) {
      _ = try PanelFixture.panel("rise") { file, text in
        guard file == example.file else { return text }
        guard !example.from.isEmpty else { return "" }
        guard let range = text.firstRange(of: example.from) else { return text }
        return text.replacingCharacters(in: range, with: example.to)
      }
    }
    #expect(failure?.code == example.code)
    #expect(failure?.description == example.message)
  }

  @Test(arguments: [("0", "price_usd"), ("cheap", "price_usd"), ("-1", "price_usd"), ("inf", "price_usd")])
  func `a price that is none is refused`(price: String, column: String) throws {
    let failure = #expect(throws: AnalysisFailure.self) {
      _ = try read(row: "1,A100,SXM,40,used,s1,\(price),2025-07-01,2025-07-02")
    }
    #expect(
      failure?.description == "p/listings.csv line 2 has \"\(price)\" as \(column), not a price above 0, or nothing")
  }

  @Test func `a listing that ends before it begins is refused`() throws {
    let failure = #expect(throws: AnalysisFailure.self) {
      _ = try read(row: "1,A100,SXM,40,used,s1,9,2025-07-02,2025-07-01")
    }
    #expect(failure?.description.contains("as last_seen, not a day on or after first_seen") == true)
  }

  @Test func `quotes, carriage returns, a mark of byte order and a missing price are read`() throws {
    let panel = try read(
      row: "\"1\",\"A100 \"\"x\"\", new\",SXM,40,used,s1,,2025-07-01,2025-07-02\r\n\r\n", mark: "\u{FEFF}")
    #expect(panel.models == ["A100 \"x\", new"])
    #expect(panel.listings.first?.logPrices.first?.isNaN == true)
    #expect(panel.completeNights.count == 2)
  }

  @Test func `no night in full is an error, not a quiet market`() throws {
    let failure = #expect(throws: AnalysisFailure.self) {
      _ = try PanelFixture.panel("rise") { file, text in
        file == "crawls.csv" ? text.replacing(",ok,", with: ",missed,") : text
      }
    }
    #expect(failure?.code == "panel_without_nights")
  }

  @Test func `no prefix of a panel's bytes ends in a trap`() throws {
    let bytes = try PanelFixture.bytes("rise", "listings.csv").prefix(1500)
    let crawls = try PanelFixture.bytes("rise", "crawls.csv")
    let events = try PanelFixture.bytes("rise", "events.csv")
    for length in 0..<bytes.count {
      _ = try? PanelReader(name: "p").read(listings: Array(bytes.prefix(length)), crawls: crawls, events: events)
    }
  }

  private func read(row: String, mark: String = "") throws -> Panel {
    let head = "listing_id,model,form,mem_gb,condition,seller,price_usd,first_seen,last_seen\n"
    return try PanelReader(name: "p").read(
      listings: Array((mark + head + row).utf8),
      crawls: Array("date,status,coverage\n2025-07-01,ok,1\n2025-07-02,ok,1\n".utf8),
      events: Array("event_id,date,affected_models,control_models\ne,2025-07-02,A100,\n".utf8))
  }
}
