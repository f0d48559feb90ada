import XMLKit

/// When an article was published and changed, and what told so.
struct ArticleDates {
  /// The date as written, and where: `json-ld`, `meta NAME`, `time`, `url` or `text`.
  private(set) var published: (text: String, origin: String)?
  private(set) var modified: String?

  private static let publishedNames = [
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "rnews:datepublished", "parsely-pub-date", "sailthru.date", "pubdate", "pub_date", "publishdate", "publish-date",
    "publish_date", "publishtime", "publish_time", "publish-time", "publication_date", "publicationdate",
    "published_time", "published-date", "published_at", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date",
    "dc.date.created", "dcterms.created", "dc.created", "datecreated", "citation_publication_date", "citation_date",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "bt:pubdate", "shareaholic:article_published_time",
    "og:release_date", "originalpublicationdate", "article_date_original", "displaydate", "pubtime",
    "article:create_at",
    "weibo:article:create_at", "article.published", "article:post_date", "date", "created",
  ]
  private static let modifiedNames = [
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "dcterms.modified",
    "dc.date.modified", "last-modified", "lastmod", "revised", "updated_time", "article:updated_time",
    "cxenseparse:recs:modifiedtime", "moddate", "bt:moddate", "article.updated",
  ]

  /// - Parameters:
  ///   - main: The text, before which a shown date stands.
  ///   - address: Where the page was fetched from.
  init(_ outline: PageOutline, _ marks: PageRemarks, _ article: ArticleJSON?, main: MainText, address: String) {
    modified = article?.modified ?? marks.meta(Self.modifiedNames)?.value
    let times = Self.times(outline, main: main)
    if modified == nil { modified = times.first { $0.isModified }?.text }
    if let text = article?.published {
      published = (text, "json-ld")
    } else if let found = marks.meta(Self.publishedNames) {
      published = (found.value, "meta \(found.name)")
    } else if let time = times.first(where: { !$0.isModified }) {
      published = (time.text, "time")
    } else if let text = DateFinder.inAddress(address) {
      published = (text, "url")
    } else if let text = Self.shown(outline, main: main) {
      published = (text, "text")
    }
  }

  /// The blocks where the date of the article may be shown: near its text, not in lists of others.
  private static func surroundings(_ outline: PageOutline, main: MainText) -> Range<Int> {
    guard main.box >= 0 else { return 0..<min(outline.blocks.count, 40) }
    var inside = [Bool](repeating: false, count: outline.boxes.count)
    for index in outline.boxes.indices {
      let parent = outline.boxes[index].parent
      inside[index] = index == main.box || parent >= 0 && inside[parent]
    }
    let isInside = { (block: PageOutline.Block) in block.box >= 0 && inside[block.box] }
    let first = outline.blocks.firstIndex(where: isInside) ?? 0
    let last = outline.blocks.lastIndex(where: isInside) ?? first
    return max(0, first - 14)..<min(outline.blocks.count, last + 4)
  }

  private static func times(_ outline: PageOutline, main: MainText) -> [(text: String, isModified: Bool)] {
    let near = surroundings(outline, main: main)
    var found: [(text: String, isModified: Bool, isSure: Bool)] = []
    for mark in outline.marks where mark.kind == .time {
      let parts = mark.name.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      let words = mark.name.lowercased()
      let isSure = words.contains("datepublished") || words.contains("pubdate")
      guard isSure || near.contains(mark.blocksBefore) else { continue }
      let isModified = words.contains("modified") || words.contains("updated")
      let stamp = parts.first.map(String.init)?.squeezed
      guard let text = stamp.flatMap({ DateFinder.isDate($0) ? $0 : nil }) ?? DateFinder.inText(mark.value) else {
        continue
      }
      found.append((text, isModified, isSure))
    }
    return (found.filter(\.isSure) + found.filter { !$0.isSure }).map { ($0.text, $0.isModified) }
  }

  /// A line of date before the text, or right behind it.
  private static func shown(_ outline: PageOutline, main: MainText) -> String? {
    for index in surroundings(outline, main: main) {
      let block = outline.blocks[index]
      guard block.count < 160, block.count >= 8, block.linkBytes * 2 < block.count else { continue }
      if let found = DateFinder.inText(String(decoding: outline.text(of: block), as: UTF8.self)) { return found }
    }
    return nil
  }
}
