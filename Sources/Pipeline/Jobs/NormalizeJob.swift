import FileKit
import Normalizing
import Records

/// Raw NDJSON on stdin to normalized NDJSON: one line out for each line in, in the same order.
public struct NormalizeJob: Sendable {
  private let normalizer: Normalizer
  private let width: Int

  /// How many lines are normalized together.
  private static let chunkSize = 256

  /// A job with the rules of a configuration.
  ///
  /// - Parameter rates: A file of exchange rates; without it prices in US dollars are absent.
  public init(configuration: Configuration, rates: String?, salt: [UInt8], width: Int) throws {
    let table = try rates.map { try RatesFile.read($0, configuration: configuration) }
    normalizer = Rules.normalizer(configuration, rates: table, salt: salt)
    self.width = width
  }

  /// Reads stdin to its end.
  ///
  /// - Returns: How many lines were set aside.
  public func run(write: ([UInt8]) throws -> Void) async throws -> Int {
    var lines = StandardInput.lines()
    let normalizer = self.normalizer
    var setAside = 0
    try await OrderedWork.run(
      width: width,
      next: { () throws -> (first: Int, lines: [[UInt8]])? in
        var chunk: [[UInt8]] = []
        let first = lines.lineNumber + 1
        while chunk.count < NormalizeJob.chunkSize, let line = try lines.next() { chunk.append(Array(line)) }
        return chunk.isEmpty ? nil : (first, chunk)
      },
      work: { chunk -> (bytes: [UInt8], setAside: Int) in
        var writer = JSONWriter()
        var count = 0
        for (index, line) in chunk.lines.enumerated() {
          let record = NormalizeJob.normalized(line, number: chunk.first + index, normalizer)
          if case .quarantine = record { count += 1 }
          record.write(to: &writer)
          writer.endLine()
        }
        return (writer.bytes, count)
      },
      consume: { result in
        setAside += result.setAside
        try write(result.bytes)
      })
    return setAside
  }

  private static func normalized(_ line: [UInt8], number: Int, _ normalizer: Normalizer) -> NormalizedRecord {
    do throws(JSONFailure) {
      return normalizer.normalize(try RawRecord(line: line, source: "stdin"))
    } catch {
      return .quarantine(
        Quarantined(
          stage: "normalize", code: "line_unreadable", message: "line \(number) of stdin: \(error)",
          record: String(decoding: line, as: UTF8.self)))
    }
  }
}
