import Foundation
import Outside
import Testing

/// Beside each chart stand its CSV and the statement that made it: they say the same.
@Suite(.enabled(if: Look.isPossible, "chromium is not there; see: make tools"))
struct ExhibitTests {
  @Test func `each statement gives the rows of the CSV beside it`() async throws {
    let morning = try await Morning.shared.value
    let exhibits = try #require(morning.look).used.exhibits
    let kinds = Set(exhibits.map { $0.file.split(separator: "-").first.map(String.init) ?? "" })
    #expect(
      kinds.isSuperset(of: [
        "price", "effects", "demand", "bids", "stays", "premium", "grey", "value", "latest", "claims",
      ]),
      "\(kinds)")
    for exhibit in exhibits {
      let outcome = try await Program.run("query", exhibit.query, "--format", "csv", in: morning.scratch)
      #expect(outcome.status == 0, "\(exhibit.file): \(outcome.errors)")
      let (shown, queried) = (rows(exhibit.csv), rows(outcome.output))
      #expect(shown.first == queried.first, "\(exhibit.file)")
      #expect(
        shown.count == queried.count && zip(shown, queried).allSatisfy(alike),
        "\(exhibit.file): \(shown.prefix(3)) against \(queried.prefix(3))")
    }
  }

  @Test func `X2 the CSV files of a report come back from Python as they were, and run nothing`() async throws {
    let morning = try await Morning.shared.value
    let script = """
      import csv, glob, sys
      for name in sorted(glob.glob('report/*.csv')):
          rows = list(csv.reader(open(name, newline='', encoding='utf-8'), strict=True))
          assert len(set(map(len, rows))) == 1, name
          for cell in (cell for row in rows for cell in row):
              if cell[:1] in ('=', '+', '-', '@', '\\t', '\\r', '\\n'):
                  float(cell)
          print(name, len(rows))
      """
    try morning.scratch.write(script, to: "read.py")
    let outcome = try await Program.launch("/usr/bin/env", ["python3", "read.py"], in: morning.scratch)
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.output.split(separator: "\n").count == 11, "\(outcome.output)")
    let moves = String(decoding: try morning.scratch.read("report/grey-market.csv"), as: UTF8.self)
    #expect(moves.contains("127.0.0.1"), "the hostile words are in it")
  }

  private func rows(_ csv: String) -> [[String]] {
    csv.split(whereSeparator: \.isNewline).map { line in
      var cells = [""]
      var isQuoted = false
      for character in line {
        if character == "\"" {
          isQuoted.toggle()
        } else if character == ",", !isQuoted {
          cells.append("")
        } else {
          cells[cells.count - 1].append(character)
        }
      }
      return cells
    }
  }

  /// Numbers may differ by the last digit that is shown.
  private func alike(_ left: [String], _ right: [String]) -> Bool {
    left.count == right.count
      && zip(left, right).allSatisfy { one, other in
        if let one = Double(one), let other = Double(other) {
          return abs(one - other) <= max(0.0101, abs(other) * 1e-5)
        }
        return one.filter { $0 != "'" } == other.filter { $0 != "'" }
      }
  }
}
