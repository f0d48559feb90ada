internal import CLibXML2
internal import Glibc

/// The text of a piece of HTML such as feeds carry: tags gone, entities read, a line for each block.
///
/// It goes over the bytes once and builds no tree. Nothing is refused: what is no tag is text.
public enum MarkupPiece {
  /// The lines of a piece, blanks collapsed, none empty.
  public static func lines(of piece: ArraySlice<UInt8>) -> [UInt8] {
    var reader = PieceReader(capacity: piece.count)
    unsafe piece.withUnsafeBufferPointer { bytes in unsafe reader.read(bytes) }
    return reader.finish()
  }

  /// The bytes with entities and character references read, all else as it is.
  public static func unescaped(_ piece: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(piece.count)
    unsafe piece.withUnsafeBufferPointer { bytes in
      var at = 0
      while at < bytes.count {
        let next = unsafe place(of: UInt8(ascii: "&"), in: bytes, from: at) ?? bytes.count
        unsafe out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[at..<next]))
        at = next
        if at < bytes.count { at = unsafe appendReference(bytes, at, to: &out) }
      }
    }
    return out
  }
}

/// Where a run of text ends that goes over in one piece: single blanks inside of it stay as they are.
@inline(__always)
func endOfRun(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
  var at = start
  let end = text.count
  // Eight bytes at a time, each held against the one behind it.
  if let base = unsafe UnsafeRawPointer(text.baseAddress) {
    while at + 9 <= end {
      let here = unsafe base.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      let next = unsafe base.loadUnaligned(fromByteOffset: at + 1, as: UInt64.self)
      let doubled = bytes(equalTo: 0x20, in: here) & (bytes(below: 0x21, in: next) | bytes(equalTo: 0xC2, in: next))
      if bytes(below: 0x20, in: here) | bytes(equalTo: 0xC2, in: here) | doubled != 0 { break }
      at += 8
    }
  }
  while at < end {
    let byte = unsafe text[at]
    if byte == 0xC2 || byte < 0x20 { return at }
    if byte == 0x20 {
      guard at + 1 < end, unsafe text[at + 1] > 0x20 && text[at + 1] != 0xC2 else { return at }
    }
    at += 1
  }
  return at
}

/// The high bit of each byte of a word that is below a bound of at most 0x80.
@inline(__always)
private func bytes(below bound: UInt64, in word: UInt64) -> UInt64 {
  let sum = (word & 0x7F7F_7F7F_7F7F_7F7F) &+ (0x80 - bound) &* 0x0101_0101_0101_0101
  return ~(sum | word) & 0x8080_8080_8080_8080
}

