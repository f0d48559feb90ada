import Records

/// A table that says where saved pages come from: columns `file, source, url, fetched_at`, tab-separated.
///
/// Any of the fields but `file` may be empty; other columns are ignored. Files are relative to the manifest's folder.
enum Manifest {
  /// The rows of a manifest.
  ///
  /// - Throws: `RunFailure` that names the file and the line.
  static func read(_ bytes: [UInt8], path: String) throws(RunFailure) -> [InputFile] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw RunFailure(.usage, "\(path): the manifest is not UTF-8")
    }
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    var columns: [String] = []
    var files: [InputFile] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let trimmed = line.hasSuffix("\r") ? line.dropLast() : line
      if trimmed.isEmpty { continue }
      let fields = trimmed.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      if columns.isEmpty {
        columns = fields
        guard columns.contains("file") else {
          throw RunFailure(
            .usage,
            "\(path):1: the manifest has no column \"file\"; its first line names the columns: file, source, url, fetched_at"
          )
        }
        continue
      }
      func field(_ name: String) -> String? {
        guard let at = columns.firstIndex(of: name), at < fields.count, !fields[at].isEmpty else { return nil }
        return fields[at]
      }
      guard let file = field("file") else { throw RunFailure(.usage, "\(path):\(index + 1): no file name") }
      var fetchedAt: Instant?
      if let time = field("fetched_at") {
        guard let instant = Instant(rfc3339: time) else {
          throw RunFailure(
            .usage, "\(path):\(index + 1): \"\(time)\" is not a time with a zone, such as 2025-07-14T21:05:00Z")
        }
        fetchedAt = instant
      }
      files.append(
        InputFile(
          path: file.hasPrefix("/") || folder.isEmpty ? file : folder + "/" + file,
          source: field("source").map { SourceID($0) }, url: field("url"), fetchedAt: fetchedAt))
    }
    return files
  }
}
