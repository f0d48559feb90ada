/// Whole gzip data at once.
public enum Gzip {
  /// Whether `bytes` begin as a gzip member does.
  public static func recognizes(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 3 && bytes[0] == 0x1F && bytes[1] == 0x8B && bytes[2] == 8
  }

  /// What one or more gzip members hold, joined.
  ///
  /// Each member must be complete, with the right CRC and length behind it, and nothing may follow the last.
  public static func inflate(_ bytes: [UInt8], limits: InflateLimits) throws(ZlibFailure) -> [UInt8] {
    var stream = try InflateStream(.gzip)
    var output: [UInt8] = []
    var position = 0
    var consumed = 0
    repeat {
      guard bytes.isEmpty || recognizesStart(bytes, position) else { throw ZlibFailure(.notGzip, at: position) }
      let progress = try stream.run(
        bytes, position: &position, offset: 0, consumed: &consumed, output: &output, limits: limits)
      guard case .ended = progress else { throw ZlibFailure(.truncated, at: position) }
      stream.reset()
    } while position < bytes.count
    return output
  }

  /// One gzip member that holds `bytes`, the same for the same bytes and level: no name and no time in it.
  ///
  /// - Parameter level: From 1 (fast) to 9 (small).
  public static func deflate(_ bytes: [UInt8], level: Int = 6) throws(ZlibFailure) -> [UInt8] {
    var packer = try GzipPacker(level: level)
    var member: [UInt8] = []
    try packer.pack([bytes[...]], into: &member)
    return member
  }

  private static func recognizesStart(_ bytes: [UInt8], _ position: Int) -> Bool {
    let magic: [UInt8] = [0x1F, 0x8B]
    return zip(bytes[position...], magic).allSatisfy(==)
  }
}

/// Whole data in the two forms that HTTP calls `deflate`.
public enum Deflated {
  /// What `bytes` hold, in the zlib form of RFC 1950 or, as some servers send, without its header.
  public static func inflate(_ bytes: [UInt8], limits: InflateLimits) throws(ZlibFailure) -> [UInt8] {
    do {
      return try inflate(bytes, as: .zlib, limits: limits)
    } catch  where error.reason == .notGzip {
      return try inflate(bytes, as: .raw, limits: limits)
    }
  }

  private static func inflate(
    _ bytes: [UInt8], as wrapper: InflateStream.Wrapper, limits: InflateLimits
  ) throws(ZlibFailure) -> [UInt8] {
    var stream = try InflateStream(wrapper)
    var output: [UInt8] = []
    var position = 0
    var consumed = 0
    let progress = try stream.run(
      bytes, position: &position, offset: 0, consumed: &consumed, output: &output, limits: limits)
    guard case .ended = progress else { throw ZlibFailure(.truncated, at: position) }
    return output
  }
}
