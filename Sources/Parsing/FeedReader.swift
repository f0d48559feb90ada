import Records
import XMLKit

/// Reads RSS 0.9 to 2.0 and Atom into reports.
struct FeedReader: Sendable {
  let source: SourceID
  let locale: String?

  /// What an item says, by the local name of its elements.
  private struct Item {
    var path: String
    var depth: Int
    var texts: [String: String] = [:]
    var link: String?
    var permalink: String?
    var language: String?
  }

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
    let feed = try XMLFeed(utf8: Array(text[...].trimmed), limits: MarkupLimits(bytes: 32 << 20))
    var harvest = Harvest()
    var publisher: String?
    var language = locale
    var isFeed = false
    var item: Item?
    try feed.walk(
      enter: { element in
        let name = element.name
        if element.depth == 0 {
          language = element.attribute("lang") ?? language
          isFeed = ["rss", "feed", "RDF"].contains(element.name)
        }
        if item == nil {
          if name == "item" || name == "entry" {
            harvest.rows += 1
            item = Item(path: "//\(name)[\(harvest.rows)]", depth: element.depth)
            item?.language = element.attribute("lang")
          } else if element.depth <= 2, element.prefix == nil {
            if name == "title", publisher == nil { publisher = markupText(element.rawText) }
            if name == "language", let named = element.text.squeezed { language = named }
          }
          return
        }
        if let depth = item?.depth, element.depth == depth + 1 { Self.note(element, name, &item) }
      },
      leave: { element in
        guard let finished = item, element.depth == finished.depth else { return }
        item = nil
        guard var report = report(finished, link: link) else {
          harvest.unreadable += 1
          return
        }
        report.publisher = publisher
        report.language = finished.language ?? language
        report.provenance = page.provenance(at: finished.path)
        harvest.records.append(.report(report))
      })
    // A feed without items is a feed all the same.
    harvest.provesEmpty = harvest.rows == 0 && isFeed && publisher != nil
    return harvest
  }

  private static func note(_ element: borrowing MarkupElement, _ name: String, _ item: inout Item?) {
    if name == "link" {
      let relation = element.attribute("rel") ?? "alternate"
      if let address = element.attribute("href") {
        if relation == "alternate", item?.link == nil, element.prefix == nil { item?.link = address }
      } else if element.prefix == nil, item?.link == nil {
        item?.link = element.text.squeezed
      }
      return
    }
    if name == "guid", element.attribute("isPermaLink") != "false" { item?.permalink = element.text.squeezed }
    // media:title, media:description and the like belong to pictures.
    let known = [nil, "dc", "dcterms", "content", "atom"]
    guard known.contains(element.prefix), item?.texts[name] == nil else { return }
    let text = element.rawText
    if text.squeezed != nil { item?.texts[name] = text }
  }

  private func report(_ item: Item, link: Link?) -> Report? {
    let address = item.link ?? item.permalink
    let url = address.map { link?.resolve($0) ?? $0 }
    guard let title = item.texts["title"].flatMap(markupText) else { return nil }
    let guid = (item.texts["guid"] ?? item.texts["id"])?.squeezed
    // The article's own page gives the same key.
    guard let key = url.map(ReportAddress.key) ?? guid else { return nil }
    var report = Report(source: source, key: key, title: title)
    report.url = url
    if guid != url, guid != key { report.guid = guid }
    report.published =
      (item.texts["pubDate"] ?? item.texts["published"] ?? item.texts["date"] ?? item.texts["issued"]
      ?? item.texts["updated"] ?? item.texts["modified"])?.squeezed
    if report.published != nil { report.publishedFrom = "feed" }
    report.author = (item.texts["creator"] ?? item.texts["author"]).flatMap(markupText)
    let content = (item.texts["encoded"] ?? item.texts["content"]).flatMap(markupLines)
    report.text = content ?? (item.texts["description"] ?? item.texts["summary"]).flatMap(markupLines)
    if report.text != nil { report.textFrom = content == nil ? .summary : .feed }
    return report
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
