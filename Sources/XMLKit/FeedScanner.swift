/// Steps through the XML of a feed, element by element, without a tree.
///
/// It reads what strict XML is, and two errors that real feeds have: an `&` that begins nothing, and entities of HTML
/// that nobody declared. No entity is ever declared here, nothing outside is asked: a DOCTYPE is refused. Tags that do
/// not match, text behind the end and control characters make a feed ill-formed, and it is refused whole.
public struct FeedScanner: Sendable {
  /// What comes next.
  public enum Event: Hashable, Sendable {
    /// An element opens: `name`, `prefix`, `attribute` and `depth` are about it.
    case open
    /// The innermost element closes; `depth` is that of it.
    case close
    /// Nothing follows.
    case end
  }

  /// The local name of the element that opened last, capital letters made small.
  public private(set) var name = ""
  /// The prefix that it was written with.
  public private(set) var prefix: String?
  /// How many elements stand around the element that opened or closed last.
  public private(set) var depth = -1

  private let bytes: [UInt8]
  private var at = 0
  private var open: [Range<Int>] = []
  private var tag = 0..<0
  private var isEmptyElement = false
  private let depthLimit = 256
  private let textLimit = 10_000_000

  /// A scanner of text that is UTF-8, whatever its declaration says.
  ///
  /// - Throws: `tooLarge`.
  public init(utf8: [UInt8], limits: MarkupLimits = MarkupLimits(bytes: 32 << 20)) throws(MarkupFailure) {
    guard utf8.count <= limits.bytes else {
      throw MarkupFailure(.tooLarge(bytes: utf8.count, limit: limits.bytes))
    }
    bytes = utf8
    // A byte order mark and blanks before the declaration are no content.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
  }

  /// The next element that opens or closes; text between is passed over.
  public mutating func next() throws(MarkupFailure) -> Event {
    if isEmptyElement {
      isEmptyElement = false
      depth = open.count - 1
      open.removeLast()
      return .close
    }
    while true {
      guard let mark = index(of: UInt8(ascii: "<"), in: bytes, from: at) else {
        try check(text: at..<bytes.count)
        guard open.isEmpty else { throw malformed("Premature end of data in tag \(word(open[open.count - 1]))") }
        guard depth >= 0 else { throw MarkupFailure(.empty) }
        return .end
      }
      try check(text: at..<mark)
      at = mark
      if let event = try markup() { return event }
    }
  }

  /// What stands in the element that has just opened, up to its end, which is passed too.
  ///
  /// - Returns: Its characters, entities read; or, when there are elements in it, its markup as it is.
  public mutating func content() throws(MarkupFailure) -> Content {
    guard !isEmptyElement else {
      _ = try next()
      return Content(bytes: [], isMarkup: false)
    }
    let level = open.count
    let start = at
    var pieces: [(range: Range<Int>, isRaw: Bool)] = []
    var isMarkup = false
    while true {
      guard let mark = index(of: UInt8(ascii: "<"), in: bytes, from: at) else {
        throw malformed("Premature end of data in tag \(word(open[level - 1]))")
      }
      try check(text: at..<mark)
      if mark > at { pieces.append((at..<mark, false)) }
      at = mark
      if let section = try characterSection() {
        pieces.append((section, true))
      } else if let event = try markup() {
        if event == .open { isMarkup = true }
        if isEmptyElement { _ = try next() }
        if open.count < level {
          depth = level - 1
          return Content(bytes: gathered(pieces, isMarkup: isMarkup, from: start, to: mark), isMarkup: isMarkup)
        }
      }
    }
  }

  /// What stands in an element.
  public struct Content: Sendable {
    /// The characters, or the markup.
    public let bytes: [UInt8]
    /// Whether there are elements in it.
    public let isMarkup: Bool
  }

