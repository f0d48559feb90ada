import Outside
import Testing

/// A correction in the pipelines, seen from outside.
struct CorrectionTests {
  @Test func `a correction is replayed by rebuild, and its reason stands in the database`() async throws {
    let scratch = try Scratch()
    #expect(try await Program.shell("cp -R \(Program.root)/pipelines p", in: scratch).status == 0)
    let page = "\(Program.root)/fixtures/pages/avito/day-2025-09-15"
    _ = try await Program.run("ingest", page, "--pipelines", "p", in: scratch)
    let query = """
      SELECT source_key, kind, ifnull(model_id, 'none'), flags, match_why FROM listing WHERE kind = 'card'
      AND model_id IS NOT NULL ORDER BY source_key LIMIT 1
      """
    let before = try await Program.run("query", query, "--format", "csv", in: scratch)
    let line = try #require(before.output.split(whereSeparator: \.isNewline).dropFirst().first)
    let key = try #require(line.split(separator: ",").first)
    try scratch.write(
      """
      { corrections: [{ source: "avito", key: "\(key)", set: { exclude: true }, reason: "an empty box", by: "A. Reviewer",
        date: "2026-01-31" }] }
      """, to: "p/corrections.json5")
    let rebuilt = try await Program.run("rebuild", "--pipelines", "p", in: scratch)
    #expect(rebuilt.status <= 1, "\(rebuilt)")
    let after = try await Program.run(
      "query", "SELECT kind, ifnull(model_id, 'none'), flags, match_why FROM listing WHERE source_key = '\(key)'",
      "--format", "csv", in: scratch)
    #expect(after.output.contains("other,none,"), "\(after)")
    #expect(after.output.contains("corrected") && after.output.contains("excluded"), "\(after)")
    #expect(after.output.contains("corrected by A. Reviewer on 2026-01-31: an empty box"), "\(after)")
  }

  @Test func `a correction of a listing that cannot be ends with code 2 and its place`() async throws {
    let scratch = try Scratch()
    #expect(try await Program.shell("cp -R \(Program.root)/pipelines p", in: scratch).status == 0)
    try scratch.write("{ corrections: [\n  { source: \"avito\", key: \"1\" }] }", to: "p/corrections.json5")
    let outcome = try await Program.run("sources", "--pipelines", "p", in: scratch)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("p/corrections.json5:2:"), "\(outcome)")
  }
}
