/// One gzip member of a file of many.
public struct GzipMember: Hashable, Sendable {
  /// Where the member begins in the file.
  public let offset: Int
  /// How many bytes it takes up in the file.
  public let compressedLength: Int
  /// What it holds.
  public let bytes: [UInt8]
}

/// Reads a file of gzip members, one member at a time, as a whole or piece by piece.
///
/// The caller hands over the file in pieces, so that memory is one piece and what is asked for.
public struct GzipMemberReader: ~Copyable {
  private var stream: InflateStream
  private let limits: InflateLimits
  private var piece: [UInt8] = []
  private var position = 0
  private var pieceOffset: Int
  private var consumed = 0
  /// Whether a member was begun and did not end yet.
  public private(set) var isInside = false

  /// Reads members that may each unpack to as much as `limits` says.
  ///
  /// - Parameter offset: Where in the file the first piece begins.
  public init(limits: InflateLimits, startingAt offset: Int = 0) throws(ZlibFailure) {
    self.stream = try InflateStream(.gzip)
    self.limits = limits
    self.pieceOffset = offset
  }

  /// Where in the file the next member begins, or how far the one that was begun is read.
  public var offset: Int { pieceOffset + position }

  /// The next member, or nil at the end of the file.
  ///
  /// - Parameter more: Gives the next piece of the file; no bytes mean its end.
  /// - Throws: A `ZlibFailure` whose offset counts from the start of the file, or what `more` throws. After that
  ///   the reader is of no more use.
  public mutating func next(more: () throws -> [UInt8]) throws -> GzipMember? {
    guard try begin(more: more) else { return nil }
    let start = offset
    var output: [UInt8] = []
    try read(into: &output, more: more)
    return GzipMember(offset: start, compressedLength: offset - start, bytes: output)
  }

  /// Begins the next member; false at the end of the file.
  public mutating func begin(more: () throws -> [UInt8]) throws -> Bool {
    if try position == piece.count && !refill(more) { return false }
    stream.reset()
    consumed = 0
    isInside = true
    return true
  }

  /// Puts more of the member behind `output`, until that holds `count` bytes or the member ends.
  ///
  /// That the member ended, with the right checksum, is told by `isInside`.
  public mutating func read(
    into output: inout [UInt8], upTo count: Int = .max, more: () throws -> [UInt8]
  ) throws {
    while isInside, output.count < count {
      let progress = try stream.run(
        piece, position: &position, offset: pieceOffset, consumed: &consumed, output: &output, limits: limits,
        upTo: count)
      switch progress {
      case .ended: isInside = false
      case .filled: return
      case .wantsMore: if try !refill(more) { throw ZlibFailure(.truncated, at: offset) }
      }
    }
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
