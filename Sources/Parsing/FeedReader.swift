import Records
import XMLKit

/// Reads RSS 0.9 to 2.0 and Atom into reports.
struct FeedReader: Sendable {
  let source: SourceID
  let locale: String?

  /// Whether a page is a feed and not the page of an article: its first element is no `html`.
  static func isFeed(_ text: [UInt8]) -> Bool {
    var rest = text[...].trimmed
    while rest.starts(with: [UInt8(ascii: "<")]), let mark = rest.dropFirst().first {
      guard mark == UInt8(ascii: "?") || mark == UInt8(ascii: "!") else { break }
      // A doctype names HTML; a declaration and a comment say nothing.
      if String(decoding: rest.prefix(15), as: UTF8.self).lowercased() == "<!doctype html>" { return false }
      let end = rest.starts(with: Array("<!--".utf8)) ? "-->" : ">"
      guard let found = rest.firstRange(ofBytes: Array(end.utf8)) else { break }
      rest = rest[found.upperBound...].trimmed
    }
    let name = rest.dropFirst().prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") }
    return !["html", "head", "body"].contains(String(decoding: name, as: UTF8.self).lowercased())
  }

  /// Reads the page.
  func read(_ text: [UInt8], of page: Page, link: Link?) throws(MarkupFailure) -> Harvest {
    var scanner = try FeedScanner(utf8: text)
    var harvest = Harvest()
    var reports: [Report] = []
    var publisher: String?
    var language = locale
    var isFeed = false
    reading: while true {
      switch try scanner.next() {
      case .end: break reading
      case .close: continue
      case .open: break
      }
      let name = scanner.name
      if scanner.depth == 0 {
        language = scanner.attribute("lang") ?? language
        isFeed = ["rss", "feed", "rdf", "channel"].contains(name)
      } else if name == "item" || name == "entry" {
        harvest.rows += 1
        let item = try item(FeedItem(path: "//\(name)[\(harvest.rows)]", scanner), &scanner)
        guard var report = report(item, number: harvest.rows, link: link, page: page) else {
          harvest.unreadable += 1
          continue
        }
        report.language = (item.language ?? language).map(Self.tag)
        report.provenance = page.provenance(at: item.path)
        reports.append(report)
      } else if scanner.depth <= 2, name == "title", publisher == nil,
        ["dc", nil, "atom", "rss"].contains(scanner.prefix)
      {
        let type = scanner.attribute("type")
        let mode = scanner.attribute("mode")
        let content = try scanner.content()
        let isPlain = !content.isMarkup && (type == "text" || type == "text/plain")
        let isPacked = !content.isMarkup && (mode == "base64" || type?.contains("octet-stream") ?? false)
        let bytes = isPacked ? Base64.decoded(content.bytes) ?? content.bytes : content.bytes
        publisher = FeedItem.Text(bytes: bytes, isMarkup: content.isMarkup, isPlain: isPlain).line
      } else if scanner.depth <= 2, name == "language", scanner.prefix == nil || scanner.prefix == "dc" {
        language = String(decoding: try scanner.content().bytes, as: UTF8.self).squeezed ?? language
      } else if scanner.depth == 1, name == "channel" {
        language = scanner.attribute("lang") ?? language
      } else if !["channel", "items"].contains(name) || scanner.depth > 1 {
        // A picture or a form of the feed has a title of its own.
        _ = try scanner.content()
      }
    }
    harvest.title = publisher
    for index in reports.indices {
      reports[index].publisher = publisher
      if reports[index].title.isEmpty { reports[index].title = publisher ?? reports[index].key }
    }
    harvest.records = reports.map(RawRecord.report)
    // A feed without items is a feed all the same.
    harvest.provesEmpty = harvest.rows == 0 && isFeed && publisher != nil
    harvest.isFeed = isFeed
    harvest.language = language.map(Self.tag)
    return harvest
  }

  /// "en_US" as "en-US".
  private static func tag(_ language: String) -> String {
    guard language.utf8.contains(UInt8(ascii: "_")) else { return language }
    return String(decoding: language.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }, as: UTF8.self)
  }

  private func item(_ empty: FeedItem, _ scanner: inout FeedScanner) throws(MarkupFailure) -> FeedItem {
    var item = empty
    let depth = scanner.depth
    while true {
      switch try scanner.next() {
      case .open: try item.take(from: &scanner)
      case .close: if scanner.depth <= depth { return item }
      case .end: return item
      }
    }
  }

  private func report(_ item: FeedItem, number: Int, link: Link?, page: Page) -> Report? {
    let url = item.address.map { link?.resolve($0) ?? $0 }
    let guid = item.guid
    guard !item.isEmpty else { return nil }
    let content = item.text(FeedItem.Names.content)?.lines
    let text = content ?? item.text(FeedItem.Names.summary)?.lines
    let date = item.text(FeedItem.Names.published)?.word
    // The article's own page gives the same key; what has neither address nor id is told by its place.
    let key = url.map(ReportAddress.key) ?? guid ?? "\(page.url ?? "feed")#\(number)"
    // Posts without a title are known by how they begin; of what has no text either the feed's title says most.
    let title = item.text(FeedItem.Names.title)?.line ?? text.flatMap(Self.beginning) ?? url ?? ""
    var report = Report(source: source, key: key, title: title)
    report.url = url
    if let guid, guid != url, guid != key { report.guid = guid }
    report.published = date
    if report.published != nil { report.publishedFrom = "feed" }
    report.modified = item.text(FeedItem.Names.modified).flatMap(\.word).flatMap { $0 == date ? nil : $0 }
    report.author = item.author
    report.text = text
    if text != nil { report.textFrom = content == nil ? .summary : .feed }
    return report
  }

  /// The beginning of a text, cut between words.
  private static func beginning(_ text: String) -> String? {
    guard let line = text.split(separator: "\n").first.flatMap({ String($0).squeezed }) else { return nil }
    guard line.utf8.count > 120 else { return line }
    let head = line.prefix(100)
    return String(head.lastIndex(of: " ").map { head[..<$0] } ?? head) + "…"
  }
}

/// The text of a piece that may hold markup or entities: tags gone, entities read, blanks collapsed.
func markupText(_ piece: String) -> String? { markupLines(piece)?.squeezed }

/// The same with a line for each block of the piece.
func markupLines(_ piece: String) -> String? {
  guard piece.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else {
    let lines =
      piece.utf8.contains(0x0A) ? piece.split(whereSeparator: \.isNewline).compactMap { String($0).squeezed } : []
    return lines.isEmpty ? piece.squeezed : lines.joined(separator: "\n")
  }
  let lines = MarkupPiece.lines(of: Array(piece.utf8)[...])
  return lines.isEmpty ? nil : String(decoding: lines, as: UTF8.self)
}
