import FileKit

/// Where the folder of sources, catalog, events and queries is, and why there.
public struct PipelinesPlace: Hashable, Sendable {
  /// The folder.
  public let folder: String
  /// What said so, as words behind "found by".
  public let reason: String

  /// The folder that a person named, else that of `AFTERMARKET_PIPELINES`, else `./pipelines`, else the one that was
  /// installed beside the program.
  ///
  /// - Parameters:
  ///   - named: What `--pipelines` says.
  ///   - program: The path of the running program; nil to ask the system.
  public init(named: String?, environment: [String: String], program: String? = nil) {
    let installed = Self.installed(beside: program ?? (try? FileSystem.realPath("/proc/self/exe")))
    if let named {
      (folder, reason) = (named, "--pipelines")
    } else if let named = environment["AFTERMARKET_PIPELINES"], !named.isEmpty {
      (folder, reason) = (named, "AFTERMARKET_PIPELINES")
    } else if !FileSystem.isFolder("pipelines/sources"), let installed {
      (folder, reason) = (installed, "being installed with the program")
    } else {
      (folder, reason) = ("pipelines", "being in the folder you are in")
    }
  }

  /// `../share/aftermarket/pipelines` of the program's folder, when it holds sources.
  private static func installed(beside program: String?) -> String? {
    guard let program else { return nil }
    let prefix = FileSystem.folder(of: FileSystem.folder(of: program))
    let folder = FileSystem.join(prefix, "share/aftermarket/pipelines")
    return FileSystem.isFolder(folder + "/sources") ? folder : nil
  }
}
