import FileKit
import Testing

/// The hand-written tables of `fixtures/`.
enum Tables {
  /// The rows of a tab-separated file, by the names in its first line.
  static func rows(_ path: String) throws -> [[String: String]] {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    let bytes = try FileSystem.readAll(parts.joined(separator: "/") + "/fixtures/" + path, limit: 1 << 20)
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    let head = lines.removeFirst()
    return lines.map { Dictionary(zip(head, $0)) { first, _ in first } }
  }
}
