/// One gzip member of a file of many.
public struct GzipMember: Hashable, Sendable {
  /// Where the member begins in the file.
  public let offset: Int
  /// How many bytes it takes up in the file.
  public let compressedLength: Int
  /// What it holds.
  public let bytes: [UInt8]
}

/// Reads a file of gzip members, one member at a time.
///
/// The caller hands over the file in pieces, so that memory is one piece and one unpacked member.
public struct GzipMemberReader: ~Copyable {
  private var stream: InflateStream
  private let limits: InflateLimits
  private var piece: [UInt8] = []
  private var position = 0
  private var pieceOffset: Int

  /// Reads members that may each unpack to as much as `limits` says.
  ///
  /// - Parameter offset: Where in the file the first piece begins.
  public init(limits: InflateLimits, startingAt offset: Int = 0) throws(ZlibFailure) {
    self.stream = try InflateStream(.gzip)
    self.limits = limits
    self.pieceOffset = offset
  }

  /// Where in the file the next member begins.
  public var offset: Int { pieceOffset + position }

  /// The next member, or nil at the end of the file.
  ///
  /// - Parameter more: Gives the next piece of the file; no bytes mean its end.
  /// - Throws: A `ZlibFailure` whose offset counts from the start of the file, or what `more` throws. After that
  ///   the reader is of no more use.
  public mutating func next(more: () throws -> [UInt8]) throws -> GzipMember? {
    if try position == piece.count && !refill(more) { return nil }
    let start = offset
    var output: [UInt8] = []
    var consumed = 0
    while true {
      let progress = try stream.run(
        piece, position: &position, offset: pieceOffset, consumed: &consumed, output: &output, limits: limits)
      if case .ended = progress { break }
      if try !refill(more) { throw ZlibFailure(.truncated, at: offset) }
    }
    stream.reset()
    return GzipMember(offset: start, compressedLength: offset - start, bytes: output)
  }

  private mutating func refill(_ more: () throws -> [UInt8]) throws -> Bool {
    let next = try more()
    if next.isEmpty { return false }
    pieceOffset += piece.count
    piece = next
    position = 0
    return true
  }
}
