/// A text folded for reading, as bytes: its words in lower case, each of one script, with one space around each.
///
/// Case, width, compatibility forms (NFKC), composed letters, invisible characters and letters of another alphabet
/// that look Latin ("RТX" with a Cyrillic T) are folded; the text as shown is never changed. Words are split at white
/// space, at punctuation and where the script changes: "8卡" is "8" and "卡". Cost: linear, one pass over the bytes.
struct FoldedText: Sendable {
  /// A word's place.
  struct Mark: Hashable, Sendable {
    /// Where the word stands in `bytes`.
    var start: Int
    var end: Int
    /// Offset of its first scalar in the text as shown.
    var offset: Int
    /// What stood before it: a space for white space or the start, "-" or "/" and so on, or 0 when glued.
    var joint: UInt8
    /// Whether it is written without spaces between words, as Chinese and Japanese are.
    var isIdeographic: Bool
  }

  /// " word word ": a space before the first word and after each.
  private(set) var bytes: [UInt8] = [0x20]
  /// The words, in order.
  private(set) var marks: [Mark] = []

  init(_ text: String) {
    var native = text
    native.makeContiguousUTF8()
    let source = native.utf8Span.span
    bytes.reserveCapacity(source.count + 16)
    marks.reserveCapacity(16)
    var at = 0
    var offset = 0
    var joint = UInt8(ascii: " ")
    while at < source.count {
      let byte = source[at]
      let folded = Self.ascii[Int(byte)]
      if folded == 0, let symbol = Self.symbol(source, at: at) {
        joint = Self.joint(symbol.mark, after: joint)
        at += symbol.length
        offset += symbol.scalars
        continue
      }
      if folded == 0 {
        // The rest from here on goes scalar by scalar: something outside ASCII.
        slow(native, from: at, offset: offset, joint: joint)
        return
      }
      if folded >= 0x30 {
        let start = bytes.count
        let begin = offset
        var end = at
        var run: UInt8 = folded
        while run >= 0x30 {
          bytes.append(run)
          end += 1
          run = end < source.count ? Self.ascii[Int(source[end])] : 1
        }
        if run == 0, Self.symbol(source, at: end) == nil {
          // The word goes on outside ASCII: read it again, whole.
          bytes.removeSubrange(start...)
          slow(native, from: at, offset: offset, joint: joint)
          return
        }
        close(start: start, offset: begin, joint: joint)
        offset += end - at
        at = end
        joint = 0
      } else {
        joint = Self.joint(byte, after: joint)
        at += 1
        offset += 1
      }
    }
  }

  /// A scalar outside ASCII that only parts words, by its bytes: how long it is, and what it counts as.
  ///
  /// Dashes, arrows, bullets, stars, pictures; nil for all that may be a letter or join one.
  private static func symbol(_ bytes: Span<UInt8>, at start: Int) -> (length: Int, scalars: Int, mark: UInt8)? {
    guard start + 2 < bytes.count else { return nil }
    let length: Int
    switch (bytes[start], bytes[start + 1], bytes[start + 2]) {
    case (0xE2, 0x80, 0x90...0x95): return (3, 1, UInt8(ascii: "-"))
    case (0xE2, 0x80, 0x98...0xA3), (0xE2, 0x80, 0xB0...0xB2), (0xE2, 0x84, 0xA2), (0xE2, 0x86, 0x90...0xBF),
      (0xE2, 0x87...0x90, _), (0xE2, 0x95...0x9D, _):
      length = 3
    case (0xF0, 0x9F, 0x8C...0xAF): length = 4
    default: return nil
    }
    let end = start + length
    guard end <= bytes.count else { return nil }
    // The selector that asks for a colored picture goes with it.
    if end + 2 < bytes.count, bytes[end] == 0xEF, bytes[end + 1] == 0xB8, bytes[end + 2] == 0x8F {
      return (length + 3, 2, UInt8(ascii: " "))
    }
    return (length, 1, UInt8(ascii: " "))
  }

  /// Letters and digits in lower case; 1 for any other ASCII, 0 for bytes outside it.
  private static let ascii: [UInt8] = (0..<256).map { value in
    let byte = UInt8(truncatingIfNeeded: value)
    switch byte {
    case 0x30...0x39, 0x61...0x7A: return byte
    case 0x41...0x5A: return byte + 0x20
    case 0x80...0xFF: return 0
    default: return 1
    }
  }

  /// What stands before the next word after one more mark: "(" wins, white space stays, the last mark counts.
  private static func joint(_ byte: UInt8, after joint: UInt8) -> UInt8 {
    if byte == UInt8(ascii: "(") { return byte }
    if byte <= 0x20 { return UInt8(ascii: " ") }
    return joint == UInt8(ascii: " ") && byte != UInt8(ascii: "*") ? joint : byte
  }

  /// Ends the word that starts at `start`, or the words, when sellers left out the space: "4x1060", "2080ti22g".
  private mutating func close(start: Int, offset: Int, joint: UInt8) {
    if bytes.count - start >= 5, let cut = GluedWord.cut(bytes[start...]) {
      let rest = Array(bytes[(start + cut)...])
      bytes.removeSubrange((start + cut)...)
      close(start: start, offset: offset, joint: joint)
      let next = bytes.count
      bytes += rest
      close(start: next, offset: offset + cut, joint: 0)
      return
    }
    marks.append(Mark(start: start, end: bytes.count, offset: offset, joint: joint, isIdeographic: false))
    bytes.append(0x20)
  }

  private mutating func slow(_ text: String, from start: Int, offset: Int, joint: UInt8) {
    var joint = joint
    var run: [Unicode.Scalar] = []
    var runStart = offset
    var offset = offset
    let view = text.unicodeScalars
    let first = text.utf8.index(text.utf8.startIndex, offsetBy: start)
    var rest = Array(view[first...])
    if rest.contains(where: Fold.isCombining) { rest = Fold.composed(rest) }
    for raw in rest {
      defer { offset += 1 }
      if Fold.isInvisible(raw) { continue }
      let form = raw.isASCII ? nil : CompatibilityTable.form(of: raw)
      for index in 0..<(form?.count ?? 1) {
        let scalar = form?[index] ?? Fold.lower(raw)
        if Fold.isLetterOrDigit(scalar) {
          if run.isEmpty { runStart = offset }
          run.append(scalar)
          continue
        }
        if !run.isEmpty {
          split(run, offset: runStart, joint: joint)
          run.removeAll(keepingCapacity: true)
          joint = 0
        }
        joint = scalar.isASCII ? Self.joint(UInt8(truncatingIfNeeded: scalar.value), after: joint) : UInt8(ascii: " ")
      }
    }
    if !run.isEmpty { split(run, offset: runStart, joint: joint) }
  }

  /// Splits a run of letters and digits where its script changes, after unmasking look-alikes.
  private mutating func split(_ run: [Unicode.Scalar], offset: Int, joint: UInt8) {
    let unmasked = Fold.unmask(run)
    var joint = joint
    var begin = 0
    while begin < unmasked.count {
      let script = Fold.script(of: unmasked[begin])
      var end = begin + 1
      while end < unmasked.count, Fold.script(of: unmasked[end]) == script { end += 1 }
      let start = bytes.count
      for scalar in unmasked[begin..<end] { bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.EncodedScalar()) }
      close(start: start, offset: offset + begin, joint: joint)
      if script == .ideographic, !marks.isEmpty { marks[marks.count - 1].isIdeographic = true }
      joint = 0
      begin = end
    }
  }
}
