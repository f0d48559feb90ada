/// A line of a post as a person sees it.
struct PostLine: Hashable, Sendable {
  /// What stands in it and is not struck through, markup and entities read.
  var text: String
  /// What is struck through in it.
  var struck: String
  /// Whether it is an entry of a list.
  var isListed: Bool
  /// The cells, when it is the row of a table.
  var cells: [String]
}

extension PostLine {
  /// The longest post that is looked at, in bytes, and the most lines it may have.
  private static let longest = 64 << 10
  private static let most = 1000
  /// What stands between pieces of text while their entities are read.
  private static let mark: Character = "\u{241E}"

  /// The lines of a piece of HTML, or of plain text when it has no tag; none when it is too long.
  static func lines(of markup: String) -> [PostLine] {
    guard markup.utf8.count <= longest, !markup.contains(mark) else { return [] }
    var reader = PostLineReader()
    let raw = reader.read(Array(markup.utf8))
    guard raw.count <= most else { return [] }
    // All at once: making a document for each line would take longer than all the rest.
    let pieces = raw.flatMap { [$0.text, $0.struck] + $0.cells }
    guard let joined = markupText(pieces.joined(separator: String(mark))) else { return [] }
    let read = joined.split(separator: mark, omittingEmptySubsequences: false).map { String($0).squeezed ?? "" }
    guard read.count == pieces.count else { return [] }
    var at = 0
    var lines: [PostLine] = []
    for line in raw {
      let cells = Array(read[(at + 2)..<(at + 2 + line.cells.count)])
      if !read[at].isEmpty || !read[at + 1].isEmpty {
        lines.append(PostLine(text: read[at], struck: read[at + 1], isListed: line.isListed, cells: cells))
      }
      at += 2 + line.cells.count
    }
    return lines
  }
}

/// Reads HTML for its lines alone: which tags end one, which begin a list entry or a cell, which strike through.
private struct PostLineReader {
  private var lines: [PostLine] = []
  private var live: [UInt8] = []
  private var struck: [UInt8] = []
  private var cells: [[UInt8]] = []
  private var isListed = false
  private var isRow = false
  private var strikes = 0
  /// Whether each open span strikes through.
  private var spans: [Bool] = []
  private var isTilde = false

  private static let blocks: Set<String> = [
    "br", "p", "div", "li", "ul", "ol", "tr", "table", "tbody", "thead", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "blockquote", "pre", "section", "dl", "dt", "dd",
  ]

  mutating func read(_ bytes: [UInt8]) -> [PostLine] {
    var at = 0
    var hasTag = false
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "<"), let end = Self.tagEnd(bytes, at) {
        hasTag = true
        tag(bytes[(at + 1)..<end])
        at = end + 1
        continue
      }
      if bytes[at] == UInt8(ascii: "~"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "~") {
        isTilde.toggle()
        at += 2
        continue
      }
      if bytes[at] == 0x0A, !hasTag {
        flush()
      } else if strikes > 0 || isTilde {
        struck.append(bytes[at])
      } else {
        live.append(bytes[at])
      }
      at += 1
    }
    flush()
    return lines
  }

  /// Where a tag or comment ends; nil when a "<" begins none.
  private static func tagEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
    guard start + 1 < bytes.count else { return nil }
    let next = bytes[start + 1]
    let isLetter = next | 0x20 >= UInt8(ascii: "a") && next | 0x20 <= UInt8(ascii: "z")
    guard isLetter || next == UInt8(ascii: "/") || next == UInt8(ascii: "!") else { return nil }
    if bytes[start...].starts(with: Array("<!--".utf8)) {
      // A comment that never ends hides the rest, as in a browser.
      return bytes[start...].firstRange(ofBytes: Array("-->".utf8)).map { $0.upperBound - 1 } ?? bytes.count - 1
    }
    return bytes[start...].prefix(longestTag).firstIndex(of: UInt8(ascii: ">"))
  }

  private static let longestTag = 4096

  private mutating func tag(_ tag: ArraySlice<UInt8>) {
    let isClosing = tag.first == UInt8(ascii: "/")
    let letters = tag.dropFirst(isClosing ? 1 : 0).prefix { $0 > 0x20 && $0 != UInt8(ascii: "/") }
    let name = String(decoding: letters, as: UTF8.self).lowercased()
    switch name {
    case "del", "s", "strike": strikes = max(0, strikes + (isClosing ? -1 : 1))
    case "span":
      if isClosing {
        if spans.popLast() == true { strikes = max(0, strikes - 1) }
      } else {
        let strikesThrough = tag.firstRange(ofBytes: Array("line-through".utf8)) != nil
        spans.append(strikesThrough)
        if strikesThrough { strikes += 1 }
      }
    case "td", "th":
      if isClosing {
        cells.append(live)
        live = []
      } else {
        isRow = true
      }
    case _ where Self.blocks.contains(name):
      // A break within a cell is a blank.
      if isRow, name != "tr", name != "table" {
        live.append(0x20)
      } else {
        flush()
        if name == "li" { isListed = !isClosing }
      }
    default: break
    }
  }

  private mutating func flush() {
    func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    var all = cells.reduce(into: []) { $0 += $1 + [0x20] }
    all += live
    if all.contains(where: { $0 > 0x20 }) || struck.contains(where: { $0 > 0x20 }) {
      lines.append(
        PostLine(text: text(all), struck: text(struck), isListed: isListed, cells: isRow ? cells.map(text) : []))
    }
    live = []
    struck = []
    cells = []
    isRow = false
    isListed = false
  }
}
