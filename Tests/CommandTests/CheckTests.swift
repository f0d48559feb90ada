import Foundation
import Outside
import Testing

/// What `check` tests, and what bars the report.
struct CheckTests {
  private func workspace() async throws -> Scratch {
    let scratch = try Scratch()
    let pages = "\(Program.root)/fixtures/pages/avito/day-2025-08-04"
    #expect(try await Program.run("ingest", pages, in: scratch).status == 0)
    return scratch
  }

  @Test func `the shipped tests hold on a small workspace`() async throws {
    let scratch = try await workspace()
    let outcome = try await Program.run("check", in: scratch)
    #expect(outcome.status == 0, "\(outcome)")
    #expect(!outcome.output.contains("error"), "\(outcome.output)")
    let kept = try await Program.run(
      "query", "SELECT count(*) AS n FROM check_result", "--format", "csv", in: scratch)
    #expect(Int(kept.output.split(whereSeparator: \.isNewline).last ?? "") ?? 0 >= 10, "\(kept)")
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let test: String
    let fails: Bool
    var testDescription: String { test }
  }

  @Test(arguments: [
    Case(test: #"test: "unique", table: "listing", columns: ["source_id"]"#, fails: true),
    Case(test: #"test: "unique", table: "listing", columns: ["listing_id"]"#, fails: false),
    Case(test: #"test: "not_null", table: "listing", column: "ended_at""#, fails: true),
    Case(test: #"test: "accepted_values", table: "listing", column: "source_id", values: ["o'hara"]"#, fails: true),
    Case(
      test: #"test: "relation", table: "listing", column: "title", to_table: "source", to_column: "name""#, fails: true),
    Case(test: #"test: "range", table: "listing", column: "quantity", high: -1"#, fails: true),
    Case(test: #"test: "freshness", table: "coverage", column: "date", days: 1"#, fails: true),
    Case(test: #"test: "freshness", table: "coverage", column: "date", days: 9999"#, fails: false),
    Case(test: #"test: "query", sql: "SELECT title FROM listing WHERE kind = 'none'""#, fails: false),
    Case(test: #"test: "row_band""#, fails: false),
  ])
  func `an error bars the report, a warning does not`(_ given: Case) async throws {
    let scratch = try await workspace()
    let pipelines = try scratch.pipelines()
    for severity in ["error", "warn"] {
      try scratch.write(
        "{ checks: [{ name: \"t\", severity: \"\(severity)\", why: \"so\", \(given.test) }] }",
        to: "pipelines/checks.json5")
      let isError = given.fails && severity == "error"
      let check = try await Program.run("check", "--pipelines", pipelines, in: scratch)
      #expect(check.status == (isError ? 1 : 0), "\(check)")
      let failures = try await Program.run(
        "query", "SELECT count(*) > 0 AS n FROM check_failure", "--format", "csv", in: scratch)
      #expect(failures.output.hasSuffix(given.fails ? "1\r\n" : "0\r\n"), "\(failures)")
      let report = try await Program.run("report", "--pipelines", pipelines, in: scratch)
      #expect(report.status == (isError ? 1 : 0), "\(report)")
      if isError {
        #expect(report.errorLines.count == 1 && report.errors.contains("t ("), "\(report)")
        let despite = try await Program.run(
          "report", "--despite-checks", "known", "--pipelines", pipelines, in: scratch)
        #expect(despite.status == 0 && despite.errors.contains("known"), "\(despite)")
      }
    }
  }

  @Test(arguments: [
    (#"test: "range", table: "listing", column: "quantity""#, "a range has"),
    (#"test: "odd", table: "listing""#, "row_band or query"),
    (#"test: "not_null", table: "listing; DROP TABLE listing", column: "title""#, "no name of a table"),
    (#"test: "not_null", table: "listing", column: "no_such""#, "cannot be run"),
  ])
  func `a test that cannot be meant ends with code 2`(test: String, message: String) async throws {
    let scratch = try await workspace()
    let pipelines = try scratch.pipelines()
    try scratch.write(
      "{ checks: [{ name: \"t\", severity: \"warn\", why: \"so\", \(test) }] }", to: "pipelines/checks.json5")
    let outcome = try await Program.run("check", "--pipelines", pipelines, in: scratch)
    #expect(outcome.status == 2 && outcome.errors.contains(message), "\(outcome)")
  }
}
