import DigestKit
import FileKit
import Foundation
import Normalizing
import Parsing
import Records
import Testing
import ZlibKit

/// Real pages against an lxml reading of them.
@Suite(.enabled(if: Corpora.folder != nil, "AFTERMARKET_CORPORA is not set, so no real page is read"))
struct ParsingGate {
  @Test
  func `the avito pages give the ids, titles and prices that lxml reads`() throws {
    let parser = try Corpora.parser()
    let expected = try Corpora.table("avito/records.tsv.gz")
    var right = 0
    var wrong: [String] = []
    for (name, rows) in Dictionary(grouping: expected, by: { $0["page"] ?? "" }) {
      let parsed = parser.parse(try Corpora.page("avito/\(name).gz"))
      #expect(parsed.line.source == SourceID("avito"))
      #expect(parsed.line.verdict == .parsed, "\(name): \(parsed.line.reason ?? "")")
      let listings = parsed.listings
      #expect(listings.count == rows.count, "\(name)")
      for (row, listing) in zip(rows, listings) {
        let isRight =
          row["item_id"] == listing.key && squeezed(row["title"]) == listing.title
          && squeezed(row["price_text"]) == listing.price ?? "" && squeezed(row["date_text"]) == listing.posted ?? ""
          && listing.url?.hasPrefix("https://www.avito.ru/") == true
        if isRight { right += 1 } else { wrong.append("\(name): \(row) is not \(listing)") }
      }
    }
    #expect(Double(right) >= 0.995 * Double(expected.count), "\(right) of \(expected.count); \(wrong.prefix(3))")
  }

  @Test
  func `the eBay pages give all items and never the ghost card`() throws {
    let parser = try Corpora.parser()
    let expected = try Corpora.table("ebay/records.tsv")
    var keys: Set<String> = []
    var wrong: [String] = []
    for (name, rows) in Dictionary(grouping: expected, by: { $0["page"] ?? "" }) {
      let parsed = parser.parse(try Corpora.page("ebay/\(name).gz"))
      #expect(parsed.line.source == SourceID("ebay-search"))
      #expect(parsed.line.verdict == .parsed, "\(name): \(parsed.line.reason ?? "")")
      let listings = parsed.listings
      let real = rows.filter { $0["item_id"] != "123456" }
      #expect(listings.map(\.key) == real.compactMap { $0["item_id"] })
      keys.formUnion(listings.map(\.key))
      for (row, listing) in zip(real, listings) {
        if squeezed(row["price_text"]) != listing.price ?? "" { wrong.append("\(row) is not \(listing)") }
        if !squeezed(row["title"]).hasSuffix(listing.title) {
          wrong.append("\(row["title"] ?? "") is not \(listing.title)")
        }
      }
    }
    #expect(keys.count == 319)
    #expect(!keys.contains("123456"))
    #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(3))")
  }

  @Test(arguments: ["ebay_pardon_our_interruption", "walmart_robot_or_human"])
  func `a block page is blocked`(name: String) throws {
    let parser = try Corpora.parser()
    var page = try Corpora.page("blocked/\(name).html.gz")
    #expect(parser.parse(page).line.verdict == .blocked)
    page.source = SourceID("ebay-search")
    #expect(parser.parse(page).line.verdict == .blocked)
  }

  @Test
  func `an answer of the Browse API gives items, sellers' own prices and conditions`() throws {
    let path = "browse/ebay_browse_sample_response_100.json.gz"
    let root = try JSONReader.read(try Corpora.bytes(path))
    let items = try #require(root["itemSummaries"]?.array)
    let parsed = try Corpora.parser().parse(try Corpora.page(path))
    #expect(parsed.line.source == SourceID("ebay-browse"))
    #expect(parsed.line.verdict == .parsed, "\(parsed.line.reason ?? "")")
    #expect(parsed.line.claimed == root["total"]?.integer)
    #expect(parsed.listings.count == items.count)
    for (item, listing) in zip(items, parsed.listings) {
      #expect(listing.key == item["itemId"]?.string)
      #expect(listing.title == squeezed(item["title"]?.string))
      #expect(listing.condition == item["condition"]?.string)
      let price = try #require(item["price"])
      let currency = price["convertedFromCurrency"]?.string ?? price["currency"]?.string
      let value = price["convertedFromValue"]?.string ?? price["value"]?.string
      #expect(listing.price == "\(currency ?? "") \(value ?? "")")
      #expect(listing.currencyHint == currency)
    }
  }

  @Test
  func `the answers of Xianyu give ids and prices, the promoted ones too`() throws {
    let parser = try Corpora.parser()
    let expected = try Corpora.table("xianyu/records.tsv")
    for (name, rows) in Dictionary(grouping: expected, by: { $0["file"] ?? "" }) {
      let parsed = parser.parse(try Corpora.page("xianyu/\(name).json.gz"))
      #expect(parsed.line.source == SourceID("xianyu"))
      #expect(parsed.line.verdict == .parsed, "\(parsed.line.reason ?? "")")
      #expect(parsed.listings.map(\.key) == rows.compactMap { $0["item_id"] })
      #expect(parsed.listings.map(\.price) == rows.map { $0["price_text"] })
      #expect(parsed.listings.map(\.location) == rows.map { $0["area"] })
      #expect(parsed.listings.map(\.posted) == rows.map { $0["publish_time_ms"] })
    }
  }

