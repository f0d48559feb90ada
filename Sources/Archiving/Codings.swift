import ZlibKit

/// Why a body could not be unpacked.
struct CodingFailure: Error, Hashable {
  let why: String
}

/// The chunked transfer coding of RFC 9112, section 7.1.
enum Chunks {
  /// What the chunks hold.
  static func decode(_ bytes: ArraySlice<UInt8>) -> Result<[UInt8], CodingFailure> {
    var body: [UInt8] = []
    var rest = bytes
    while let size = takeSize(&rest) {
      if size == 0 { return .success(body) }
      guard rest.count >= size else { return .failure(CodingFailure(why: "its last chunk is cut off")) }
      body += rest.prefix(size)
      rest = rest.dropFirst(size)
      if rest.first == 0x0D { rest.removeFirst() }
      if rest.first == 0x0A { rest.removeFirst() }
    }
    return .failure(CodingFailure(why: rest.isEmpty ? "the chunk that ends it is missing" : "a chunk has no size"))
  }

  /// What there is of chunks that are cut off.
  static func decodeBegun(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var body: [UInt8] = []
    var rest = bytes
    while let size = takeSize(&rest), size > 0 {
      body += rest.prefix(size)
      rest = rest.dropFirst(size)
      if rest.first == 0x0D { rest.removeFirst() }
      if rest.first == 0x0A { rest.removeFirst() }
    }
    return body
  }

  /// Whether the bytes begin with the size of a chunk; many archives say chunked of bodies that are not any more.
  static func begin(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    return takeSize(&rest) != nil
  }

  private static func takeSize(_ rest: inout ArraySlice<UInt8>) -> Int? {
    guard let feed = rest.prefix(1 << 12).firstIndex(of: 0x0A) else { return nil }
    let digits = rest[..<feed].prefix { $0 != 0x3B && $0 != 0x0D && $0 != 0x20 && $0 != 0x09 }
    guard (1...15).contains(digits.count), let size = Int(String(decoding: digits, as: UTF8.self), radix: 16),
      size >= 0, digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-")
    else { return nil }
    rest = rest[(feed + 1)...]
    return size
  }
}

/// Takes the codings off the body of a message.
enum BodyCodings {
  /// The body as it was meant, never larger than `limit` bytes.
  static func decode(_ message: HTTPMessage, limit: Int) -> Result<[UInt8], CodingFailure> {
    var body = Array(message.wireBody)
    if message.isChunked, !body.isEmpty, Chunks.begin(message.wireBody) {
      switch Chunks.decode(message.wireBody) {
      case .success(let joined): body = joined
      case .failure(let failure): return .failure(failure)
      }
    }
    let codings = message.codings
    guard codings.count <= 1 else {
      return .failure(CodingFailure(why: "it is packed more than once (\(codings.joined(separator: ", ")))"))
    }
    guard let coding = codings.first, !body.isEmpty else { return .success(body) }
    let limits = InflateLimits(bytes: limit)
    do throws(ZlibFailure) {
      switch coding {
      // Some writers unpack the body and leave the header line as it was.
      case "gzip", "x-gzip": return .success(Gzip.recognizes(body) ? try Gzip.inflate(body, limits: limits) : body)
      case "deflate": return .success(try Deflated.inflate(body, limits: limits))
      default: return .failure(CodingFailure(why: "the coding \(excerpt(coding.utf8)) is not known"))
      }
    } catch {
      return .failure(CodingFailure(why: error.description))
    }
  }
}