/// The high bit of each byte of a word that is a given one.
@inline(__always)
private func bytes(equalTo byte: UInt64, in word: UInt64) -> UInt64 {
  let difference = word ^ byte &* 0x0101_0101_0101_0101
  let sum = (difference & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F
  return ~(sum | difference | 0x7F7F_7F7F_7F7F_7F7F)
}

/// Where a byte next stands.
@inline(__always)
func place(of byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
  guard start < bytes.count, let base = bytes.baseAddress,
    let hit = unsafe memchr(base + start, Int32(byte), bytes.count - start)
  else { return nil }
  return unsafe UnsafeRawPointer(hit) - UnsafeRawPointer(base)
}

/// Appends what the reference whose `&` stands at a place means, or the `&` itself; gives where the text goes on.
func appendReference(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, to out: inout [UInt8]) -> Int {
  var at = start + 1
  if unsafe at < bytes.count && bytes[at] == UInt8(ascii: "#") {
    at += 1
    var value = 0
    let isHex = unsafe at < bytes.count && bytes[at] | 0x20 == UInt8(ascii: "x")
    if isHex { at += 1 }
    let first = at
    while at < bytes.count, at - first < 8, let digit = unsafe digit(bytes[at], isHex) {
      value = value * (isHex ? 16 : 10) + digit
      at += 1
    }
    if at > first {
      if unsafe at < bytes.count && bytes[at] == UInt8(ascii: ";") { at += 1 }
      append(scalar: value, to: &out)
      return at
    }
  } else {
    while at < bytes.count, at - start < 12, unsafe isNameByte(bytes[at]) {
      at += 1
    }
    let name = start + 1
    let count = at - name
    if count > 1, unsafe at < bytes.count && bytes[at] == UInt8(ascii: ";"),
      let value = unsafe entity(UnsafeBufferPointer(rebasing: bytes[name..<at]))
    {
      append(scalar: value, to: &out)
      return at + 1
    }
  }
  out.append(UInt8(ascii: "&"))
  return start + 1
}

@inline(__always)
private func isNameByte(_ byte: UInt8) -> Bool { isLetter(byte) || byte >= 0x30 && byte <= 0x39 }

/// The character of a named entity of HTML.
private func entity(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
  if unsafe name.count == 2 && name[1] == UInt8(ascii: "t") {
    if unsafe name[0] == UInt8(ascii: "l") { return 0x3C }
    if unsafe name[0] == UInt8(ascii: "g") { return 0x3E }
  }
  if unsafe name.count == 3 && name[0] == UInt8(ascii: "a") && name[1] == UInt8(ascii: "m")
    && name[2] == UInt8(ascii: "p")
  {
    return 0x26
  }
  var text = unsafe Array(name)
  text.append(0)
  let found = unsafe text.withUnsafeBufferPointer { unsafe htmlEntityLookup($0.baseAddress) }
  if let found = unsafe found { return unsafe Int(found.pointee.value) }
  return text.elementsEqual("apos\u{0}".utf8) ? 0x27 : nil
}

/// What windows-1252 has where Unicode has controls: pages mean those.
private let meant: [Int] = [
  0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F,
  0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
]

private func append(scalar value: Int, to out: inout [UInt8]) {
  let mended = value >= 0x80 && value < 0xA0 ? meant[value - 0x80] : value
  guard mended > 0, let scalar = UInt32(exactly: mended).flatMap(Unicode.Scalar.init),
    mended >= 0x20 || mended == 9 || mended == 10 || mended == 13
  else {
    out += [0xEF, 0xBF, 0xBD]
    return
  }
  out.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
}

@inline(__always)
private func digit(_ byte: UInt8, _ isHex: Bool) -> Int? {
  if byte >= 0x30 && byte <= 0x39 { return Int(byte - 0x30) }
  guard isHex, byte | 0x20 >= 0x61, byte | 0x20 <= 0x66 else { return nil }
  return Int(byte | 0x20) - 0x57
}

@inline(__always)
private func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

/// One pass over a piece.
@safe
private struct PieceReader {
  private var out: [UInt8] = []
  private var owesBlank = false
  private var owesLine = false
  private var scratch: [UInt8] = []

  init(capacity: Int) { out.reserveCapacity(capacity) }

  consuming func finish() -> [UInt8] { out }

  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    var at = 0
    while at < bytes.count {
      let next = unsafe place(of: UInt8(ascii: "<"), in: bytes, from: at) ?? bytes.count
      if next > at { unsafe text(UnsafeBufferPointer(rebasing: bytes[at..<next])) }
      at = next
      if at < bytes.count { at = unsafe tag(bytes, at) }
    }
  }

  /// Steps over the tag whose `<` stands at a place, or takes the sign as text.
  private mutating func tag(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    let mark: UInt8 = unsafe start + 1 < bytes.count ? bytes[start + 1] : 0
    if mark == UInt8(ascii: "!") || mark == UInt8(ascii: "?") {
      if unsafe start + 3 < bytes.count && bytes[start + 2] == UInt8(ascii: "-")
        && bytes[start + 3] == UInt8(ascii: "-")
      {
        return unsafe end(of: [0x2D, 0x2D, 0x3E], in: bytes, from: start + 4)
      }
      if unsafe mark == UInt8(ascii: "!") && start + 8 < bytes.count && bytes[start + 2] == UInt8(ascii: "[")
        && bytes[start...].starts(with: "<![CDATA[".utf8)
      {
        return start + 9
      }
      return unsafe place(of: UInt8(ascii: ">"), in: bytes, from: start).map { $0 + 1 } ?? bytes.count
    }
    let isEnd = mark == UInt8(ascii: "/")
    var at = isEnd ? start + 2 : start + 1
    guard unsafe at < bytes.count && isLetter(bytes[at]) else {
      unsafe text(UnsafeBufferPointer(rebasing: bytes[start..<(start + 1)]))
      return start + 1
    }
    var name: UInt64 = 0
    var size = 0
    while at < bytes.count, unsafe isNameByte(bytes[at]) {
      size += 1
      let byte = unsafe bytes[at]
      if size <= 8 { name = name << 8 | UInt64(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) }
      at += 1
    }
    var quote: UInt8 = 0
    while at < bytes.count {
      let byte = unsafe bytes[at]
      at += 1
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == 0x22 || byte == 0x27, unsafe bytes[at - 2] == UInt8(ascii: "=") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        break
      }
    }
    if size > 8 || !Self.inline.contains(name) { owesLine = !out.isEmpty }
    if !isEnd, size <= 8, Self.hidden.contains(name) {
      // Nothing in a script or style is text.
      var from = at
      while let open = unsafe place(of: UInt8(ascii: "<"), in: bytes, from: from) {
        if unsafe open + 2 < bytes.count && bytes[open + 1] == UInt8(ascii: "/")
          && bytes[open + 2] | 0x20 == UInt8(truncatingIfNeeded: name >> UInt64((size - 1) * 8))
        {
          return unsafe place(of: UInt8(ascii: ">"), in: bytes, from: open).map { $0 + 1 } ?? bytes.count
        }
        from = open + 1
      }
      return bytes.count
    }
    return at
  }

  private func end(of mark: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var from = start
    while let close = unsafe place(of: UInt8(ascii: ">"), in: bytes, from: from) {
      if unsafe close >= start + 2 && bytes[close - 1] == mark[1] && bytes[close - 2] == mark[0] { return close + 1 }
      from = close + 1
    }
    return bytes.count
  }

  private mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard unsafe place(of: UInt8(ascii: "&"), in: bytes, from: 0) != nil else {
      unsafe collapse(bytes)
      return
    }
    scratch.removeAll(keepingCapacity: true)
    var at = 0
    while at < bytes.count {
      let next = unsafe place(of: UInt8(ascii: "&"), in: bytes, from: at) ?? bytes.count
      unsafe scratch.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[at..<next]))
      at = next
      if at < bytes.count { at = unsafe appendReference(bytes, at, to: &scratch) }
    }
    let plain = scratch
    unsafe plain.withUnsafeBufferPointer { unsafe collapse($0) }
  }

  private mutating func collapse(_ text: UnsafeBufferPointer<UInt8>) {
    var at = 0
    let end = text.count
    while at < end {
      let byte = unsafe text[at]
      if byte <= 0x20 {
        owesBlank = !out.isEmpty
        at += 1
      } else if byte == 0xC2, at + 1 < end, unsafe text[at + 1] == 0xA0 {
        owesBlank = !out.isEmpty
        at += 2
      } else {
        if owesLine {
          out.append(0x0A)
        } else if owesBlank {
          out.append(0x20)
        }
        owesLine = false
        owesBlank = false
        // With what windows-1252 has where Unicode has controls: U+0092 is an apostrophe.
        if byte == 0xC2, at + 1 < end, unsafe text[at + 1] >= 0x80 && text[at + 1] < 0xA0 {
          unsafe append(scalar: Int(text[at + 1]), to: &out)
          at += 2
          continue
        }
        let first = at
        at = unsafe endOfRun(text, from: at + 1)
        unsafe out.append(contentsOf: UnsafeBufferPointer(rebasing: text[first..<at]))
      }
    }
  }

  private static func packed(_ name: String) -> UInt64 { name.utf8.reduce(0) { $0 << 8 | UInt64($1) } }
  private static let inline: Set<UInt64> = Set(
    [
      "a", "b", "i", "u", "s", "em", "strong", "span", "font", "small", "big", "sup", "sub", "wbr", "mark", "bdi",
      "bdo", "nobr", "del", "ins", "abbr", "acronym", "time", "code", "data", "cite", "q", "tt", "kbd", "samp", "var",
      "mi", "mo", "mn", "mrow", "math", "dfn", "label", "img", "strike", "ruby", "rt", "rb",
    ].map(packed))
  private static let hidden: Set<UInt64> = Set(
    ["script", "style", "noscript", "template", "svg", "title", "textarea", "select", "iframe"].map(packed))
}
