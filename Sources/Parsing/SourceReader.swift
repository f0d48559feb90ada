import Records
import XMLKit

/// One source made ready for reading.
struct SourceReader: Sendable {
  private enum Method: Sendable {
    case html(HTMLReader)
    case schemaOrg(SchemaOrgReader)
    case json(JSONRowsReader)
    case feed(FeedReader, ArticleReader)
    case feedRows(FeedRowsReader)
    case rates(RateReader)
  }

  let definition: SourceDefinition
  private let method: Method

  init(_ definition: SourceDefinition, words: PageWords = .none) throws(ParsingFailure) {
    self.definition = definition
    switch definition.reading.format {
    case .html(let layouts): method = .html(try HTMLReader(layouts, of: definition))
    case .schemaOrg(let syntaxes): method = .schemaOrg(try SchemaOrgReader(syntaxes, of: definition))
    case .json(let layouts): method = .json(try JSONRowsReader(layouts, of: definition))
    case .feed(let layouts) where layouts.isEmpty:
      let feed = FeedReader(source: definition.id, locale: definition.locale)
      method = .feed(feed, ArticleReader(source: definition.id, locale: definition.locale, words: words))
    case .feed(let layouts): method = .feedRows(try FeedRowsReader(layouts, of: definition))
    case .rates(let table): method = .rates(RateReader(table: table, source: definition.id))
    }
  }

  /// Reads a page; what kept it from being read becomes the harvest's `failure`.
  func read(_ text: [UInt8], of page: Page) -> Harvest {
    let link = page.url.flatMap(Link.init(base:)) ?? Link(base: definition.url)
    do throws(MarkupFailure) {
      switch method {
      case .html(let reader): return try reader.read(text, of: page, link: link)
      case .schemaOrg(let reader): return try reader.read(text, of: page, link: link)
      case .json(let reader): return reader.read(text, of: page, link: link)
      case .feed(let feed, let article):
        if FeedReader.isFeed(text) { return try feed.read(text, of: page, link: link) }
        return try article.read(text, of: page, link: link)
      case .feedRows(let reader): return try reader.read(text, of: page, link: link)
      case .rates(let reader): return try reader.read(text, of: page)
      }
    } catch {
      var harvest = Harvest()
      harvest.failure = error.description
      harvest.title = pageTitle(of: text)
      return harvest
    }
  }
}
