import CZlib

/// Packs one gzip member after the other, with the memory of the first.
public struct GzipPacker: ~Copyable {
  private var stream: DeflateStream

  /// A packer of one level, from 1 (fast) to 9 (small).
  public init(level: Int = 6) throws(ZlibFailure) {
    stream = try DeflateStream(level: level)
  }

  /// Puts one member behind `output` that holds `pieces`, one after the other; none of them is copied.
  ///
  /// The member is the same for the same pieces and level: there is no name and no time in it.
  public mutating func pack(_ pieces: [ArraySlice<UInt8>], into output: inout [UInt8]) throws(ZlibFailure) {
    stream.reset()
    for piece in pieces where !piece.isEmpty { try stream.run(piece, isLast: false, into: &output) }
    try stream.run([], isLast: true, into: &output)
  }
}

extension Gzip {
  /// One gzip member that holds `bytes` as they are, in stored blocks: the only such member there is.
  ///
  /// Every version of zlib reads it, and whoever knows `bytes` knows each byte of the member.
  public static func store(_ bytes: [UInt8]) -> [UInt8] {
    var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(0xFFFF)
      rest = rest.dropFirst(block.count)
      let size = UInt16(block.count)
      member.append(rest.isEmpty ? 1 : 0)
      member += littleEndian(UInt32(size) | UInt32(~size) << 16)
      member += block
    } while !rest.isEmpty
    let check = unsafe bytes.withUnsafeBufferPointer {
      unsafe crc32_z(0, $0.baseAddress, $0.count)
    }
    // zlib.h: "If buf is Z_NULL, this function returns the required initial value for the crc", which is that of
    // no bytes.
    member += littleEndian(UInt32(truncatingIfNeeded: check)) + littleEndian(UInt32(truncatingIfNeeded: bytes.count))
    return member
  }

  private static func littleEndian(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