  @Test
  func `each row of the parts table has its name, memory, chip and price`() throws {
    let path = "ebay/pcpartpicker_videocard_2021.html.gz"
    let page = try Corpora.page(path)
    let parsed = try Corpora.parser().parse(page)
    #expect(parsed.line.source == SourceID("parts-table"))
    #expect(parsed.line.verdict == .parsed, "\(parsed.line.reason ?? "")")
    // Another reading of the same bytes: what stands between the tags, row by row.
    let text = String(decoding: page.body, as: UTF8.self)
    let pieces = text.components(separatedBy: "<tr class=\"tr__product").dropFirst()
    let rows = pieces.map { $0.components(separatedBy: "</tr>")[0] }
    func between(_ text: String, _ start: String, _ end: String) -> String? {
      let rest = text.components(separatedBy: start).dropFirst().first
      return rest?.components(separatedBy: end).first.map(squeezed).flatMap { $0.isEmpty ? nil : $0 }
    }
    let specs = parsed.records.compactMap { if case .spec(let row) = $0 { row } else { nil } }
    #expect(specs.count == parsed.records.count && specs.count == rows.count && specs.count == 100)
    let vocabulary = try NormalizingCorpora.vocabulary()
    let source = SourceDefaults(currency: .usd, locale: "en-US")
    let normalizer = Normalizer(
      catalog: try Catalog(documents: NormalizingCorpora.documents("catalog")), vocabulary: vocabulary,
      sources: [SourceID("parts-table"): source])
    var prices = 0
    for (row, spec) in zip(rows, specs) {
      func shown(_ name: String) -> String? { spec.attributes.first { $0.name == name }?.text }
      #expect(spec.title == between(row, "<p>", "</p>"))
      #expect(shown("chip") == between(row, ">Chipset</h6>", "<") && shown("chip") != nil)
      #expect(shown("memory") == between(row, ">Memory</h6>", "<") && shown("memory") != nil)
      #expect(shown("core_clock") == between(row, ">Core Clock</h6>", "<"))
      #expect(shown("length") == between(row, ">Length</h6>", "<"))
      #expect(shown("price") == between(row, "td__price\">", "<"))
      guard case .spec(let normal) = normalizer.normalize(.spec(spec)) else {
        Issue.record("not a spec: \(spec)")
        continue
      }
      func value(_ name: String) -> NormalizedSpec.Value? { normal.values.first { $0.attribute == name } }
      #expect(value("memory").map { "\($0.value) \($0.unit ?? "")" } == shown("memory"))
      #expect(value("price").map { "$\($0.value)" } == shown("price"))
      #expect(value("price") == nil || value("price")?.unit == "USD")
      if value("price") != nil { prices += 1 }
    }
    #expect(prices == 32)
  }

  private func squeezed(_ text: String?) -> String {
    (text ?? "").split { $0.isWhitespace }.joined(separator: " ")
  }
}

extension ParsedPage {
  fileprivate var listings: [Listing] {
    records.compactMap { if case .listing(let listing) = $0 { listing } else { nil } }
  }
}

/// The folder of real pages that are not part of the project.
private enum Corpora {
  static let folder = ProcessInfo.processInfo.environment["AFTERMARKET_CORPORA"]

  static func bytes(_ path: String) throws -> [UInt8] {
    let raw = try FileSystem.readAll("\(folder ?? "")/\(path)", limit: 64 << 20)
    return Gzip.recognizes(raw) ? try Gzip.inflate(raw, limits: InflateLimits(bytes: 64 << 20)) : raw
  }

  static func page(_ path: String) throws -> Page {
    let body = try bytes(path)
    return Page(
      fetchedAt: Instant(seconds: 1_526_000_000), body: body, sha256: Digest256(of: body).description)
  }

  static func table(_ path: String) throws -> [[String: String]] {
    var lines = String(decoding: try bytes(path), as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    let head = lines.removeFirst()
    return lines.map { Dictionary(uniqueKeysWithValues: zip(head, $0.map(unquoted))) }
  }

  /// Without the quotes that spreadsheets put around a text with quotes in it.
  private static func unquoted(_ text: String) -> String {
    guard text.count > 1, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
    return String(text.dropFirst().dropLast()).replacing("\"\"", with: "\"")
  }

  static func parser() throws -> PageParser {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../pipelines").path
    let files = try FileSystem.list("\(root)/sources").filter { $0.hasSuffix(".json5") }.sorted()
    let sources = try files.map { name in
      try SourceDefinition(json5: try FileSystem.readAll("\(root)/sources/\(name)", limit: 1 << 20), file: name)
    }
    let signs = try FileSystem.readAll("\(root)/block-signs.json5", limit: 1 << 20)
    let words = "\(root)/vocabulary/pages/boilerplate.json5"
    return try PageParser(
      sources: sources, signs: try BlockSign.list(json5: signs, file: "block-signs.json5"),
      words: try PageWords(documents: [.init(source: words, bytes: FileSystem.readAll(words, limit: 1 << 20))]))
  }
}
