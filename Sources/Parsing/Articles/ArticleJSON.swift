import Records

/// What the JSON-LD of a page says of its article.
struct ArticleJSON {
  let json: JSON
  /// The script and the pointer into it.
  let place: String
  /// Every object with an `@id`, for what is only named by it.
  private let named: [String: JSON]

  private static let types: Set<String> = [
    "NewsArticle", "Article", "BlogPosting", "Report", "TechArticle", "AnalysisNewsArticle", "ReportageNewsArticle",
    "LiveBlogPosting", "ReviewNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle", "AskPublicNewsArticle",
    "SatiricalArticle", "ScholarlyArticle", "SocialMediaPosting", "DiscussionForumPosting", "AdvertiserContentArticle",
  ]

  /// The first article among the scripts, alone, in a list or in a graph; nil when there is none.
  init?(scripts: [String], noting notes: inout ScriptNotes) {
    var found: (json: JSON, place: String)?
    var named: [String: JSON] = [:]
    for (index, script) in scripts.enumerated() {
      guard let json = JSON.lenient(Array(Array(script.utf8)[...].trimmed), noting: &notes) else { continue }
      var ahead = [(json, "")]
      while let (json, place) = ahead.popLast() {
        if let array = json.array {
          for (index, element) in array.enumerated().reversed() { ahead.append((element, "\(place)/\(index)")) }
          continue
        }
        if let id = json["@id"]?.string, (json.object?.count ?? 0) > 1 { named[id] = named[id] ?? json }
        if found == nil, json.schemaTypes.contains(where: Self.types.contains) {
          found = (json, "//script[@type='application/ld+json'][\(index + 1)]#\(place)")
        }
        for way in ["mainEntityOfPage", "mainEntity", "@graph"] {
          if let inner = json[way], inner.string == nil { ahead.append((inner, "\(place)/\(way)")) }
        }
      }
    }
    guard let found else { return nil }
    json = found.json
    place = found.place
    self.named = named
  }

  /// The headline.
  var title: String? { (json["headline"]?.plainText ?? json["name"]?.plainText).flatMap(markupText) }

  /// Who publishes it.
  var publisher: String? { json["publisher"]?.first.flatMap(name) }

  /// Who wrote it, several divided by commas.
  var author: String? {
    let authors = json["author"]?.array ?? json["author"].map { [$0] } ?? []
    let names = authors.compactMap(name).filter { !$0.contains("://") }
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  private func name(_ json: JSON) -> String? {
    if let text = json.plainText { return text }
    if let name = json["name"]?.first?.plainText { return markupText(name) }
    return json["@id"]?.string.flatMap { named[$0]?["name"]?.first?.plainText }
  }

  /// The language it names.
  var language: String? {
    json["inLanguage"]?.first.flatMap { $0.plainText ?? $0["alternateName"]?.plainText ?? $0["name"]?.plainText }
  }

  /// When it was published and changed, as written.
  var published: String? { json["datePublished"]?.first?.plainText ?? json["dateCreated"]?.first?.plainText }
  var modified: String? {
    if let own = json["dateModified"]?.first?.plainText { return own }
    // The node of the page that the article is the main thing of.
    let pages = ["isPartOf", "mainEntityOfPage"].compactMap { json[$0]?.first?["@id"]?.string }
    return pages.lazy.compactMap { named[$0]?["dateModified"]?.first?.plainText }.first
  }

  /// The text of it, its paragraphs divided by line ends.
  var body: String? { json["articleBody"]?.string.flatMap(markupLines) ?? json["text"]?.string.flatMap(markupLines) }

  /// The address that it names as its page.
  var address: String? {
    let page = json["mainEntityOfPage"]
    return json["url"]?.plainText ?? page?.plainText ?? page?["@id"]?.plainText
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