  /// The value of an attribute of the element that opened last, by its local name; nil when it is not there.
  public func attribute(_ wanted: String) -> String? {
    guard !tag.isEmpty else { return nil }
    var at = tag.lowerBound
    while at < tag.upperBound {
      while at < tag.upperBound, !isNameByte(bytes[at]) { at += 1 }
      let first = at
      while at < tag.upperBound, isNameByte(bytes[at]) { at += 1 }
      var name = bytes[first..<at]
      if let colon = name.lastIndex(of: UInt8(ascii: ":")) { name = name[(colon + 1)...] }
      while at < tag.upperBound, bytes[at] <= 0x20 { at += 1 }
      guard at < tag.upperBound, bytes[at] == UInt8(ascii: "=") else { continue }
      at += 1
      while at < tag.upperBound, bytes[at] <= 0x20 { at += 1 }
      guard at < tag.upperBound else { return nil }
      let quote = bytes[at]
      let value = (at + 1)..<(index(of: quote, in: bytes, from: at + 1) ?? tag.upperBound)
      at = min(value.upperBound + 1, tag.upperBound)
      let isWanted = name.count == wanted.utf8.count && zip(name, wanted.utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
      if isWanted {
        return String(decoding: MarkupPiece.unescaped(bytes[value]), as: UTF8.self)
      }
    }
    return nil
  }

  // What stands between `<` and `>`.

  private mutating func markup() throws(MarkupFailure) -> Event? {
    switch at + 1 < bytes.count ? bytes[at + 1] : 0 {
    case UInt8(ascii: "/"): return try endTag()
    case UInt8(ascii: "?"):
      try pass(until: UInt8(ascii: "?"), times: 1, "processing instruction")
      return nil
    case UInt8(ascii: "!"):
      if stands("<!--") {
        at += 4
        try pass(until: UInt8(ascii: "-"), times: 2, "comment")
        return nil
      }
      if try characterSection() != nil { return nil }
      if stands("<!DOCTYPE") || stands("<!doctype") { throw MarkupFailure(.documentType) }
      throw malformed("StartTag: invalid element name")
    default: return try startTag()
    }
  }

  private mutating func startTag() throws(MarkupFailure) -> Event {
    var end = at + 1
    while end < bytes.count, isNameByte(bytes[end]) { end += 1 }
    let whole = (at + 1)..<end
    guard !whole.isEmpty, !(bytes[whole.lowerBound] >= 0x30 && bytes[whole.lowerBound] <= 0x39) else {
      throw malformed("StartTag: invalid element name")
    }
    if open.isEmpty, depth >= 0 { throw malformed("Extra content at the end of the document") }
    let start = end
    var quote: UInt8 = 0
    while end < bytes.count {
      let byte = bytes[end]
      if quote != 0 {
        if byte == quote {
          quote = 0
        } else if byte == UInt8(ascii: "<") {
          throw malformed("Unescaped '<' not allowed in attributes values")
        }
      } else if byte == UInt8(ascii: ">") {
        break
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == UInt8(ascii: "<") {
        throw malformed("Couldn't find end of Start Tag \(word(whole))")
      }
      end += 1
    }
    guard end < bytes.count else { throw malformed("Couldn't find end of Start Tag \(word(whole))") }
    isEmptyElement = bytes[end - 1] == UInt8(ascii: "/")
    tag = start..<(isEmptyElement ? end - 1 : end)
    let colon = colon(in: whole)
    prefix = colon.map { small(whole.lowerBound..<$0) }
    name = small((colon.map { $0 + 1 } ?? whole.lowerBound)..<whole.upperBound)
    depth = open.count
    open.append(whole)
    guard open.count <= depthLimit else { throw MarkupFailure(.tooDeep(limit: depthLimit)) }
    at = end + 1
    return .open
  }

  private mutating func endTag() throws(MarkupFailure) -> Event {
    let first = at + 2
    var end = first
    while end < bytes.count, isNameByte(bytes[end]) { end += 1 }
    guard let last = open.last, bytes[first..<end].elementsEqual(bytes[last]) else {
      let opened = open.last.map(word) ?? "none"
      throw malformed("Opening and ending tag mismatch: \(opened) and \(word(first..<end))")
    }
    while end < bytes.count, bytes[end] <= 0x20 { end += 1 }
    // Of a feed cut off in its very last tag nothing is lost.
    let isCutLast = end == bytes.count && open.count == 1
    guard isCutLast || end < bytes.count && bytes[end] == UInt8(ascii: ">") else { throw malformed("expected '>'") }
    open.removeLast()
    depth = open.count
    at = min(end + 1, bytes.count)
    return .close
  }

  /// The text of a CDATA section that begins here, which is passed.
  private mutating func characterSection() throws(MarkupFailure) -> Range<Int>? {
    guard at + 2 < bytes.count, bytes[at + 1] == UInt8(ascii: "!"), bytes[at + 2] == UInt8(ascii: "["),
      stands("<![CDATA[")
    else { return nil }
    let start = at + 9
    at = start
    try pass(until: UInt8(ascii: "]"), times: 2, "CDATA section")
    let range = start..<(at - 3)
    guard range.count <= textLimit else { throw MarkupFailure(.textTooLong(limit: textLimit)) }
    return range
  }

  /// Steps behind the next `>` that so many of a sign stand before.
  private mutating func pass(until sign: UInt8, times: Int, _ what: String) throws(MarkupFailure) {
    var from = at + times
    while let close = index(of: UInt8(ascii: ">"), in: bytes, from: from) {
      if bytes[close - 1] == sign, bytes[close - times] == sign {
        at = close + 1
        return
      }
      from = close + 1
    }
    throw malformed("\(what) not finished")
  }

  private mutating func check(text: Range<Int>) throws(MarkupFailure) {
    guard !text.isEmpty else { return }
    guard text.count <= textLimit else { throw MarkupFailure(.textTooLong(limit: textLimit)) }
    if let place = control(in: bytes, text) {
      throw malformed("PCDATA invalid Char value \(bytes[place])", at: place)
    }
    if open.isEmpty, bytes[text].contains(where: { $0 > 0x20 }) {
      throw malformed(depth < 0 ? "Start tag expected, '<' not found" : "Extra content at the end of the document")
    }
  }

  private mutating func gathered(
    _ pieces: [(range: Range<Int>, isRaw: Bool)], isMarkup: Bool, from start: Int, to end: Int
  ) -> [UInt8] {
    if isMarkup { return Array(bytes[start..<end]) }
    if pieces.count == 1,
      pieces[0].isRaw || index(of: UInt8(ascii: "&"), in: bytes, from: start).map({ $0 >= end }) ?? true
    {
      return Array(bytes[pieces[0].range])
    }
    var out: [UInt8] = []
    out.reserveCapacity(end - start)
    for piece in pieces {
      out += piece.isRaw ? Array(bytes[piece.range]) : MarkupPiece.unescaped(bytes[piece.range])
    }
    return out
  }

  private func stands(_ mark: String) -> Bool { bytes[at...].starts(with: mark.utf8) }

  private func word(_ range: Range<Int>) -> String { String(decoding: bytes[range].prefix(100), as: UTF8.self) }

  private func colon(in range: Range<Int>) -> Int? {
    for place in range where bytes[place] == UInt8(ascii: ":") { return place }
    return nil
  }

  private func small(_ range: Range<Int>) -> String {
    var hasCapitals = false
    for place in range where bytes[place] >= 0x41 && bytes[place] <= 0x5A { hasCapitals = true }
    guard hasCapitals else { return word(range) }
    return String(decoding: bytes[range].prefix(100).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  private func malformed(_ message: String, at place: Int? = nil) -> MarkupFailure {
    let line = bytes.prefix(place ?? at).count { $0 == 0x0A } + 1
    return MarkupFailure(.malformed(message: message, line: line))
  }

  @inline(__always)
  private func isNameByte(_ byte: UInt8) -> Bool {
    byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte >= 0x30 && byte <= 0x3A || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte >= 0x80
  }
}
