/// One header: a name and a value.
public struct HeaderField: Hashable, Sendable {
  /// The name as written; compare it without regard to case.
  public let name: String
  /// The value without the blanks around it.
  public let value: String

  /// Makes a header.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Whether this is the header of that name, in whatever case either is written.
  func isNamed(_ other: String) -> Bool {
    let lower: (UInt8) -> UInt8 = { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
    return name.utf8.count == other.utf8.count && name.utf8.elementsEqual(other.utf8) { lower($0) == lower($1) }
  }

  /// Reads `Name: value`; nil for a line without a colon.
  init?(line: ArraySlice<UInt8>) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    self.init(Self.trimmed(line[..<colon]), Self.trimmed(line[(colon + 1)...]))
  }

  /// The text without the blanks around it.
  static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
    let tail = bytes.drop(while: isBlank)
    guard let end = tail.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(decoding: tail[...end], as: UTF8.self)
  }

  /// Whether the header can be sent as it is: a token as name, no control characters in the value.
  ///
  /// A line break in a value would smuggle in another header.
  public var isSendable: Bool {
    !name.isEmpty && name.utf8.allSatisfy(Self.isTokenByte) && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
  }

  /// The characters of a token, RFC 9110, 5.6.2.
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
    default: Self.tokenMarks.contains(byte)
    }
  }

  private static let tokenMarks = Array("!#$%&'*+-.^_`|~".utf8)
}
