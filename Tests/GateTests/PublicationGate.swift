import DigestKit
import FileKit
import Foundation
import Normalizing
import Parsing
import Pipeline
import Records
import Testing
import ZlibKit

private let corpora = ProcessInfo.processInfo.environment["AFTERMARKET_CORPORA"]

/// Feeds and official documents of the corpora.
@Suite(.enabled(if: corpora != nil, "AFTERMARKET_CORPORA is not set, so no real feed is read"))
struct PublicationGate {
  private static let pipelines =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/") + "/pipelines"

  private static func text(_ path: String) throws -> String {
    String(decoding: try FileSystem.readAll("\(corpora ?? "")/\(path)", limit: 1 << 24), as: UTF8.self)
  }

  /// The plain files of a tar archive, by path below its first folder.
  private static func files(ofTar archive: [UInt8]) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    var at = 0
    while at + 512 <= archive.count, archive[at] != 0 {
      let field = { (start: Int, count: Int) in
        String(decoding: archive[(at + start)..<(at + start + count)].prefix { $0 != 0 && $0 != 0x20 }, as: UTF8.self)
      }
      let size = Int(field(124, 12), radix: 8) ?? 0
      if archive[at + 156] == 0x30 || archive[at + 156] == 0 {
        let path = field(0, 100).split(separator: "/").dropFirst().joined(separator: "/")
        files[path] = Array(archive[(at + 512)..<min(at + 512 + size, archive.count)])
      }
      at += 512 + (size + 511) / 512 * 512
    }
    return files
  }

  private static func parse(_ body: [UInt8], _ parser: PageParser) -> ParsedPage {
    // The suite writes the header that a file is served with into its first comment.
    let head = String(decoding: body.prefix(600), as: UTF8.self)
    let type = head.split(separator: "\n").first { $0.lowercased().contains("content-type:") }
      .flatMap { line in line.firstRange(of: ":").map { String(line[$0.upperBound...].drop { $0 != ":" }.dropFirst()) }
      }
    var page = Page(
      source: SourceID("news-rss"), url: nil, fetchedAt: Instant(seconds: 1_800_000_000), body: body,
      sha256: Digest256(of: body).hex)
    if let type, type.contains("/") { page.contentType = type.trimmingCharacters(in: .whitespaces) }
    return parser.parse(page)
  }

  /// What a person sees of a value that may hold markup.
  private static func plain(_ text: String) -> String {
    var shown = ""
    var isTag = false
    for character in text {
      if character == "<" {
        isTag = true
      } else if character == ">", isTag {
        isTag = false
      } else if !isTag {
        shown.append(character)
      }
    }
    for (name, sign) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
      shown = shown.replacingOccurrences(of: name, with: sign)
    }
    return shown.split { $0.isWhitespace }.joined(separator: " ")
  }

  private static func value(_ field: String, _ parsed: ParsedPage) -> String?? {
    if field == "feed['title']" { return .some(parsed.line.title) }
    if field == "feed['language']" { return .some(parsed.line.language) }
    // What a feed says of itself beside its title has no place in a record: its own link, id, subtitle, dates, author.
    guard field.hasPrefix("entries[0]") else { return nil }
    guard case .report(let report)? = parsed.records.first else { return .some(nil) }
    switch field.dropFirst("entries[0]['".count).dropLast(2) {
    case "title": return .some(report.title)
    case "link": return .some(report.url)
    case "id": return .some(report.guid ?? report.key)
    case "published": return .some(report.published)
    case "updated": return .some(report.modified ?? report.published)
    case "summary", "description", "subtitle": return .some(report.text)
    case "language": return .some(report.language)
    case "author": return .some(report.author)
    default: return nil
    }
  }

  /// Whether the date of an item is the moment that a case of the suite has as year, month, day, hour, minute, second.
  private static func isMoment(_ wanted: [Int], _ field: String, _ parsed: ParsedPage, _ normalizer: Normalizer) -> Bool
  {
    guard case .report(var report)? = parsed.records.first, wanted.count >= 6 else { return false }
    if field.contains("updated") { report.published = report.modified ?? report.published }
    guard case .report(let read) = normalizer.normalize(.report(report)) else { return false }
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let day = "\(wanted[0])-\(two(wanted[1]))-\(two(wanted[2]))"
    return read.publishedAt?.description == "\(day)T\(two(wanted[3])):\(two(wanted[4])):\(two(wanted[5]))Z"
  }

  @Test
  func `feeds: no file of the suite is too much, and core cases are read`() throws {
    let packed = try FileSystem.readAll("\(corpora ?? "")/feeds/feedparser_tests.tar.gz", limit: 64 << 20)
    let files = Self.files(ofTar: try Gzip.inflate(packed, limits: InflateLimits(bytes: 256 << 20)))
    #expect(files.count > 1_000)
    let configuration = try Configuration(folder: Self.pipelines)
    let parser = try PageParser(
      sources: configuration.sources, signs: configuration.blockSigns, words: configuration.pageWords)
    var read: [String: ParsedPage] = [:]
    for (path, body) in files { read[path] = Self.parse(body, parser) }
    let normalizer = Normalizer(catalog: configuration.catalog, vocabulary: configuration.vocabulary)
    var right = 0
    var wrong: [String] = []
    var all = 0
    let table = try Self.text("feeds/core_cases.tsv")
    for line in table.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      if cells.count >= 3, cells[1].hasPrefix("entries[0]"), cells[1].contains("_parsed"), let parsed = read[cells[0]] {
        let wanted = try JSONReader.read(Array(cells[2].utf8)).array?.compactMap { $0.double.map { Int($0) } } ?? []
        all += 1
        if Self.isMoment(wanted, cells[1], parsed, normalizer) {
          right += 1
        } else {
          wrong.append("\(cells[0]) \(cells[1])")
        }
        continue
      }
      guard cells.count >= 3, let parsed = read[cells[0]], let value = Self.value(cells[1], parsed) else { continue }
      let quoted =
        cells[2].hasPrefix("\"\"\"")
        ? String(cells[2].dropFirst().dropLast()).replacingOccurrences(of: "\"\"", with: "\"") : cells[2]
      guard let wanted = try? JSONReader.read(Array(quoted.utf8)).string else { continue }
      all += 1
      let found = value ?? ""
      let isRight =
        Self.plain(found) == Self.plain(wanted)
        || found.split { $0.isWhitespace }.joined(separator: " ") == Self.plain(wanted)
      if isRight { right += 1 } else { wrong.append("\(cells[0]) \(cells[1]): \(found)") }
    }
    print("feeds: \(right) of \(all) core cases; \(wrong)")
    #expect(all > 200 && Double(right) >= 0.97 * Double(all), "\(wrong)")
  }

  @Test
  func `feeds: dates that are valid are read, and an hour without a zone is no moment`() throws {
    let configuration = try Configuration(folder: Self.pipelines)
    let normalizer = Normalizer(catalog: configuration.catalog, vocabulary: configuration.vocabulary)
    var wrong: [String] = []
    var all = 0
    for line in try Self.text("feeds/date_cases.tsv").split(separator: "\n").dropFirst() {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard cells.count >= 3, !cells[1].isEmpty else { continue }
      var report = Report(source: SourceID("news-rss"), key: "a", title: "a")
      report.published = cells[1]
      guard case .report(let read) = normalizer.normalize(.report(report)) else { continue }
      all += 1
      if (read.publishedAt?.description ?? "\\N") != cells[2] {
        wrong.append("\(cells[1]): \(read.publishedAt?.description ?? "none")")
      }
    }
    print("dates: \(all - wrong.count) of \(all); \(wrong)")
    // Two have an hour and no zone; one, of five digits, is a day of a year by the rule that reads another.
    #expect(wrong.count <= 3, "\(wrong)")
  }

  @Test
  func `fedreg: the rules are candidates for their families, and few other documents`() throws {
    let table = try Self.text("fedreg/bis_documents.tsv")
    let configuration = try Configuration(folder: Self.pipelines)
    let finder = CandidateFinder(
      terms: configuration.policyTerms, families: configuration.catalog.families.map(\.name),
      events: configuration.events)
    var found: [String: PolicyCandidate] = [:]
    for line in table.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard cells.count >= 5 else { continue }
      var document = PolicyDocument(
        source: SourceID("federal-register"), key: "\(cells[1])@\(cells[0])", title: cells[2])
      document.published = cells[0]
      document.abstract = cells[4]
      if let candidate = finder.candidate(document) { found[candidate.key] = candidate }
    }
    let cited = found.values.filter(\.isReviewed)
    print("fedreg: \(found.count) candidates, \(cited.count) cited by an event")
    #expect(cited.count >= 4 && found.count - cited.count <= 10)
    // An event's own families, for the documents that it cites as its source.
    for candidate in cited {
      let events = configuration.events.filter { candidate.events.contains($0.id) }
      #expect(events.contains { Set($0.targets) == Set(candidate.families) }, "\(candidate)")
    }
  }
}
