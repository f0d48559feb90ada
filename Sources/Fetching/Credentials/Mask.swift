/// Finds secrets in bytes and text and writes `*` over them.
struct Mask: Sendable {
  /// Shorter secrets cannot be told from chance.
  static let shortest = 6

  private var needles: [[UInt8]] = []
  private var begins = [Bool](repeating: false, count: 256)

  /// Whether there is nothing to find.
  var isEmpty: Bool { needles.isEmpty }

  /// Hides a secret from now on, in each spelling in which servers repeat what they were sent.
  mutating func add(_ secret: String) {
    for spelling in Self.spellings(secret) where spelling.count >= Self.shortest && !needles.contains(spelling) {
      needles.append(spelling)
      begins[Int(spelling[0])] = true
    }
    needles.sort { $0.count > $1.count }
  }

  /// The bytes with every secret overwritten by as many `*`; nil when there is none in them.
  func masked(_ bytes: [UInt8]) -> [UInt8]? {
    guard !needles.isEmpty else { return nil }
    var result: [UInt8]?
    var at = 0
    while at < bytes.count {
      if begins[Int(bytes[at])], let needle = needles.first(where: { Self.stands($0, in: bytes, at: at) }) {
        let range = at..<(at + needle.count)
        result = result ?? bytes
        result?.replaceSubrange(range, with: repeatElement(UInt8(ascii: "*"), count: needle.count))
        at = range.upperBound
      } else {
        at += 1
      }
    }
    return result
  }

  /// The text with every secret overwritten.
  func masked(_ text: String) -> String {
    masked(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// Whether a secret stands in the text.
  func finds(in text: String) -> Bool { masked(Array(text.utf8)) != nil }

  private static func stands(_ needle: [UInt8], in bytes: [UInt8], at start: Int) -> Bool {
    start + needle.count <= bytes.count && bytes[start..<(start + needle.count)].elementsEqual(needle)
  }

  /// As it is and as a host name, percent-encoded with either kind of digits, as a form, in JSON, in HTML, and in base64.
  private static func spellings(_ secret: String) -> [[UInt8]] {
    let encoded = WebText.percentEncoded(secret)
    var all = [secret, secret.lowercased(), encoded, lowercasedEscapes(encoded), replacing(encoded, "%20", "+")]
    all.append(replacing(replacing(replacing(secret, "\\", "\\\\"), "\"", "\\\""), "/", "\\/"))
    all.append(replacing(replacing(secret, "\\", "\\\\"), "\"", "\\\""))
    let html = replacing(replacing(replacing(secret, "&", "&amp;"), "<", "&lt;"), ">", "&gt;")
    all += [html, replacing(replacing(html, "\"", "&quot;"), "'", "&#39;"), WebText.base64(secret)]
    return all.map { Array($0.utf8) }
  }

  private static func lowercasedEscapes(_ encoded: String) -> String {
    var left = 0
    let bytes = encoded.utf8.map { byte -> UInt8 in
      if byte == UInt8(ascii: "%") {
        left = 2
        return byte
      }
      guard left > 0 else { return byte }
      left -= 1
      return byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "F") ? byte + 32 : byte
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func replacing(_ text: String, _ old: String, _ new: String) -> String {
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let first = rest.first {
      if rest.starts(with: old.utf8) {
        result += new.utf8
        rest = rest.dropFirst(old.utf8.count)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
