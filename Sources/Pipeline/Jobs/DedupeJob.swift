import Deduplicating
import FileKit
import Records

/// Normalized NDJSON on stdin to the same lines with provisional offers.
public struct DedupeJob: Sendable {
  /// A job; it takes no settings.
  public init() {}

  /// Reads stdin to its end, a line at a time.
  ///
  /// - Returns: How many lines could not be read and were set aside.
  public func run(write: ([UInt8]) throws -> Void) throws -> Int {
    var lines = StandardInput.lines()
    var writer = JSONWriter()
    var setAside = 0
    while let line = try lines.next() {
      let record: NormalizedRecord
      do throws(JSONFailure) {
        record = try NormalizedRecord(line: Array(line), source: "stdin")
      } catch {
        setAside += 1
        record = .quarantine(
          Quarantined(
            stage: "dedupe", code: "line_unreadable", message: "line \(lines.lineNumber) of stdin: \(error)",
            record: String(decoding: line, as: UTF8.self)))
      }
      ProvisionalOffers.marked(record).write(to: &writer)
      writer.endLine()
      if writer.bytes.count > 1 << 18 {
        try write(writer.bytes)
        writer.removeAll()
      }
    }
    try write(writer.bytes)
    return setAside
  }
}
