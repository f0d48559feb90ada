import FileKit
import Foundation
import Parsing
import Records
import Testing

/// Pages of articles in many layouts and languages, against the text and facts beside them.
struct ExtractionTests {
  static let layouts: [String] = ((try? FileSystem.list("\(Project.root)/fixtures/extraction")) ?? []).sorted()

  static func report(_ layout: String) throws -> (report: Report?, line: PageLine, facts: JSON) {
    let folder = "fixtures/extraction/\(layout)"
    let facts = try JSONReader.read(try Project.bytes("\(folder)/facts.json"))
    let time = try #require(Instant(rfc3339: "2025-09-01T00:00:00Z"))
    let page = Project.page(try Project.bytes("\(folder)/page.html"), url: facts["url"]?.string, at: time)
    let parsed = try Project.parser().parse(page, as: SourceID("news-rss"))
    guard case .report(let report)? = parsed.records.first else { return (nil, parsed.line, facts) }
    return (report, parsed.line, facts)
  }

  @Test(arguments: layouts)
  func `a layout gives its facts`(layout: String) throws {
    let (found, line, facts) = try Self.report(layout)
    let report = try #require(found, "\(line)")
    #expect(report.title == facts["title"]?.string)
    #expect(report.published == facts["published"]?.string)
    #expect(report.publishedFrom == facts["published_from"]?.string)
    #expect(report.modified == facts["modified"]?.string)
    #expect(report.language == facts["language"]?.string)
    if let author = facts["author"]?.string { #expect(report.author == author) }
    if let publisher = facts["publisher"]?.string { #expect(report.publisher == publisher) }
    if let key = facts["key"]?.string { #expect(report.key == key) }
  }

  @Test
  func `the texts of the layouts are found nearly whole and nearly alone`() throws {
    var sum = 0.0
    for layout in Self.layouts {
      let wanted = String(decoding: try Project.bytes("fixtures/extraction/\(layout)/text.txt"), as: UTF8.self)
      let score = Self.score(try Self.report(layout).report?.text ?? "", wanted)
      #expect(score > 0.9, "\(layout) \(score)")
      sum += score
    }
    #expect(sum / Double(Self.layouts.count) > 0.98)
  }

  /// F1 over words, characters of scripts without blanks being words.
  private static func score(_ found: String, _ wanted: String) -> Double {
    func words(_ text: String) -> [String: Int] {
      var counts: [String: Int] = [:]
      var word = ""
      for scalar in text.lowercased().unicodeScalars {
        if (0x3040...0x9FFF).contains(scalar.value) {
          counts[String(scalar), default: 0] += 1
        } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
          word.unicodeScalars.append(scalar)
          continue
        }
        if !word.isEmpty { counts[word, default: 0] += 1 }
        word = ""
      }
      if !word.isEmpty { counts[word, default: 0] += 1 }
      return counts
    }
    let (found, wanted) = (words(found), words(wanted))
    let shared = found.reduce(0) { $0 + min($1.value, wanted[$1.key, default: 0]) }
    return 2 * Double(shared) / Double(max(1, found.values.reduce(0, +) + wanted.values.reduce(0, +)))
  }
}
