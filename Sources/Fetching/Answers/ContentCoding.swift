import CurlKit
import HTTPKit
import ZlibKit

/// Undoes the content coding of an answer under limits.
enum ContentCoding {
  /// What one byte may unpack to, beyond the first MiB; honest pages stay below 100.
  static let ratio = 250

  /// The body without its coding, or why it has none.
  ///
  /// One layer of gzip is undone, as that is all we ask for; the end of the stream, its checksum and its length are
  /// demanded, so a body cut short is never taken for a short page.
  static func decode(_ response: TransferResponse, limitBytes: Int) throws(Obstacle) -> [UInt8] {
    let codings = response.fields.values("Content-Encoding")
      .flatMap { $0.split(separator: ",") }
      .map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
      .filter { !$0.isEmpty && $0 != "identity" }
    guard let coding = codings.first else {
      if isText(response), Gzip.recognizes(response.body) {
        throw Obstacle(.bodyUndecodable("gzip that the headers do not announce"))
      }
      return response.body
    }
    guard codings.count == 1, coding == "gzip" || coding == "x-gzip" else {
      throw Obstacle(.codingUnknown(codings.joined(separator: ", ")))
    }
    if response.body.isEmpty { return [] }
    do throws(ZlibFailure) {
      return try Gzip.inflate(response.body, limits: InflateLimits(bytes: limitBytes, ratio: ratio))
    } catch {
      switch error.reason {
      case .overLimit, .overRatio: throw Obstacle(.bodyBeyondLimit(error.description))
      default: throw Obstacle(.bodyUndecodable(error.description))
      }
    }
  }

  /// Whether the media type promises text, which packed bytes then are not.
  private static func isText(_ response: TransferResponse) -> Bool {
    let type = response.fields["Content-Type"]?.lowercased() ?? ""
    return ["text/", "html", "xml", "json"].contains { type.contains($0) }
  }
}
