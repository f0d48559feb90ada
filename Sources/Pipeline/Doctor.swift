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
      lines.map { "\($0.trouble == nil ? "ok  " : "BAD ") \($0.subject): \(Story.escaped($0.seen))\n" }.joined()
    }

    /// The findings as NDJSON.
    public var json: String {
      var writer = JSONWriter()
      for line in lines {
        writer.object { writer in
          writer.member("subject", line.subject)
          writer.member("seen", line.seen)
          writer.member("ok", line.trouble == nil)
        }
        writer.endLine()
      }
      return String(decoding: writer.bytes, as: UTF8.self)
    }

    mutating func add(_ subject: String, _ seen: String, _ trouble: RunFailure.Kind? = nil) {
      lines.append(Line(subject: subject, seen: seen, trouble: trouble))
    }
  }

  private let workspace: Workspace
  private let pipelines: String

  /// A look at a workspace and a configuration.
  public init(workspace: Workspace, pipelines: String) {
    self.workspace = workspace
    self.pipelines = pipelines
  }

  /// Looks, and changes nothing.
  public func examine() -> Findings {
    var findings = Findings()
    findings.add("aftermarket", Version.current)
    for (name, version) in Libraries.versions { findings.add(name, version) }
    do throws(RunFailure) {
      let configuration = try Configuration(folder: pipelines)
      findings.add(
        pipelines,
        "\(configuration.sources.count) sources, \(configuration.catalog.models.count) models, "
          + "\(configuration.events.count) events, SHA-256 \(configuration.sha256.prefix(12))")
      for line in try SourceCheck([], configuration).lines where !line.problems.isEmpty {
        findings.add(line.file, line.problems.joined(separator: "; "), .usage)
      }
    } catch { findings.add(pipelines, error.description, error.kind) }
    examineWorkspace(&findings)
    return findings
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
