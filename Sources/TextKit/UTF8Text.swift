internal import Glibc

/// A body in UTF-8 with nothing left in it that would stop a parser.
public struct UTF8Text: Sendable {
  /// Well-formed UTF-8 without NUL and without a byte order mark.
  public let bytes: [UInt8]
  /// The encoding it was read in, and why.
  public let decision: CharsetDecision
  /// How many characters had to be replaced by U+FFFD; above zero the encoding was probably mislabelled.
  public let replacements: Int

  /// Reads `body` in the encoding that its mark, header, `meta` or bytes call for.
  ///
  /// NUL becomes U+FFFD, since libxml2 drops everything that follows one. Never fails: what cannot be read is
  /// replaced and counted.
  public init(decoding body: [UInt8], contentType: String? = nil) {
    let decision = CharsetDecision(body: body, contentType: contentType)
    let text = decision.markLength == 0 ? body : Array(body[decision.markLength...])
    let converted: (bytes: [UInt8], replacements: Int)
    switch decision.charset {
    case .utf8: converted = Self.repaired(text)
    case .windows1252: converted = Self.fromWindows1252(text)
    default: converted = transcoded(text, from: decision.charset)
    }
    let (bytes, nuls) = Self.withoutNULs(converted.bytes)
    self.bytes = bytes
    self.decision = decision
    self.replacements = converted.replacements + nuls
  }

  private static func repaired(_ text: [UInt8]) -> (bytes: [UInt8], replacements: Int) {
    if isValidUTF8(text) { return (text, 0) }
    let before = text.count(ofReplacement: ())
    let bytes = Array(String(decoding: text, as: UTF8.self).utf8)
    return (bytes, max(1, bytes.count(ofReplacement: ()) - before))
  }

  private static func withoutNULs(_ text: [UInt8]) -> (bytes: [UInt8], replacements: Int) {
    guard hasNUL(text) else { return (text, 0) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count + 64)
    var count = 0
    for byte in text {
      if byte == 0 {
        bytes += replacementCharacter
        count += 1
      } else {
        bytes.append(byte)
      }
    }
    return (bytes, count)
  }

  /// As the WHATWG table has it: 0x81, 0x8D, 0x8F, 0x90 and 0x9D stay what they are.
  private static func fromWindows1252(_ text: [UInt8]) -> (bytes: [UInt8], replacements: Int) {
    if text.allSatisfy({ $0 < 0x80 }) { return (text, 0) }
    var result = ""
    result.reserveCapacity(text.count + text.count / 4)
    for byte in text {
      let code = byte >= 0x80 && byte <= 0x9F ? windows1252High[Int(byte) - 0x80] : UInt16(byte)
      result.unicodeScalars.append(Unicode.Scalar(code) ?? "\u{FFFD}")
    }
    return (Array(result.utf8), 0)
  }

  private static let windows1252High: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
  ]
}

/// Whether a NUL stands among the bytes, found by memchr.
private func hasNUL(_ bytes: [UInt8]) -> Bool {
  unsafe bytes.withUnsafeBytes { all in
    guard let start = all.baseAddress else { return false }
    return unsafe memchr(start, 0, all.count) != nil
  }
}

/// U+FFFD in UTF-8.
let replacementCharacter: [UInt8] = [0xEF, 0xBF, 0xBD]

extension [UInt8] {
  /// How often U+FFFD occurs.
  fileprivate func count(ofReplacement: Void) -> Int {
    var found = 0
    var at = 0
    while at + 2 < count {
      if self[at] == 0xEF, self[at + 1] == 0xBF, self[at + 2] == 0xBD { found += 1 }
      at += 1
    }
    return found
  }
}
