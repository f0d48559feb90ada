import Records
import XMLKit

/// The text of an article: what its JSON-LD gives when that is whole, else what its page shows.
struct ArticleBody {
  let text: String?
  let isFromScript: Bool
  private let box: Int

  /// How many bytes the text has.
  var count: Int { text?.utf8.count ?? 0 }

  init(_ article: ArticleJSON?, _ main: MainText, _ outline: PageOutline) {
    box = main.box
    let shown = main.text
    guard let body = article?.body, Self.isWhole(body, beside: shown) else {
      text = shown
      isFromScript = false
      return
    }
    let lines = body.split(separator: "\n").compactMap { String($0).squeezed }
    // The same text shown on the page has its paragraphs too.
    let divided = lines.count > 1 ? nil : Self.divided(lines.first ?? "", as: main.paragraphs)
    text = divided ?? lines.joined(separator: "\n")
    isFromScript = true
  }

  private static func isWhole(_ body: String, beside shown: String?) -> Bool {
    let end = body.suffix(6)
    if end.hasSuffix("…") || end.hasSuffix("...") || end.hasSuffix("[…]") || end.hasSuffix("[...]") { return false }
    return body.utf8.count * 5 >= (shown?.utf8.count ?? 0) * 4
  }

  /// The body with line ends where the page has its paragraphs; nil when it does not hold them.
  private static func divided(_ body: String, as paragraphs: [String]) -> String? {
    guard paragraphs.count > 1 else { return nil }
    let all = Array(body.utf8)
    var cuts: [Int] = []
    var at = 0
    for paragraph in paragraphs {
      let wanted = Array(paragraph.utf8)
      guard let found = all[at...].firstRange(ofBytes: wanted) else { continue }
      if found.lowerBound > 0 { cuts.append(found.lowerBound) }
      if found.upperBound < all.count { cuts.append(found.upperBound) }
      at = found.upperBound
    }
    guard cuts.count >= paragraphs.count else { return nil }
    var lines: [String] = []
    var start = 0
    for cut in cuts + [all.count] where cut > start {
      if let line = String(decoding: all[start..<cut], as: UTF8.self).squeezed { lines.append(line) }
      start = cut
    }
    return lines.joined(separator: "\n")
  }

  /// Whether the page marks the box of the text as that of an article, among few.
  func isMarked(in outline: PageOutline) -> Bool {
    guard count >= 200, box >= 0 else { return false }
    guard outline.boxes.count(where: { $0.kind == .article }) <= 3 else { return false }
    var at = box
    while at >= 0 {
      if outline.boxes[at].kind == .article { return true }
      if outline.label(of: outline.boxes[at]).firstRange(ofBytes: Array("articleBody".utf8)) != nil { return true }
      at = outline.boxes[at].parent
    }
    return false
  }

  /// Where the text stands.
  func place(in outline: PageOutline, _ article: ArticleJSON?) -> String {
    if isFromScript || text == nil, let article { return article.place }
    return box >= 0 && box < outline.boxes.count ? outline.path(ofBox: box) : "//html"
  }
}
