/// Bytes as the letters and digits of RFC 4648 base32, which WARC files write their digests in.
public enum Base32 {
  private static let digits = [UInt8]("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  /// Upper case, without padding: 32 characters for the 20 bytes of a SHA-1.
  public static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    var bits: UInt32 = 0
    var held = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      held += 8
      while held >= 5 {
        held -= 5
        text.append(digits[Int(bits >> UInt32(held) & 31)])
      }
      bits &= 31
    }
    if held > 0 { text.append(digits[Int(bits << UInt32(5 - held) & 31)]) }
    return String(decoding: text, as: UTF8.self)
  }
}
