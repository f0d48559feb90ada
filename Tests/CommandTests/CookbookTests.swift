import Foundation
import Outside
import Testing

/// The cookbook of the README, run as it is printed.
struct CookbookTests {
  static let lines: [String] = {
    let text = (try? String(contentsOfFile: Program.root + "/README.md", encoding: .utf8)) ?? ""
    let section = text.components(separatedBy: "\n## ").first { $0.hasPrefix("Cookbook\n") } ?? ""
    return section.components(separatedBy: "\n").filter { $0.hasPrefix("    $ ") }.map { String($0.dropFirst(6)) }
  }()
  static let hasTools =
    ["python", "datasette"].allSatisfy {
      FileManager.default.isExecutableFile(atPath: "\(Program.root)/.build/toolbox/bin/\($0)")
    } && FileManager.default.fileExists(atPath: "\(Program.root)/.build/toolbox/.cookbook")
    && (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/sqlite3")
    }

  @Test(.enabled(if: hasTools, "needs what make tools installs"))
  func `every line runs on a small workspace, and Datasette shows the descriptions`() async throws {
    let scratch = try Scratch()
    let set = """
      ln -s '\(Program.root)/.build' '\(Program.root)/pipelines' . && mkdir bin && ln -s "$0" bin/aftermarket && \
      "$0" ingest '\(Program.root)/fixtures/pages/avito' --workspace demo
      """
    #expect(try await Program.shell(set, in: scratch).status <= 1)
    #expect(Self.lines.count > 8)
    for line in Self.lines {
      let outcome = try await Program.shell("PATH=\"$PWD/bin:$PATH\"; \(line)", in: scratch)
      #expect(outcome.status == 0, "\(line): \(outcome)")
      if line.contains("sqlite3 -readonly") || line.contains("duckdb") || line.contains("pandas") {
        #expect(outcome.output.contains("A100"), "\(line): \(outcome)")
      }
      if line.contains("--get") {
        #expect(outcome.output.contains("The last known price of every listing."), "\(outcome.output.prefix(2000))")
        #expect(outcome.output.contains("US dollars per card."))
      }
    }
  }

  @Test(arguments: AnswerTests.queries)
  func `a shipped query says in its first line what it answers`(_ name: String) throws {
    let text = try String(contentsOfFile: "\(Program.root)/pipelines/queries/\(name).sql", encoding: .utf8)
    let first = try #require(text.components(separatedBy: "\n").first)
    #expect(first.hasPrefix("-- ") && first.contains("?"), "\(first)")
  }
}
