import FileKit
import Pipeline
import Records

// What commands read from their options in the same way.

extension Option {
  /// What sellers' names are hashed with.
  static let saltFile = Option.value(
    "salt-file", "FILE", "what sellers' names are hashed with (default: $AFTERMARKET_SALT_FILE, else a public salt)")
}

extension Arguments {
  /// The source named by --source, which must be one that is declared.
  func source(in configuration: Configuration) throws(Stop) -> SourceID? {
    guard let name = self["source"] else { return nil }
    guard configuration.source(SourceID(name)) != nil else {
      let known = configuration.sources.map(\.id.name).joined(separator: ", ")
      throw Stop(.usage, "no source is called \"\(name)\"; there are \(known)")
    }
    return SourceID(name)
  }

  /// The time of an option.
  func time(_ option: String) throws(Stop) -> Instant? {
    guard let text = self[option] else { return nil }
    guard let time = Instant(rfc3339: text) else {
      throw Stop(.usage, "--\(option) takes a time with a zone, such as 2025-07-14T21:05:00Z, not \"\(text)\"")
    }
    return time
  }

  /// The day of an option.
  func day(_ option: String) throws(Stop) -> Day? {
    guard let text = self[option] else { return nil }
    guard let day = Day(iso: text) else {
      throw Stop(.usage, "--\(option) takes a day, such as 2025-09-30, not \"\(text)\"")
    }
    return day
  }

  /// The currency of an option.
  func currency(_ option: String) throws(Stop) -> Currency? {
    guard let text = self[option] else { return nil }
    guard let currency = Currency(code: text) else {
      throw Stop(.usage, "--\(option) takes an ISO 4217 code, such as EUR, not \"\(text)\"")
    }
    return currency
  }
}

extension ExitCode {
  /// The code for a job that ended with these figures.
  init(_ summary: RunSummary) {
    self =
      summary.isUseless
      ? (summary.verdicts.isEmpty ? .nothingUsable : .incomplete) : summary.isIncomplete ? .incomplete : .done
  }
}

extension Context {
  /// How wide a table may be: that of $COLUMNS on a terminal, else unlimited.
  var width: Int? { StandardOutput.isTerminal ? Int(environment["COLUMNS"] ?? "") ?? 120 : nil }

  /// What sellers' names are hashed with.
  func salt(_ arguments: Arguments) throws(Stop) -> [UInt8] {
    guard let path = arguments["salt-file"] ?? environment["AFTERMARKET_SALT_FILE"] else {
      return Array("aftermarket public salt".utf8)
    }
    do throws(FileFailure) { return try FileSystem.readAll(path, limit: 1 << 20) } catch {
      throw Stop(.usage, "\(error)")
    }
  }

  /// Answers with the figures of a job.
  func answer(_ summary: RunSummary) throws(Stop) {
    try answer(isJSON ? summary.json + "\n" : summary.line + "\n")
  }

  /// Gives `body` a place to write to: stdout, or a file that appears only when all of it was written.
  func writing<Result>(
    to path: String?, _ body: ((_ bytes: [UInt8]) throws -> Void) async throws -> Result
  ) async throws -> Result {
    guard let path else { return try await body { try answer($0) } }
    let temporary = path + ".tmp"
    let file = try File(temporary, for: .creating)
    let result = try await body { try file.write($0) }
    try file.sync()
    try file.close()
    try FileSystem.rename(temporary, to: path)
    try FileSystem.syncFolder(FileSystem.folder(of: path))
    return result
  }
}
