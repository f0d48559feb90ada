import DigestKit

/// Text on its way into a header line and back.
enum FieldText {
  /// Whether `text` can stand in a header line and come back as it is.
  static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    return first != 0x20 && last != 0x20 && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }

  /// Whether `text` can stand as the URI of a record and come back as it is.
  static func isPlainURI(_ text: String) -> Bool {
    isPlain(text) && !text.utf8.contains(0x20) && !text.hasPrefix("<") && text.utf8.contains(0x3A)
  }

  /// Control characters, spaces and percent signs written as `%0A`.
  static func escape(_ text: String) -> String {
    var escaped: [UInt8] = []
    for byte in text.utf8 {
      if byte <= 0x20 || byte == 0x7F || byte == 0x25 {
        escaped += [0x25] + Hex.encode([byte]).utf8
      } else {
        escaped.append(byte)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  /// `text` as a line of its own: control characters, percent signs and outer spaces written as `%0A`.
  static func escapeLine(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var escaped: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      let isOuterSpace = byte == 0x20 && (index == 0 || index == bytes.count - 1)
      if byte < 0x20 || byte == 0x7F || byte == 0x25 || isOuterSpace {
        escaped += [0x25] + Hex.encode([byte]).utf8
      } else {
        escaped.append(byte)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  /// The text that was escaped; nil when it was not written by `escape`.
  static func unescape(_ text: String) -> String? {
    var plain: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte != 0x25 {
        plain.append(byte)
      } else {
        guard let value = Hex.decode(String(decoding: rest.prefix(2), as: UTF8.self)), value.count == 1 else {
          return nil
        }
        plain += value
        rest = rest.dropFirst(2)
      }
    }
    return String(validating: plain, as: UTF8.self)
  }
}
