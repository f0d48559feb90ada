/// A body in the chunked transfer coding, RFC 9112, section 7.1, joined.
///
/// The reading is strict: a size is hexadecimal digits, every line ends in CRLF, and the chunk of size zero with its
/// trailer section must be there. Chunk extensions are allowed and dropped. What could be read before a fault stays
/// in `body`, so that it can be kept as evidence.
///
/// `5\r\nhello\r\n0\r\n\r\n` joins to `hello`.
public struct ChunkedBody: Hashable, Sendable {
  /// What is wrong with the framing.
  public enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The bytes end before the last chunk and its trailer section do.
    case cutShort
    /// The bytes are no chunks; the text says what was seen and at which byte.
    case malformed(String)
    /// The chunks hold more than the limit, in bytes.
    case overLimit(Int)

    /// The fault in words.
    public var description: String {
      switch self {
      case .cutShort: "the chunks end before the last one"
      case .malformed(let seen): seen
      case .overLimit(let limit): "the chunks hold more than \(limit) bytes"
      }
    }
  }

  /// The bytes in the chunks, as far as they could be read.
  public private(set) var body: [UInt8] = []
  /// The fields of the trailer section.
  public private(set) var trailers: [HeaderField] = []
  /// How many bytes the coding took, to the end of the trailer section; those behind it are no part of the body.
  public private(set) var length = 0
  /// What is wrong; nil when the body is whole.
  public private(set) var fault: Fault?

  private static let lineLimit = 16 << 10
  private static let trailerLimit = 1_000

  /// Joins the chunks; never takes more than `limit` bytes of body.
  public init(_ bytes: ArraySlice<UInt8>, limit: Int = .max) {
    do throws(Fault) {
      try read(bytes, limit: limit)
    } catch {
      fault = error
    }
  }

  /// Whether the bytes begin with a line that gives the size of a chunk.
  ///
  /// Many archives keep the header of the coding on bodies whose chunks were joined long ago.
  public static func begins(_ bytes: ArraySlice<UInt8>) -> Bool {
    var cursor = bytes.startIndex
    do throws(Fault) {
      _ = try takeSize(bytes, &cursor)
      return true
    } catch {
      return false
    }
  }

  private mutating func read(_ bytes: ArraySlice<UInt8>, limit: Int) throws(Fault) {
    var cursor = bytes.startIndex
    while true {
      let size = try Self.takeSize(bytes, &cursor)
      if size == 0 { break }
      let room = limit - body.count
      body.append(contentsOf: bytes[cursor...].prefix(min(size, room)))
      if size > room { throw .overLimit(limit) }
      guard bytes.endIndex - cursor >= size else { throw .cutShort }
      cursor += size
      guard try Self.takeLine(bytes, &cursor).isEmpty else {
        throw .malformed("a chunk of \(size) bytes does not end where it should, at byte \(cursor - bytes.startIndex)")
      }
    }
    while true {
      let line = try Self.takeLine(bytes, &cursor)
      if line.isEmpty { break }
      guard trailers.count < Self.trailerLimit else { throw .malformed("more than \(Self.trailerLimit) trailers") }
      if let field = HeaderField(line: line) { trailers.append(field) }
    }
    length = cursor - bytes.startIndex
  }

  private static func takeSize(_ bytes: ArraySlice<UInt8>, _ cursor: inout Int) throws(Fault) -> Int {
    let start = cursor - bytes.startIndex
    let line = try takeLine(bytes, &cursor)
    var size = 0
    var digits = 0
    for byte in line {
      guard let digit = hexDigit(byte) else { break }
      digits += 1
      guard digits <= 15 else { throw .malformed("a chunk size of more than 15 digits at byte \(start)") }
      size = size << 4 | digit
    }
    // RFC 9112, 7.1.1: chunk-ext = *( BWS ";" BWS chunk-ext-name ... ).
    let rest = line.dropFirst(digits).drop { $0 == 0x20 || $0 == 0x09 }
    guard digits > 0, rest.isEmpty || rest.first == UInt8(ascii: ";") else {
      throw .malformed("no chunk size at byte \(start)")
    }
    return size
  }

  /// The bytes up to the next CRLF, which is taken too.
  private static func takeLine(_ bytes: ArraySlice<UInt8>, _ cursor: inout Int) throws(Fault) -> ArraySlice<UInt8> {
    let window = bytes[cursor...].prefix(lineLimit)
    guard let feed = window.firstIndex(of: 0x0a) else {
      if window.count == lineLimit { throw .malformed("a line of the chunks without end") }
      throw .cutShort
    }
    guard feed > cursor, bytes[feed - 1] == 0x0d else {
      throw .malformed("a line of the chunks that does not end in CRLF, at byte \(feed - bytes.startIndex)")
    }
    defer { cursor = feed + 1 }
    return bytes[cursor..<(feed - 1)]
  }

  private static func hexDigit(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x41...0x46: Int(byte) - 0x37
    case 0x61...0x66: Int(byte) - 0x57
    default: nil
    }
  }
}
