import XMLKit

/// What a page says of itself beside its text: its `meta` elements, its title, its scripts.
struct PageRemarks {
  /// The text of the element `title`.
  private(set) var title: String?
  /// The texts of its JSON-LD.
  private(set) var scripts: [String] = []
  /// The attribute `lang` of its first element.
  private(set) var language: String?
  /// The addresses that it gives as its own, the best first.
  private(set) var addresses: [String] = []
  private var metas: [String: String] = [:]
  private var authors: [String] = []

  init(_ outline: PageOutline) {
    var canonical: String?
    for mark in outline.marks {
      switch mark.kind {
      case .title: title = title ?? mark.value.squeezed
      case .script: scripts.append(mark.value)
      case .language: language = language ?? mark.value.squeezed
      case .link: canonical = canonical ?? mark.value.squeezed
      case .meta:
        if metas[mark.name] == nil, let value = mark.value.squeezed { metas[mark.name] = value }
      case .author: if let value = mark.value.squeezed { authors.append(value) }
      case .time, .image: break
      }
    }
    addresses = [canonical, metas["og:url"]].compactMap { $0 }
  }

  /// The first of these `meta` names that the page has, with its name.
  func meta(_ names: [String]) -> (name: String, value: String)? {
    for name in names {
      if let value = metas[name] { return (name, value) }
    }
    return nil
  }

  /// Whether it says that it is an article.
  var isArticle: Bool { metas["og:type"]?.lowercased() == "article" || metas["article:published_time"] != nil }

  /// The title that it wants to be shared by.
  var sharedTitle: String? {
    meta(["og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title"])?.value
  }

  /// The name of the site.
  var publisher: String? {
    meta(["og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "twitter:app:name:iphone"])?.value
  }

  /// "vi_VN" as "vi-VN".
  var locale: String? {
    meta(["og:locale", "content-language", "dc.language", "language"])?.value.split(separator: ",").first.map {
      String($0.map { (sign: Character) -> Character in sign == "_" ? "-" : sign })
    }
  }

  /// What the article is about, in short.
  var summary: String? { meta(["og:description", "description", "twitter:description"])?.value }

  /// Who wrote it.
  var author: String? {
    let named = [
      "author", "parsely-author", "sailthru.author", "article:author", "dc.creator", "dcterms.creator", "byl",
    ]
    for name in named {
      if let value = metas[name], !value.contains("://"), let text = Self.bare(value) { return text }
    }
    return authors.lazy.compactMap(Self.bare).first
  }

  private static let prefixes = [
    "by ", "written by ", "von ", "por ", "par ", "автор: ", "автор ", "tác giả: ", "tác giả ", "theo ", "作者：", "作者:",
    "文/", "文／", "文：", "记者", "記者", "著者：", "著者:",
  ]

  /// A name without the words before it; nil for what is too long to be one.
  private static func bare(_ text: String) -> String? {
    var rest = text[...]
    for prefix in prefixes where rest.lowercased().hasPrefix(prefix) { rest = rest.dropFirst(prefix.count) }
    for mark in ["|", "•", "·", " - ", " – ", " — ", "\n"] {
      if let cut = rest.firstRange(of: mark) { rest = rest[..<cut.lowerBound] }
    }
    guard let name = String(rest).squeezed, name.utf8.count <= 120, name.utf8.count >= 2,
      name.utf8.count(where: { $0 >= 0x30 && $0 <= 0x39 }) < 4
    else { return nil }
    return name
  }
}
