import FileKit
import Normalizing
import Records

/// One article of `fixtures/articles` with what a careful reader takes from it.
struct ReportFixture: Sendable, CustomStringConvertible {
  var name = ""
  /// "first" was written with the rules, "second" before they were tried on anything, "other" by somebody who had not
  /// seen them, and who says nothing of checks.
  var set = ""
  var report: Report
  var story: String?
  var families: [String] = []
  /// What is expected, a line each: family, ends, currency, unit, basis.
  var quotes: [String] = []
  /// The days that quotes are expected to be about, by their line.
  var days: [String: String] = [:]
  var claims: [String] = []
  /// Quotes and claims that one reader takes and another does not.
  var optional: Set<String> = []

  var description: String { name }

  static func all() throws -> [ReportFixture] {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    let folder = parts.joined(separator: "/") + "/fixtures/articles"
    var found: [ReportFixture] = []
    for language in try FileSystem.list(folder).sorted() {
      for file in try FileSystem.list("\(folder)/\(language)").sorted() where file.hasSuffix(".json5") {
        let bytes = try FileSystem.readAll("\(folder)/\(language)/\(file)", limit: 1 << 20)
        found.append(try ReportFixture("\(language)/\(file.dropLast(6))", bytes))
      }
    }
    return found
  }

  init(_ name: String, _ bytes: [UInt8]) throws {
    self.name = name
    var reader = try JSONObjectReader(
      JSONReader.read(bytes, as: .json5, source: name), JSONObjectReader.Document(source: name, bytes: bytes))
    report = Report(source: SourceID("articles"), key: name, title: try reader.requiredString("title"))
    set = try reader.requiredString("set")
    report.publisher = try reader.string("publisher")
    report.language = try reader.string("language")
    report.published = try reader.string("published")
    report.text = try reader.strings("text").joined(separator: "\n")
    story = try reader.string("story")
    families = try reader.strings("families").sorted()
    for var entry in try reader.objects("quotes") {
      let keys = ["family", "low", "high", "currency", "unit", "basis"]
      let line = try keys.map { try entry.string($0).map(plain) ?? "-" }.joined(separator: " ")
      if try entry.bool("optional") ?? false { optional.insert(line) } else { quotes.append(line) }
      days[line] = try entry.string("as_of")
      try entry.finish()
    }
    for var entry in try reader.objects("claims") {
      let keys = ["family", "attribute", "low", "high", "value", "unit", "relative_to", "direction", "check"]
      let line = try keys.map { try entry.string($0) ?? "-" }.joined(separator: " ")
      if try entry.bool("optional") ?? false { optional.insert(line) } else { claims.append(line) }
      try entry.finish()
    }
    try reader.finish()
  }
}

/// A figure without zeros at the end of its fraction.
private func plain(_ text: String) -> String {
  guard text.contains("."), text.utf8.first.map({ $0 >= 0x30 && $0 <= 0x39 }) ?? false else { return text }
  var rest = text[...]
  while rest.last == "0" { rest = rest.dropLast() }
  return String(rest.last == "." ? rest.dropLast() : rest)
}

extension ReportQuote {
  /// The quote as fixtures write it.
  var line: String {
    [family, low.map(plain) ?? "-", high.map(plain) ?? "-", currency?.code ?? "-", unit.rawValue, basis.rawValue]
      .joined(separator: " ")
  }
}

extension ReportClaim {
  /// The claim as fixtures write it that say nothing of checks.
  var uncheckedLine: String { line.split(separator: " ").dropLast().joined(separator: " ") + " -" }

  /// The claim as fixtures write it.
  var line: String {
    [
      family, attribute, low ?? "-", high ?? "-", value ?? "-", unit ?? "-", relativeTo ?? "-", direction ?? "-",
      check.rawValue,
    ].joined(separator: " ")
  }
}

/// How much of what was expected was found, and how much of what was found was expected.
struct ReportScore {
  var right = 0
  var missing: [String] = []
  var wrong: [String] = []

  var precision: Double { right + wrong.count == 0 ? 1 : Double(right) / Double(right + wrong.count) }
  var recall: Double { right + missing.count == 0 ? 1 : Double(right) / Double(right + missing.count) }

  mutating func add(_ expected: [String], _ found: [String], of name: String, besides optional: Set<String> = []) {
    var left = expected
    for line in found where !optional.contains(line) || left.contains(line) {
      if let at = left.firstIndex(of: line) {
        left.remove(at: at)
        right += 1
      } else {
        wrong.append("\(name): \(line)")
      }
    }
    missing += left.map { "\(name): \($0)" }
  }

  var summary: String {
    func percent(_ value: Double) -> String {
      "\(Int((value * 1000).rounded()) / 10).\(Int((value * 1000).rounded()) % 10) %"
    }
    return "\(right) right, \(wrong.count) too many, \(missing.count) missing: "
      + "precision \(percent(precision)), recall \(percent(recall))"
  }
}
