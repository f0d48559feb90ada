import FileKit

/// The secrets of sources: from the environment, or from a file that nobody else may read.
///
/// A secret is in no message, not even in that about a line which cannot be read.
public struct Secrets: Sendable {
  private let environment: [String: String]
  private var file: [String: String] = [:]

  /// The secrets of an environment; `AFTERMARKET_SECRETS_FILE` in it names the file.
  ///
  /// - Parameter pipelines: The folder of the configuration, in which no secret may be kept.
  /// - Throws: `RunFailure` of kind `usage` for a file that others may read, that lies in `pipelines`, or whose lines
  ///   are not `NAME=VALUE`.
  public init(environment: [String: String], pipelines: String) throws(RunFailure) {
    self.environment = environment
    guard let path = environment["AFTERMARKET_SECRETS_FILE"], !path.isEmpty else { return }
    let facts: (access: FileSystem.Access, path: String, pipelines: String, bytes: [UInt8])
    do throws(FileFailure) {
      facts = try (
        FileSystem.access(path), FileSystem.realPath(path), FileSystem.realPath(pipelines),
        FileSystem.readAll(path, limit: 1 << 20)
      )
    } catch { throw RunFailure(.usage, "\(error)") }
    guard !facts.access.isShared else {
      throw RunFailure(
        .usage,
        "\(path) holds secrets, and others may read or write it (mode \(facts.access.text)); run: chmod 600 \(path)"
      )
    }
    guard !facts.path.hasPrefix(facts.pipelines + "/") else {
      throw RunFailure(
        .usage, "\(path) holds secrets and lies in \(pipelines), which is shared with others; keep it elsewhere")
    }
    file = try Self.read(facts.bytes, path: path)
  }

  /// The secret of that name; the environment goes before the file, and an empty one is none.
  public func value(_ name: String) -> String? {
    [environment[name], file[name]].compactMap { $0 }.first { !$0.isEmpty }
  }

  /// Reads lines `NAME=VALUE`; empty lines and those that begin with `#` are passed over.
  private static func read(_ bytes: [UInt8], path: String) throws(RunFailure) -> [String: String] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw RunFailure(.usage, "\(path): the file of secrets is not UTF-8")
    }
    var secrets: [String: String] = [:]
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let trimmed = line.hasSuffix("\r") ? line.dropLast() : line
      if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
      let parts = trimmed.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, parts[0].utf8.allSatisfy(isNameByte) else {
        throw RunFailure(.usage, "\(path):\(index + 1): this line is not NAME=VALUE")
      }
      guard secrets.updateValue(String(parts[1]), forKey: String(parts[0])) == nil else {
        throw RunFailure(.usage, "\(path):\(index + 1): \(parts[0]) stands in an earlier line too")
      }
    }
    return secrets
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"): true
    default: false
    }
  }
}
