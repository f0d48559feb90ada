import XMLKit

/// What an item of a feed says, by the local name of its elements.
struct FeedItem {
  /// A text as the feed carries it.
  struct Text {
    let bytes: [UInt8]
    /// Whether it is markup, or text that may hold some.
    let isMarkup: Bool
    /// Whether the feed says that it is plain text.
    let isPlain: Bool

    init(bytes: [UInt8], isMarkup: Bool, isPlain: Bool) {
      self.bytes = bytes
      self.isMarkup = isMarkup
      self.isPlain = isPlain
    }

    init(word: String) { self.init(bytes: Array(word.utf8), isMarkup: false, isPlain: true) }

    /// The value of it as a word, blanks collapsed.
    var word: String? { String(decoding: bytes, as: UTF8.self).squeezed }

    /// The text that a person sees, a line for each block.
    var lines: String? {
      if isPlain { return word }
      let hasMarks = isMarkup || bytes.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }
      guard hasMarks || !bytes.contains(0x0A) else { return markupLines(String(decoding: bytes, as: UTF8.self)) }
      let lines = MarkupPiece.lines(of: bytes[...])
      return lines.isEmpty ? nil : String(decoding: lines, as: UTF8.self)
    }

    /// The same on one line.
    var line: String? {
      guard let lines, lines.utf8.contains(0x0A) else { return lines }
      return String(decoding: lines.utf8.map { $0 == 0x0A ? 0x20 : $0 }, as: UTF8.self)
    }
  }

  /// Where it stands.
  let path: String
  private var texts: [(name: String, text: Text)] = []
  private(set) var link: String?
  private var permalink: String?
  private(set) var language: String?

  /// An item whose element has just opened.
  init(path: String, _ scanner: FeedScanner) {
    self.path = path
    language = scanner.attribute("lang")
    // RDF and CDF name the item in its own tag.
    if let about = scanner.attribute("about")?.squeezed { texts.append(("about", Text(word: about))) }
    link = scanner.attribute("href")?.squeezed
    if let day = scanner.attribute("lastmod")?.squeezed { texts.append(("lastmod", Text(word: day))) }
  }

  /// Names of elements that say one thing, the best first.
  enum Names {
    static let content = ["encoded", "content", "body"]
    static let summary = ["description", "summary", "abstract", "itunes:summary", "itunes:subtitle"]
    static let published = [
      "pubdate", "published", "issued", "date", "created", "updated", "modified", "available", "lastmod",
    ]
    static let modified = ["updated", "modified", "lastmod"]
    static let title = ["title"]
    static let original = ["origlink"]
    static let id = ["guid", "id", "about"]
    static let author = ["creator", "author", "name"]
    static let person = ["author"]
    /// Elements whose language is that of the item.
    static let told = ["title", "content", "summary", "description"]
  }

  /// The first of these elements that is there.
  func text(_ names: [String]) -> Text? {
    for name in names {
      if let found = texts.first(where: { $0.name == name }) { return found.text }
    }
    return nil
  }

  /// Its address, as written.
  var address: String? { text(Names.original)?.word ?? link ?? permalink }

  /// Its id.
  var guid: String? { text(Names.id)?.word }

  /// Whether it says nothing at all.
  var isEmpty: Bool { texts.isEmpty && link == nil && language == nil }

  /// Who wrote it.
  var author: String? { text(Names.author)?.line }

  /// Elements of other vocabularies that say something of the item; media:title and the like belong to pictures.
  private static let prefixes: Set<String> = ["dc", "dcterms", "content", "atom", "a", "rss", "feedburner", "xhtml"]

  /// Takes the element that has just opened, one below the item, and passes it.
  mutating func take(from scanner: inout FeedScanner) throws(MarkupFailure) {
    let name = scanner.name
    let prefix = scanner.prefix
    if name == "link" { return try takeLink(from: &scanner) }
    if prefix == "dc", name == "language" {
      let word = String(decoding: try scanner.content().bytes, as: UTF8.self).squeezed
      language = language ?? word
      return
    }
    let isKnown = prefix.map { Self.prefixes.contains($0) } ?? true
    let isSummary = prefix == "itunes" && (name == "summary" || name == "subtitle")
    guard isKnown || isSummary, texts.count < 64 else {
      _ = try scanner.content()
      return
    }
    let type = scanner.attribute("type")?.lowercased()
    let mode = scanner.attribute("mode")
    let isPermalink = name == "guid" && scanner.attribute("ispermalink")?.lowercased() != "false"
    if language == nil, let tag = scanner.attribute("lang"), Names.told.contains(name) { language = tag }
    // Of an author in Atom only the name is one.
    if name == "author", prefix != "dc" { return try takePerson(from: &scanner) }
    let content = try scanner.content()
    var bytes = content.bytes
    if mode == "base64" || !content.isMarkup && (type?.contains("octet-stream") ?? false) {
      bytes = Base64.decoded(bytes) ?? bytes
    }
    let isPlain = !content.isMarkup && (type == "text" || type == "text/plain")
    guard bytes.contains(where: { $0 > 0x20 }) else { return }
    let shown = isSummary ? "itunes:" + name : name
    texts.append((shown, Text(bytes: bytes, isMarkup: content.isMarkup, isPlain: isPlain)))
    if isPermalink, permalink == nil { permalink = String(decoding: bytes, as: UTF8.self).squeezed }
  }

  private mutating func takeLink(from scanner: inout FeedScanner) throws(MarkupFailure) {
    let prefix = scanner.prefix
    let relation = scanner.attribute("rel") ?? "alternate"
    let address = scanner.attribute("href")
    let type = scanner.attribute("type") ?? "text/html"
    let content = try scanner.content()
    let isOurs = prefix == nil || prefix == "atom" || prefix == "a" || prefix == "rss"
    guard isOurs, link == nil else { return }
    if let address {
      if relation == "alternate", !type.contains("json"), !type.contains("pdf") { link = address.squeezed }
    } else if !content.isMarkup, prefix != "atom" {
      link = String(decoding: content.bytes, as: UTF8.self).squeezed
    }
  }

  private mutating func takePerson(from scanner: inout FeedScanner) throws(MarkupFailure) {
    let level = scanner.depth
    let before = scanner
    let content = try scanner.content()
    guard content.isMarkup else {
      if text(Names.person) == nil, content.bytes.contains(where: { $0 > 0x20 }) {
        texts.append(("author", Text(bytes: content.bytes, isMarkup: false, isPlain: false)))
      }
      return
    }
    var inner = before
    while try inner.next() == .open, inner.depth > level {
      let isName = inner.name == "name"
      let part = try inner.content()
      if isName, text(Names.person) == nil {
        texts.append(("author", Text(bytes: part.bytes, isMarkup: false, isPlain: false)))
      }
    }
  }
}

/// Base64, which the oldest Atom feeds carry texts in.
enum Base64 {
  /// The bytes of a text; nil when it is no base64.
  static func decoded(_ text: [UInt8]) -> [UInt8]? {
    var out: [UInt8] = []
    var bits = 0
    var held: UInt32 = 0
    for byte in text where byte > 0x20 && byte != UInt8(ascii: "=") {
      let value: UInt8
      switch byte {
      case 0x41...0x5A: value = byte - 0x41
      case 0x61...0x7A: value = byte - 0x61 + 26
      case 0x30...0x39: value = byte - 0x30 + 52
      case UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "/"): value = 63
      default: return nil
      }
      held = held << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        out.append(UInt8(truncatingIfNeeded: held >> UInt32(bits)))
      }
    }
    return out
  }
}
