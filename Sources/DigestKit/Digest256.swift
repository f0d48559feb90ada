import CCrypto

/// A SHA-256 digest: 32 bytes.
public struct Digest256: Hashable, Sendable, Comparable, CustomStringConvertible {
  // Four words, most significant first, so that a digest is a plain value without a heap block.
  private let first: UInt64
  private let second: UInt64
  private let third: UInt64
  private let fourth: UInt64

  /// The digest of `bytes`.
  public init(of bytes: [UInt8]) {
    self.init(of: bytes[...])
  }

  /// The digest of `bytes`.
  public init(of bytes: ArraySlice<UInt8>) {
    var words: InlineArray<4, UInt64> = .init(repeating: 0)
    unsafe bytes.withUnsafeBufferPointer { input in
      unsafe withUnsafeMutableBytes(of: &words) { output in
        unsafe am_sha256(input.baseAddress, input.count, output.baseAddress?.assumingMemoryBound(to: UInt8.self))
      }
    }
    self.init(words)
  }

  /// The digest of the UTF-8 bytes of `text`.
  public init(of text: String) {
    self.init(of: [UInt8](text.utf8))
  }

  /// A digest from its 32 bytes, or nil when there are not 32.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    func word(_ index: Int) -> UInt64 {
      bytes[(index * 8)..<(index * 8 + 8)].reduce(0) { $0 << 8 | UInt64($1) }
    }
    (first, second, third, fourth) = (word(0), word(1), word(2), word(3))
  }

  /// A digest from 64 hexadecimal digits in either case, or nil when it is anything else.
  public init?(hex: String) {
    guard let bytes = Hex.decode(hex) else { return nil }
    self.init(bytes: bytes)
  }

  private init(_ words: InlineArray<4, UInt64>) {
    first = UInt64(bigEndian: words[0])
    second = UInt64(bigEndian: words[1])
    third = UInt64(bigEndian: words[2])
    fourth = UInt64(bigEndian: words[3])
  }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    [first, second, third, fourth].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
    }
  }

  /// The 64 hexadecimal digits, lower case.
  public var hex: String { Hex.encode(bytes) }

  /// The first 16 hexadecimal digits, lower case.
  public var shortHex: String { Hex.encode(first) }

  /// The first 8 bytes as a number, most significant byte first.
  public var prefix64: UInt64 { first }

  /// The 52 letters and digits of RFC 4648 base32, upper case, without padding.
  public var base32: String { Base32.encode(bytes) }

  /// The 64 hexadecimal digits.
  public var description: String { hex }

  /// Order by bytes.
  public static func < (left: Digest256, right: Digest256) -> Bool {
    (left.first, left.second, left.third, left.fourth) < (right.first, right.second, right.third, right.fourth)
  }
}
