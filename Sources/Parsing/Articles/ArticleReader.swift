import Records
import XMLKit

/// Reads the page of an article of any site into a report: no selector names a site.
///
/// What an article says of itself in JSON-LD stands over what its `meta` elements say, and that over what is shown.
struct ArticleReader: Sendable {
  private let source: SourceID
  private let locale: String?
  private let words: PageWords

  init(source: SourceID, locale: String?, words: PageWords) {
    self.source = source
    self.locale = locale
    self.words = words
  }

  /// How many bytes of text make a page an article that does not say that it is one.
  private static let plainArticle = 500
  /// How little text a page has that may be a wall: before an article that says what it is, and in place of one.
  private static let thin = (declared: 800, other: 1_500)

  /// Reads the page; one that is no article gives no record.
  func read(_ text: [UInt8], of page: Page, link: Link?) throws(MarkupFailure) -> Harvest {
    let outline = try PageOutline(utf8: text)
    var harvest = Harvest()
    var notes = ScriptNotes()
    let marks = PageRemarks(outline)
    let article = ArticleJSON(scripts: marks.scripts, noting: &notes)
    harvest.title = marks.title
    let title = ArticleTitle.of(outline, marks, article)
    let main = MainText(outline, title: title, words)
    let body = ArticleBody(article, main, outline)
    harvest.isDeclared = article != nil || marks.isArticle
    if body.count < (harvest.isDeclared ? Self.thin.declared : Self.thin.other) {
      harvest.thinText = visibleText(outline)
    }
    let isFree = article?.json["isAccessibleForFree"]?.plainText?.lowercased() != "false"
    if !isFree, body.count < 600 {
      harvest.rows = 1
      harvest.isBehindWall = true
      return harvest
    }
    let isArticle = harvest.isDeclared || body.isMarked(in: outline) || body.count >= Self.plainArticle
    guard isArticle, article != nil || body.text != nil else {
      harvest.failure = notes.unreadable
      return harvest
    }
    harvest.rows = 1
    harvest.note = notes.first
    let address = ReportAddress.canonical(marks.addresses + [article?.address].compactMap { $0 }, page: page.url, link)
    guard let title else {
      harvest.unreadable = 1
      return harvest
    }
    // A saved page without an address is told by its bytes.
    let key = address.map(ReportAddress.key) ?? page.provenance().pageSHA256.map { "page:\($0.prefix(16))" } ?? "page"
    var report = Report(source: source, key: key, title: title)
    report.url = address
    report.publisher = article?.publisher ?? marks.publisher ?? ArticleTitle.site(of: marks.title, title)
    report.text = body.text ?? marks.summary
    report.textFrom = body.text != nil ? .article : report.text == nil ? nil : .summary
    report.language = LanguageGuess.settle(
      [article?.language, marks.language, marks.locale].compactMap { $0 }, text: report.text ?? title, default: locale)
    report.author = article?.author ?? marks.author
    let dates = ArticleDates(outline, marks, article, main: main, address: page.url ?? address ?? "")
    report.published = dates.published?.text
    report.publishedFrom = dates.published?.origin
    report.modified = dates.modified
    report.provenance = page.provenance(at: body.place(in: outline, article))
    harvest.records = [.report(report)]
    return harvest
  }

  /// What a page shows, in lower case.
  private func visibleText(_ outline: PageOutline) -> [UInt8] {
    var text: [UInt8] = []
    for block in outline.blocks {
      text += outline.text(of: block)
      text.append(0x0A)
      if text.count > 200_000 { break }
    }
    return Array(String(decoding: text, as: UTF8.self).lowercased().utf8)
  }
}
