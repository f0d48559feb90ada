// Spaces, comments, numbers and strings: the leaves of the grammar.

extension JSONReader {
  mutating func skipSpace() throws(Stop) {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      case UInt8(ascii: "/") where dialect != .json: try skipComment()
      case UInt8(ascii: "<") where dialect == .script, UInt8(ascii: "-") where dialect == .script,
        UInt8(ascii: "]") where dialect == .script, UInt8(ascii: ";") where dialect == .script:
        guard let length = lengthOfWrapping() else { return }
        position += length
      default: return
      }
    }
  }

  /// The length of what wraps scripts of pages, when it stands outside of the value at `position`.
  private func lengthOfWrapping() -> Int? {
    guard depth == 0 else { return nil }
    let rest = bytes[position...]
    for mark in ["<!--", "-->", "<![CDATA[", "]]>", ";"] where rest.starts(with: mark.utf8) { return mark.utf8.count }
    return nil
  }

  private mutating func skipComment() throws(Stop) {
    let start = position
    guard position + 1 < bytes.count else { throw Stop(problem: "a lone slash", offset: start) }
    if bytes[position + 1] == UInt8(ascii: "/") {
      while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      return
    }
    guard bytes[position + 1] == UInt8(ascii: "*") else { throw Stop(problem: "a lone slash", offset: start) }
    position += 2
    while position + 1 < bytes.count {
      if bytes[position] == UInt8(ascii: "*"), bytes[position + 1] == UInt8(ascii: "/") {
        position += 2
        return
      }
      position += 1
    }
    throw Stop(problem: "the comment is not closed", offset: start)
  }

  mutating func readNumber(_ start: Int) throws(Stop) -> JSON {
    var at = start
    func isDigit(_ index: Int) -> Bool { index < bytes.count && bytes[index] >= 0x30 && bytes[index] <= 0x39 }
    if bytes[at] == UInt8(ascii: "-") { at += 1 }
    guard isDigit(at) else { throw Stop(problem: "not a JSON value", offset: start) }
    if bytes[at] == 0x30, isDigit(at + 1) { throw Stop(problem: "a number with a leading zero", offset: start) }
    while isDigit(at) { at += 1 }
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      guard isDigit(at + 1) else { throw Stop(problem: "a number that ends in a point", offset: start) }
      at += 1
      while isDigit(at) { at += 1 }
    }
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
      guard isDigit(at) else { throw Stop(problem: "a number without its exponent", offset: start) }
      while isDigit(at) { at += 1 }
    }
    if at < bytes.count, isWordByte(bytes[at]) { throw Stop(problem: "not a JSON value", offset: start) }
    position = at
    return JSON(.number(String(decoding: bytes[start..<at], as: UTF8.self)), offset: start)
  }

  mutating func readString(quote: UInt8) throws(Stop) -> String {
    let start = position
    position += 1
    let first = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == quote {
        guard let text = text(first..<position) else {
          throw Stop(problem: "a string that is not UTF-8", offset: start)
        }
        position += 1
        return text
      }
      if byte == UInt8(ascii: "\\") { return try readEscaped(start, first, quote) }
      if byte < 0x20, dialect != .script { throw Stop(problem: "a control character in a string", offset: position) }
      position += 1
    }
    throw Stop(problem: "the string is not closed", offset: start)
  }

  /// The text of bytes, when they are UTF-8.
  private func text(_ range: Range<Int>) -> String? {
    do throws(UTF8.ValidationError) {
      return String(copying: try UTF8Span(validating: bytes.span.extracting(range)))
    } catch {
      return nil
    }
  }

  /// The slow way, once a backslash was seen at `position`.
  private mutating func readEscaped(_ start: Int, _ first: Int, _ quote: UInt8) throws(Stop) -> String {
    var text = Array(bytes[first..<position])
    while position < bytes.count {
      let byte = bytes[position]
      if byte == quote {
        position += 1
        guard let string = String(validating: text, as: UTF8.self) else {
          throw Stop(problem: "a string that is not UTF-8", offset: start)
        }
        return string
      }
      if byte < 0x20, dialect != .script { throw Stop(problem: "a control character in a string", offset: position) }
      position += 1
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard position < bytes.count else { break }
      let code = bytes[position]
      position += 1
      switch code {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(code)
      case UInt8(ascii: "'") where dialect != .json: text.append(code)
      case 0x0A where dialect != .json: break
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"): text.append(contentsOf: String(Character(try readScalar())).utf8)
      default: throw Stop(problem: "an unknown escape", offset: position - 2)
      }
    }
    throw Stop(problem: "the string is not closed", offset: start)
  }

  /// The scalar of `\uXXXX`, or of a pair of surrogates; a lone surrogate becomes U+FFFD.
  private mutating func readScalar() throws(Stop) -> Unicode.Scalar {
    let high = try readHex()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard high < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { return "\u{FFFD}" }
    let mark = position
    position += 2
    let low = try readHex()
    guard low >= 0xDC00, low < 0xE000 else {
      position = mark
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func readHex() throws(Stop) -> UInt32 {
    guard position + 4 <= bytes.count,
      let digits = String(validating: bytes[position..<position + 4], as: UTF8.self),
      digits.allSatisfy(\.isHexDigit), let value = UInt32(digits, radix: 16)
    else { throw Stop(problem: "not four hexadecimal digits after \\u", offset: position) }
    position += 4
    return value
  }
}
