import DigestKit
import FileKit
import Normalizing
import Parsing
import Records

/// A file of exchange rates: rate records as NDJSON, or a page that a declared source of rates reads.
enum RatesFile {
  /// The rates of a file.
  ///
  /// - Throws: `RunFailure` of kind `usage` when it holds none.
  static func read(_ path: String, configuration: Configuration) throws -> [Rate] {
    let bytes = try FileSystem.readAll(path, limit: 64 << 20)
    var rates: [Rate] = []
    if bytes.first == UInt8(ascii: "{") {
      for line in bytes.split(separator: 0x0A) {
        do throws(JSONFailure) {
          if case .rate(let rate) = try RawRecord(line: Array(line), source: path) { rates.append(rate) }
        } catch { throw RunFailure(.usage, "\(error)") }
      }
    } else {
      let page = Page(fetchedAt: Instant(seconds: 0), body: bytes, sha256: Digest256(of: bytes).hex)
      let parser = try PageParser(sources: configuration.sources.filter { $0.kind == .rates })
      for case .rate(let rate) in parser.parse(page, as: nil).records { rates.append(rate) }
    }
    guard !rates.isEmpty else {
      throw RunFailure(
        .usage, "\(path) holds no exchange rates; give rate records as NDJSON or a page of a source of kind rates")
    }
    return rates
  }
}
