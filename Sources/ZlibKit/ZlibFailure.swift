/// What is wrong with compressed bytes, and where.
public struct ZlibFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Reason: Hashable, Sendable {
    /// The bytes end before the compressed data does.
    case truncated
    /// No gzip member begins here.
    case notGzip
    /// The data was read, but its CRC or its length is not the one written behind it.
    case badChecksum
    /// The compressed data makes no sense, in the words of zlib.
    case corrupt(String)
    /// It would unpack to more than this many bytes.
    case overLimit(bytes: Int)
    /// It would unpack to more than this many times its size.
    case overRatio(Int)
    /// zlib could not get the memory it needs.
    case outOfMemory
  }

  /// What happened.
  public let reason: Reason
  /// Where in the compressed bytes: the start of the member for `notGzip`, else as far as zlib came.
  public let offset: Int

  /// Makes a failure at `offset`.
  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// A stable word for the run ledger.
  public var code: String {
    switch reason {
    case .truncated: "gzip_truncated"
    case .notGzip: "gzip_missing"
    case .badChecksum: "gzip_checksum"
    case .corrupt: "gzip_corrupt"
    case .overLimit, .overRatio: "gzip_over_limit"
    case .outOfMemory: "out_of_memory"
    }
  }

  /// What was seen and at which byte.
  public var description: String {
    switch reason {
    case .truncated: "the compressed data is cut off at byte \(offset)"
    case .notGzip: "no gzip member begins at byte \(offset)"
    case .badChecksum: "the checksum or length behind the compressed data is wrong at byte \(offset)"
    case .corrupt(let words): "the compressed data is damaged at byte \(offset): \(words)"
    case .overLimit(let bytes): "the compressed data unpacks to more than \(bytes) bytes"
    case .overRatio(let ratio): "the compressed data unpacks to more than \(ratio) times its size"
    case .outOfMemory: "there is not enough memory to unpack the data"
    }
  }
}
