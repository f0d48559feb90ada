import XMLKit

/// Chooses the title of an article.
enum ArticleTitle {
  /// The title: of the JSON-LD, of the heading that the page's title begins with, as it wants to be shared, or its own.
  static func of(_ outline: PageOutline, _ marks: PageRemarks, _ article: ArticleJSON?) -> String? {
    if let title = article?.title { return title }
    let headings = topHeadings(outline)
    let shared = marks.sharedTitle
    if let heading = headings.first(where: { agrees($0, shared) || agrees($0, marks.title) }) { return heading }
    if let shared { return bare(shared, site: marks.publisher) }
    if let title = marks.title {
      let bare = bare(title, site: marks.publisher)
      return bare != title ? bare : headings.first ?? bare
    }
    return headings.first
  }

  /// The texts of the headings of the first level.
  private static func topHeadings(_ outline: PageOutline) -> [String] {
    var found: [String] = []
    for block in outline.blocks where block.box >= 0 && block.count < 400 {
      var at = block.box
      for _ in 0..<3 where at >= 0 {
        if outline.boxes[at].level == 1 {
          found.append(String(decoding: outline.text(of: block), as: UTF8.self))
          break
        }
        at = outline.boxes[at].parent
      }
      if found.count >= 8 { break }
    }
    return found
  }

  /// Whether a heading is what the longer title begins with, or the other way round.
  private static func agrees(_ heading: String, _ title: String?) -> Bool {
    guard let title else { return false }
    let short = TextFinder.plain(Array(heading.utf8)[...])
    let long = TextFinder.plain(Array(title.utf8)[...])
    return short.count >= 8 && (long.starts(with: short) || short.starts(with: long) && long.count >= 8)
  }

  private static let bounds = [" | ", " - ", " – ", " — ", " · ", " :: ", "_", "｜", " » ", "|"]

  /// A title without the name of the site behind or before it.
  private static func bare(_ title: String, site: String?) -> String {
    guard let site else { return title }
    let name = site.lowercased()
    for bound in bounds {
      if let cut = title.ranges(of: bound).last, title[cut.upperBound...].lowercased() == name {
        return String(title[..<cut.lowerBound]).squeezed ?? title
      }
      if let cut = title.firstRange(of: bound), title[..<cut.lowerBound].lowercased() == name {
        return String(title[cut.upperBound...]).squeezed ?? title
      }
    }
    return title
  }

  /// The name of the site that a page's title has behind the title of its article.
  static func site(of pageTitle: String?, _ title: String) -> String? {
    guard let pageTitle, pageTitle.hasPrefix(title), pageTitle.utf8.count > title.utf8.count else { return nil }
    let rest = pageTitle.dropFirst(title.count)
    for bound in bounds where rest.hasPrefix(bound) { return String(rest.dropFirst(bound.count)).squeezed }
    return nil
  }
}
