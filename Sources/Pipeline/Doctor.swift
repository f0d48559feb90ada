import Fetching
import FileKit
import Loading
import Records

/// Looks at what a run needs: the libraries, the configuration, the workspace.
public struct Doctor: Sendable {
  /// What was found.
  public struct Findings: Sendable {
    /// One thing that was looked at.
    public struct Line: Sendable {
      /// What was looked at.
      public let subject: String
      /// What was seen.
      public let seen: String
      /// What kind of trouble it is; nil when it is well.
      public let trouble: RunFailure.Kind?
      /// Whether it is worth a look although it is well.
      public var isNote = false
    }

    /// What was looked at, in order.
    public internal(set) var lines: [Line] = []

    /// The trouble that matters most; nil when all is well.
    public var worst: RunFailure.Kind? {
      let troubles = lines.compactMap(\.trouble)
      return troubles.contains(.damaged) ? .damaged : troubles.first
    }

    /// The findings for people.
    public var text: String {
      lines.map { line in
        let word = line.trouble != nil ? "BAD " : line.isNote ? "note" : "ok  "
        return "\(word) \(line.subject): \(Story.escaped(line.seen))\n"
      }.joined()
    }

    /// The findings as NDJSON.
    public var json: String {
      var writer = JSONWriter()
      for line in lines {
        writer.object { writer in
          writer.member("subject", line.subject)
          writer.member("seen", line.seen)
          writer.member("ok", line.trouble == nil)
          writer.member("note", line.isNote)
        }
        writer.endLine()
      }
      return String(decoding: writer.bytes, as: UTF8.self)
    }

    mutating func note(_ subject: String, _ seen: String) {
      lines.append(Line(subject: subject, seen: seen, trouble: nil, isNote: true))
    }

    mutating func add(_ subject: String, _ seen: String, _ trouble: RunFailure.Kind? = nil) {
      lines.append(Line(subject: subject, seen: seen, trouble: trouble))
    }
  }

  private let workspace: Workspace
  private let place: PipelinesPlace
  private let environment: [String: String]
  private var pipelines: String { place.folder }

  /// A look at a workspace and a configuration.
  public init(workspace: Workspace, pipelines: PipelinesPlace, environment: [String: String]) {
    self.workspace = workspace
    place = pipelines
    self.environment = environment
  }

  /// Looks, and changes nothing.
  public func examine() -> Findings {
    var findings = Findings()
    findings.add("aftermarket", Version.current)
    for (name, version) in Libraries.versions { findings.add(name, version) }
    examineLimits(&findings)
    do throws(RunFailure) {
      let configuration = try Configuration(folder: pipelines)
      findings.add(
        pipelines,
        "\(configuration.sources.count) sources, \(configuration.catalog.models.count) models, "
          + "\(configuration.events.count) events, SHA-256 \(configuration.sha256.prefix(12)); found by "
          + place.reason)
      for line in try SourceCheck([], configuration).lines where !line.problems.isEmpty {
        findings.add(line.file, line.problems.joined(separator: "; "), .usage)
      }
      let settings = try FetchSettings(configuration, environment: environment, proxy: nil)
      examineWishes(&findings, configuration, settings)
    } catch { findings.add(pipelines, "\(error.description) (found by \(place.reason))", error.kind) }
    examineWorkspace(&findings)
    return findings
  }

  /// What the system lets the program have; a night needs files for archives, connections and the database.
  private func examineLimits(_ findings: inout Findings) {
    func lines(_ path: String) -> [Substring] {
      let bytes = (try? FileSystem.readAll(path, limit: 1 << 16)) ?? []
      return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    }
    func first(_ name: String, in lines: [Substring]) -> String? {
      lines.first { $0.hasPrefix(name) }?.dropFirst(name.count).split(separator: " ").first.map(String.init)
    }
    let limits = lines("/proc/self/limits")
    guard let files = first("Max open files", in: limits), let memory = first("Max address space", in: limits) else {
      return
    }
    let free = first("MemAvailable:", in: lines("/proc/meminfo")).flatMap(Int.init).map { "\($0 >> 10) MiB" }
    let seen =
      "\(files) open files, \(memory == "unlimited" ? "any" : memory + " bytes of") memory"
      + (free.map { " (\($0) free)" } ?? "")
    if let count = Int(files), count < 64 {
      findings.add("limits", seen + ": a night needs 64 open files; raise it with: ulimit -n 1024", .usage)
    } else {
      findings.add("limits", seen)
    }
  }

  /// What a night may need and can do without: who asks, a salt, keys, and the programs that tell of it.
  private func examineWishes(
    _ findings: inout Findings, _ configuration: Configuration, _ settings: FetchSettings
  ) {
    if settings.contact == nil {
      findings.note("AFTERMARKET_CONTACT", "not set: nothing is fetched; set it to a mail address or URL of yours")
    }
    if environment["AFTERMARKET_SALT_FILE", default: ""].isEmpty {
      findings.note(
        "AFTERMARKET_SALT_FILE",
        "not set: sellers' names are hashed with a public salt; name a file with a secret of yours before the first run"
      )
    }
    for source in configuration.sources {
      let missing = (source.fetch?.credentials?.secretNames ?? []).filter { settings.secrets.value($0) == nil }
      guard !missing.isEmpty else { continue }
      findings.note(
        source.id.name, "not fetched without \(missing.joined(separator: ", ")); set them in AFTERMARKET_SECRETS_FILE")
    }
    let wanted = [
      ("flock", "util-linux", "nightly.sh locks with it"), ("curl", "curl", "nightly.sh sends webhooks with it"),
      ("sendmail", "a mail server such as msmtp-mta", "mail of nights and watches goes through it"),
    ]
    for (name, package, use) in wanted where Programs.path(of: name, environment) == nil {
      findings.note(name, "not installed; \(use): apt-get install \(package)")
    }
  }

  private func examineWorkspace(_ findings: inout Findings) {
    guard FileSystem.isFolder(workspace.folder) else {
      findings.add(workspace.folder, "not there yet; it begins with: aftermarket ingest PATH")
      return
    }
    do throws(FileFailure) {
      findings.add(workspace.folder, "\(try FileSystem.freeBytes(workspace.folder) >> 20) MiB free")
    } catch { findings.add(workspace.folder, "\(error)", .damaged) }
    guard FileSystem.exists(workspace.database) else { return }
    do throws(LoadFailure) {
      let status = try DatabaseReader(path: workspace.database).status()
      findings.add(workspace.database, "schema \(status.schemaVersion), \(status.sources.count) sources with pages")
    } catch { findings.add(workspace.database, "\(error)", .damaged) }
  }
}
