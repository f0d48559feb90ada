import Records

/// What every figure carries when it leaves the house: of which data, rules and day it is, and on what terms.
struct Stamp {
  /// The day as of which the figures were made.
  let vintage: String
  /// The program and the rules.
  let version: String
  /// The program in a file's name: "-v0.1.0"; "" where it is not known.
  let release: String
  /// What the sources allow.
  let terms: String

  init(_ findings: Findings) {
    vintage = findings.asOf?.description ?? "no-data"
    let rules = findings.origin.pipelinesSHA256.map { " · rules " + $0.prefix(8) } ?? ""
    version = "aftermarket" + (findings.origin.version.map { " " + $0 } ?? "") + rules
    release = findings.origin.version.map { "-v" + $0 } ?? ""
    let used = findings.facts.sources.filter { $0.listings > 0 }
    let words = used.map { $0.sourceID + ": " + ($0.allowedUses.isEmpty ? "not stated" : $0.allowedUses) }
    terms = words.isEmpty ? "uses allowed by the sources: not stated" : words.joined(separator: "; ")
  }

  /// One line under a chart.
  var line: String { version + " · vintage " + vintage }
}
