/// One line of robots.txt: a key in lower case and its value, without comment and blanks.
struct RobotsLine: Hashable {
  let key: [UInt8]
  let value: [UInt8]

  /// Bytes of one line that are looked at; longer patterns are cut there.
  static let byteLimit = 16_664

  /// The lines that hold a key and a value.
  ///
  /// CR, LF and CRLF all end a line; a byte order mark is passed over.
  static func lines(of file: ArraySlice<UInt8>) -> [RobotsLine] {
    let body = file.starts(with: [0xef, 0xbb, 0xbf]) ? file.dropFirst(3) : file
    return body.split { $0 == 0x0a || $0 == 0x0d }.compactMap { RobotsLine($0.prefix(byteLimit)) }
  }

  /// Reads `key: value`; a missing colon is forgiven, as the webmaster's wish is plain.
  init?(_ line: ArraySlice<UInt8>) {
    let text = Self.trimmed(line.prefix { $0 != UInt8(ascii: "#") })
    if let colon = text.firstIndex(of: UInt8(ascii: ":")) {
      key = Self.lowercased(Self.trimmed(text[..<colon]))
      value = Array(Self.trimmed(text[(colon + 1)...]))
    } else {
      let words = text.split(whereSeparator: Self.isBlank)
      guard words.count == 2 else { return nil }
      key = Self.lowercased(words[0])
      value = Array(words[1])
    }
    guard !key.isEmpty else { return nil }
  }

  static func lowercased(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    bytes.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 + 32 : $0 }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let tail = bytes.drop(while: isBlank)
    guard let end = tail.lastIndex(where: { !isBlank($0) }) else { return [] }
    return tail[...end]
  }
}
