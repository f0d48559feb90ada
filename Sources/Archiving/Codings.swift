import HTTPKit
import ZlibKit

/// Why a body could not be unpacked.
struct CodingFailure: Error, Hashable {
  let why: String
}

/// Takes the codings off the body of a message.
enum BodyCodings {
  /// The body as it was meant, never larger than `limit` bytes.
  static func decode(_ message: HTTPMessage, limit: Int) -> Result<[UInt8], CodingFailure> {
    var body = Array(message.wireBody)
    // Many archives keep the header of the coding on bodies whose chunks were joined long ago.
    if message.isChunked, ChunkedBody.begins(message.wireBody) {
      let chunks = ChunkedBody(message.wireBody, limit: limit)
      if let fault = chunks.fault { return .failure(CodingFailure(why: fault.description)) }
      body = chunks.body
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
