internal import Glibc

/// Steps over tags, comments and declarations byte by byte, just as libxml2's HTML parser cuts them.
///
/// The rules are those of htmlParseStartTag, htmlParseEndTag, htmlParseComment, htmlParsePI and htmlParseDocTypeDecl in
/// libxml2 2.9.14. No entity is read, no element opened; only where things end is told.
@safe
struct TagScanner {
  /// What a start tag said that matters here.
  struct StartTag {
    /// Where the element's name stands.
    var name: Range<Int>
    /// The value of its first attribute `type`, still with entities; nil when it has none.
    var type: Range<Int>?
    /// Whether it ended in `/>`.
    var isSelfClosing = false
    /// Whether the page ended before it did.
    var isCut = false
    /// Where it ends.
    var end = 0
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  /// How many bytes there are.
  let count: Int

  /// A scanner of bytes that stay where they are as long as it is used.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    unsafe self.bytes = bytes
    count = bytes.count
  }

  /// The byte at a place, 0 behind the end; pages have no NUL.
  @inline(__always)
  subscript(place: Int) -> UInt8 { place < count ? unsafe bytes[place] : 0 }

  /// Copies of bytes.
  func copy(_ range: Range<Int>) -> [UInt8] { unsafe Array(bytes[range]) }

  /// Where a byte next stands.
  @inline(__always)
  func index(of byte: UInt8, from start: Int) -> Int? {
    guard start < count, let base = unsafe bytes.baseAddress,
      let hit = unsafe memchr(base + start, Int32(byte), count - start)
    else { return nil }
    return unsafe UnsafeRawPointer(hit) - UnsafeRawPointer(base)
  }

  /// Whether these lower-case letters stand at a place, in any case.
  func stands(_ word: StaticString, at place: Int) -> Bool {
    guard place + word.utf8CodeUnitCount <= count else { return false }
    for offset in 0..<word.utf8CodeUnitCount {
      if unsafe lower(bytes[place + offset]) != word.utf8Start[offset] { return false }
    }
    return true
  }

  @inline(__always)
  private func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

  /// Where the name that begins at a place ends; at most a hundred bytes are one name.
  @inline(__always)
  func endOfName(_ start: Int) -> Int {
    var at = start
    while at < count, at - start < 100, unsafe isNameByte(bytes[at]) { at += 1 }
    return at
  }

  /// Reads the start tag whose `<` stands at a place, before a letter.
  func startTag(at start: Int) -> StartTag {
    var tag = StartTag(name: (start + 1)..<endOfName(start + 1))
    var at = tag.name.upperBound
    while true {
      while isBlank(self[at]) { at += 1 }
      guard at < count else {
        tag.isCut = true
        break
      }
      if self[at] == UInt8(ascii: ">") {
        at += 1
        break
      }
      if self[at] == UInt8(ascii: "/"), self[at + 1] == UInt8(ascii: ">") {
        tag.isSelfClosing = true
        at += 2
        break
      }
      at = attribute(at, of: &tag)
    }
    tag.end = min(at, count)
    return tag
  }

  /// Steps over an attribute, or over what cannot be one.
  private func attribute(_ start: Int, of tag: inout StartTag) -> Int {
    var at = start
    guard startsName(self[at]) else {
      // "Dump the bogus attribute string up to the next blank or the end of the tag."
      while at < count, !isBlank(self[at]), self[at] != UInt8(ascii: ">"),
        !(self[at] == UInt8(ascii: "/") && self[at + 1] == UInt8(ascii: ">"))
      { at += 1 }
      return at
    }
    at = endOfName(at)
    let isType = at - start == 4 && stands("type", at: start) && tag.type == nil
    while isBlank(self[at]) { at += 1 }
    guard self[at] == UInt8(ascii: "=") else {
      // A bare attribute is there all the same: a second one of its name does not count.
      if isType { tag.type = at..<at }
      return at
    }
    at += 1
    while isBlank(self[at]) { at += 1 }
    let quote = self[at]
    let value: Range<Int>
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let close = index(of: quote, from: at + 1) ?? count
      value = (at + 1)..<close
      at = close + 1
    } else {
      let first = at
      while at < count, !isBlank(self[at]), self[at] != UInt8(ascii: ">") { at += 1 }
      value = first..<at
    }
    if isType { tag.type = value }
    return at
  }

  /// Where the text goes on behind what begins with the `<` at a place and is no start tag.
  ///
  /// - Returns: nil where only libxml2 itself can tell.
  func endOfOther(at start: Int) -> Int? {
    switch self[start + 1] {
    case UInt8(ascii: "/"):
      guard startsName(self[start + 2]) else { return start + 2 }
      return index(of: UInt8(ascii: ">"), from: endOfName(start + 2)).map { $0 + 1 } ?? count
    case UInt8(ascii: "!"):
      if self[start + 2] == UInt8(ascii: "-"), self[start + 3] == UInt8(ascii: "-") { return endOfComment(start + 4) }
      return stands("doctype", at: start + 2) ? endOfDocumentType(start + 9) : start + 1
    case UInt8(ascii: "?"):
      let first = self[start + 2]
      // Letters that are not ASCII take htmlParseName another way.
      if first >= 0x80 || self[endOfName(start + 2)] >= 0x80 { return nil }
      guard first != UInt8(ascii: "."), startsName(first) else { return start + 2 }
      return index(of: UInt8(ascii: ">"), from: start + 2).map { $0 + 1 } ?? count
    default: return start + 1
    }
  }

  /// A comment ends at `-->` or `--!>`, the two dashes not among those that began it.
  private func endOfComment(_ start: Int) -> Int {
    var from = start + 2
    while let close = index(of: UInt8(ascii: ">"), from: from) {
      let isMarked = self[close - 1] == UInt8(ascii: "!") && close - 3 >= start
      let dash = isMarked ? close - 2 : close - 1
      if self[dash] == UInt8(ascii: "-"), self[dash - 1] == UInt8(ascii: "-"), dash - 1 >= start { return close + 1 }
      from = close + 1
    }
    return count
  }

  /// A declaration ends at `>`; where a quote is open there, it is left to libxml2.
  private func endOfDocumentType(_ start: Int) -> Int? {
    guard let close = index(of: UInt8(ascii: ">"), from: start) else { return count }
    var quote: UInt8 = 0
    for at in start..<close {
      if quote != 0 {
        if self[at] == quote { quote = 0 }
      } else if self[at] == UInt8(ascii: "\"") || self[at] == UInt8(ascii: "'") {
        quote = self[at]
      }
    }
    return quote == 0 ? close + 1 : nil
  }

  @inline(__always)
  func startsName(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")) || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
  }

  @inline(__always)
  func isNameByte(_ byte: UInt8) -> Bool {
    startsName(byte) || (byte >= 0x30 && byte <= 0x39) || byte == UInt8(ascii: "-")
  }

  @inline(__always)
  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
}
