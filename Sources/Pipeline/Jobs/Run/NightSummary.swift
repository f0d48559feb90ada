import Records

/// What a nightly run did, and what its caller should think of it.
public struct NightSummary: Hashable, Sendable {
  /// What it was about.
  public let key: RunKey
  /// Whether an earlier run had done everything.
  public let wasDone: Bool
  /// What was fetched; nil for a run that fetches nothing.
  public internal(set) var fetched: FetchSummary?
  /// What was loaded.
  public internal(set) var loaded = RunSummary()
  /// The path of the report, when there was something to report.
  public internal(set) var report: String?
  /// The data tests that bar the report.
  public internal(set) var failedChecks: [String] = []
  /// What is wrong with an archive that could not be loaded.
  var damage: RunFailure?

  init(key: RunKey, wasDone: Bool = false) {
    self.key = key
    self.wasDone = wasDone
  }

  /// Whether some address gave no page to be believed, or something was set aside.
  public var isIncomplete: Bool { fetched?.isIncomplete ?? false || loaded.isIncomplete || !failedChecks.isEmpty }

  /// Whether nothing at all could be used.
  public var isUseless: Bool { fetched?.isUseless ?? loaded.isUseless }

  /// One line for people.
  public var line: String {
    if wasDone { return "\(key) is complete: there is nothing to do" }
    var parts: [String] = []
    if let fetched { parts.append(fetched.line) }
    parts.append("loaded " + loaded.line)
    if !failedChecks.isEmpty { parts.append("no report: \(failedChecks.count) data tests failed") }
    if let report { parts.append("report in \(report)") }
    return parts.joined(separator: "; ")
  }

  /// The figures as one JSON object.
  public var json: String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("run_key", key.description)
      writer.member("complete", wasDone || !isIncomplete)
      if let fetched { writer.object("fetch") { fetched.write(to: &$0) } }
      writer.object("load") { loaded.write(to: &$0) }
      writer.member("failed_checks", failedChecks)
      writer.member("report", report)
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
