/// A path of robots.txt: literal text, `*` for any run of bytes, `$` at the end for "nothing more".
public struct RobotsPattern: Hashable, Sendable {
  /// The pattern in the spelling that is compared: bytes beyond ASCII as `%XX`, hexadecimal digits in upper case.
  public let text: [UInt8]
  private let pieces: [[UInt8]]
  private let isAnchored: Bool

  /// Reads a pattern as written in the file.
  public init(_ written: [UInt8]) {
    text = Self.normalized(written, escapingBeyondASCII: true)
    var rest = text
    isAnchored = rest.last == UInt8(ascii: "$")
    if isAnchored { rest.removeLast() }
    pieces = rest.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map { Array($0) }
  }

  /// How specific the pattern is: its octets (RFC 9309, 2.2.2, "the most octets").
  public var octets: Int { text.count }

  /// Whether the path and query match from their start.
  ///
  /// Each piece between two `*` is sought leftmost, which is enough because a later start never helps; the cost is
  /// at most the product of both lengths, and in practice linear.
  public func matches(_ target: [UInt8]) -> Bool {
    guard let first = pieces.first, target.starts(with: first) else { return false }
    if pieces.count == 1 { return !isAnchored || target.count == first.count }
    var at = first.count
    for piece in pieces.dropFirst().dropLast() {
      guard let found = Self.find(piece, in: target, from: at) else { return false }
      at = found + piece.count
    }
    guard let last = pieces.last else { return true }
    if isAnchored { return target.count - last.count >= at && target.suffix(last.count).elementsEqual(last) }
    return Self.find(last, in: target, from: at) != nil
  }

  private static func find(_ piece: [UInt8], in target: [UInt8], from start: Int) -> Int? {
    guard !piece.isEmpty else { return start }
    var at = start
    while at + piece.count <= target.count {
      if target[at] == piece[0], target[at..<(at + piece.count)].elementsEqual(piece) { return at }
      at += 1
    }
    return nil
  }

  /// The spelling that is compared: escapes in upper case, and in a pattern octets outside ASCII escaped.
  ///
  /// RFC 9309, 2.2.2: such octets "MUST be percent-encoded"; nothing is decoded. A target comes from a `WebAddress`
  /// and has them escaped already; one that has not is another path.
  static func normalized(_ raw: [UInt8], escapingBeyondASCII: Bool) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    var upper = 0
    for (index, byte) in raw.enumerated() {
      if byte >= 0x80, escapingBeyondASCII {
        result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      } else if byte == UInt8(ascii: "%"), index + 2 < raw.count, isHex(raw[index + 1]), isHex(raw[index + 2]) {
        result.append(byte)
        upper = 2
      } else if upper > 0 {
        result.append(byte >= UInt8(ascii: "a") ? byte - 32 : byte)
        upper -= 1
      } else {
        result.append(byte)
      }
    }
    return result
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}
