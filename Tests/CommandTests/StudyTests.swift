import FileKit
import Foundation
import Outside
import Testing

/// What `study` promises to those who hand in panels of their own.
struct StudyTests {
  static let panels = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "fixtures/panels").path

  static let all = ["flood", "outage", "quiet", "rise"].map { "\(panels)/\($0)" }

  @Test func `the columns of the CSV begin as promised, and panels come in their order`() async throws {
    let outcome = try await Program.run(["study", "--csv"] + Self.all.reversed(), in: try Scratch())
    #expect(outcome.status == 0, "\(outcome)")
    let lines = outcome.output.split(whereSeparator: \.isNewline)
    #expect(
      lines[0].hasPrefix("panel,event_id,model,measure,effect_log,ci_low,ci_high,p,p_placebo,q,mde,verdict,"))
    #expect(lines.dropFirst().map { $0.prefix { $0 != "," } }.first == "rise")
    #expect(lines.count == 17)
    #expect(
      lines.contains { $0.hasPrefix("rise,rule,A100,composite,0.") && $0.contains(",rise,demand_up,controlled,") })
  }

  @Test func `one core and many give the same bytes`() async throws {
    let scratch = try Scratch()
    func answer(_ jobs: String) async throws -> [Data] {
      let words = ["study", "--csv", "--index", "index.csv", "--jobs", jobs]
      let outcome = try await Program.run(words + Self.all, in: scratch)
      #expect(outcome.status == 0, "\(outcome)")
      return [Data(outcome.output.utf8), try scratch.read("index.csv")]
    }
    let one = try await answer("1")
    #expect(try await answer("3") == one)
    #expect(
      String(decoding: one[1], as: UTF8.self).hasPrefix("panel,model,date,log_index,ci_low,ci_high\r\nflood,A100,"))
  }

  @Test func `JSON has the same rows with lists as lists`() async throws {
    let outcome = try await Program.run(["study", "--json"] + Self.all, in: try Scratch())
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    #expect(rows.count == 16)
    #expect(rows[0]["control_models"] as? [String] == ["H100", "L40S", "V100", "A40"])
    #expect(rows[0]["confounded_with"] as? [String] == [])
  }

  @Test func `a panel that cannot be read is named, and the others are studied`() async throws {
    let scratch = try Scratch()
    for file in ["listings.csv", "crawls.csv", "events.csv"] {
      let text = try String(contentsOfFile: "\(Self.panels)/quiet/\(file)", encoding: .utf8)
      try scratch.write(text.replacingOccurrences(of: "price_usd", with: "price"), to: "bad/\(file)")
    }
    let some = try await Program.run(["study", "bad", Self.all[0]], in: scratch)
    #expect(some.status == 1)
    #expect(some.errorLines.count == 1 && some.errors.contains("bad/listings.csv has no column price_usd"))
    #expect(some.output.contains("flood"))
    #expect(try await Program.run(["study", "bad"], in: scratch).status == 4)
    let none = try await Program.run(["study", "nowhere"], in: scratch)
    #expect(none.status == 2 && none.errors.contains("nowhere is not a folder"))
    #expect(try await Program.run(["study"], in: scratch).status == 2)
  }
}
