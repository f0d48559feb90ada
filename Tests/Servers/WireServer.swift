import Foundation

/// The server of fixtures/servers/wire.py, started once for all tests of this run.
///
/// It ends with this process, because its stdin is then closed.
public final class WireServer: Sendable {
  /// The server of this run.
  public static let shared = WireServer()

  /// The port, or nil when there is no python3 to run it.
  public let port: Int?
  private let input = Pipe()

  /// Whether it runs.
  public static var isAvailable: Bool { shared.port != nil }

  /// The address of a path there.
  public static func url(_ path: String) -> String { "http://127.0.0.1:\(shared.port ?? 0)\(path)" }

  private init() {
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../fixtures/servers/wire.py").standardizedFileURL
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", script.path]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else {
      port = nil
      return
    }
    var line = Data()
    while let byte = try? output.fileHandleForReading.read(upToCount: 1), byte.count == 1, byte[0] != 0x0a {
      line += byte
    }
    port = Int(String(decoding: line, as: UTF8.self))
  }
}
