import Foundation

/// A folder of a test's own, gone when the test is.
public final class Scratch: Sendable {
  /// Its path.
  public let folder: String

  /// Makes an empty folder.
  public init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "aftermarket-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// The path of a name in it.
  public func path(_ name: String) -> String { folder + "/" + name }

  /// Writes a text and gives the path of the file.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String { try write(Data(text.utf8), to: name) }

  /// Writes bytes and gives the path of the file.
  @discardableResult
  public func write(_ bytes: Data, to name: String) throws -> String {
    let url = URL(filePath: path(name))
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: url)
    return url.path
  }

  /// The bytes of a file in it.
  public func read(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: path(name))) }

  /// The names in a folder of it, in order; none when there is no such folder.
  public func names(in name: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path(name))) ?? []).sorted()
  }

  /// A copy of the project's configuration that the test may change; its path.
  public func pipelines() throws -> String {
    try FileManager.default.copyItem(atPath: Program.root + "/pipelines", toPath: path("pipelines"))
    return path("pipelines")
  }
}
