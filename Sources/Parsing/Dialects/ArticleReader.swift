import Records
import XMLKit

/// Reads the page of an article by its JSON-LD (`NewsArticle` and its kin) into a report.
struct ArticleReader: Sendable {
  private let plan: RowPlan
  private let source: SourceID
  private let locale: String?

  private static let types: Set<String> = [
    "NewsArticle", "Article", "BlogPosting", "Report", "TechArticle", "AnalysisNewsArticle", "ReportageNewsArticle",
    "LiveBlogPosting", "ReviewNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle",
  ]

  /// The rules of the plan, in their order.
  private enum Mark: Int {
    case title, script, language, canonical, address, published, site, paragraph
  }

  init(_ source: SourceDefinition) throws(ParsingFailure) {
    self.source = source.id
    locale = source.locale
    do throws(MarkupFailure) {
      plan = try RowPlan(
        pageFields: [
          FieldRule(selector: try Selector("title")),
          FieldRule(selector: try Selector("script[type*='ld+json']"), takesAll: true, isRaw: true),
          FieldRule(selector: try Selector("html[lang]"), attribute: "lang"),
          FieldRule(selector: try Selector("link[rel=canonical]"), attribute: "href"),
          FieldRule(selector: try Selector("meta[property='og:url']"), attribute: "content"),
          FieldRule(
            selector: try Selector(
              "meta[property='article:published_time'], meta[name=pub_date], meta[name=parsely-pub-date]"),
            attribute: "content"),
          FieldRule(selector: try Selector("meta[property='og:site_name']"), attribute: "content"),
          FieldRule(selector: try Selector("article p, [itemprop=articleBody] p, main p"), takesAll: true),
        ], layouts: [])
    } catch {
      throw ParsingFailure(
        reason: .rule(field: "article", message: error.description), source: source.id, file: source.file)
    }
  }

  /// Reads the page; without JSON-LD of an article it gives no record.
  func read(_ text: [UInt8], of page: Page, link: Link?) throws(MarkupFailure) -> Harvest {
    var harvest = Harvest()
    let table = try plan.read(streaming: text)
    var texts: [Mark: String] = [:]
    var paragraphs: [String] = []
    var article: (json: JSON, place: String)?
    var scripts = 0
    var notes = ScriptNotes()
    for value in table.pageValues {
      guard let mark = Mark(rawValue: value.rule) else { continue }
      let bytes = table.text(of: value)
      switch mark {
      case .script:
        scripts += 1
        guard article == nil, let json = JSON.lenient(Array(bytes.trimmed), noting: &notes) else { continue }
        article = Self.article(in: json, at: "").map { found in
          (found.json, "//script[@type='application/ld+json'][\(scripts)]#\(found.place)")
        }
      case .paragraph: if let text = String(decoding: bytes, as: UTF8.self).squeezed { paragraphs.append(text) }
      default: texts[mark] = texts[mark] ?? String(decoding: bytes, as: UTF8.self).squeezed
      }
    }
    harvest.title = texts[.title]
    guard let article else {
      harvest.failure = notes.unreadable
      return harvest
    }
    harvest.rows = 1
    harvest.note = notes.first
    let address = (texts[.canonical] ?? texts[.address]).flatMap { link?.resolve($0) ?? $0 }
    let url = page.url ?? address ?? article.json.address
    guard let title = article.json["headline"]?.plainText.flatMap(markupText) ?? texts[.title],
      let key = address ?? url
    else {
      harvest.unreadable = 1
      return harvest
    }
    var report = Report(source: source, key: key, title: title)
    report.url = address ?? url
    report.publisher = article.json["publisher"]?.first?["name"]?.plainText ?? texts[.site]
    report.language = article.json["inLanguage"]?.plainText ?? texts[.language] ?? locale
    report.published = article.json["datePublished"]?.plainText ?? texts[.published]
    report.text = article.json["articleBody"]?.string.flatMap(markupText) ?? paragraphs.joined(separator: "\n").nonEmpty
    report.provenance = page.provenance(at: article.place)
    harvest.records = [.report(report)]
    return harvest
  }

  /// The first article of a document, alone, in a list or in a graph.
  private static func article(in json: JSON, at place: String) -> (json: JSON, place: String)? {
    var ahead = [(json, place)]
    while let (json, place) = ahead.popLast() {
      if let array = json.array {
        for (index, element) in array.enumerated().reversed() { ahead.append((element, "\(place)/\(index)")) }
        continue
      }
      if json.schemaTypes.contains(where: types.contains) { return (json, place) }
      for way in ["mainEntityOfPage", "mainEntity", "@graph"] {
        if let inner = json[way] { ahead.append((inner, "\(place)/\(way)")) }
      }
    }
    return nil
  }
}

/// What is wrong with the scripts of a page, as sentences about the first one of each sort.
struct ScriptNotes {
  /// One that was read although it is not strict JSON.
  var loose: String?
  /// One that could not be read.
  var unreadable: String?

  /// The graver of both.
  var first: String? { unreadable ?? loose }
}

extension JSON {
  /// The address that a schema.org object names as its page.
  fileprivate var address: String? {
    self["url"]?.plainText ?? self["mainEntityOfPage"]?.plainText ?? self["mainEntityOfPage"]?["@id"]?.plainText
  }

  /// The JSON of a page's script: real pages have comments, trailing commas and line breaks in it.
  ///
  /// - Parameter notes: What is wrong with the script.
  static func lenient(_ text: [UInt8], noting notes: inout ScriptNotes) -> JSON? {
    do throws(JSONFailure) {
      return try JSONReader.read(text)
    } catch {
      let strict = error
      do throws(JSONFailure) {
        let json = try JSONReader.read(text, as: .script)
        notes.loose = notes.loose ?? "its JSON-LD is not strict JSON: \(strict)"
        return json
      } catch {
        notes.unreadable = notes.unreadable ?? "its JSON-LD cannot be read: \(error)"
        return nil
      }
    }
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
