import Foundation
import Synchronization

/// The server of fixtures/servers/market.py; each test has one of its own.
///
/// It ends with its owner, because its stdin is then closed.
public final class MarketServer: Sendable {
  /// One request that came.
  public struct Request: Sendable {
    /// The path with its query; the whole address when it came through a proxy.
    public let path: String
    /// What If-None-Match said; "-" for nothing.
    public let condition: String
    /// Who asked, blanks as underscores.
    public let agent: String
    /// What was shown to prove a right, blanks as underscores; "-" for nothing.
    public let authorization: String
  }

  /// The port it listens on.
  public let port: Int
  private let input = Pipe()
  private let output = Pipe()
  private let turn = Mutex(())

  /// Starts a server.
  public init() throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../fixtures/servers/market.py").standardizedFileURL
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", script.path]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    guard let port = Int(Self.line(output)) else { throw CocoaError(.executableNotLoadable) }
    self.port = port
  }

  deinit { try? input.fileHandleForWriting.close() }

  /// The address of a path there.
  public func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

  /// The requests so far, those for robots.txt left out.
  public var requests: [Request] {
    tell("log").map { $0.split(separator: " ").map(String.init) }
      .filter { $0.count == 4 && !$0[0].hasSuffix("/robots.txt") }
      .map { Request(path: $0[0], condition: $0[1], agent: $0[2], authorization: $0[3]) }
  }

  /// Forgets the requests so far.
  public func reset() { _ = tell("reset") }

  /// Sets a switch: price, delay or broken.
  public func set(_ name: String, _ value: Int) { _ = tell("set \(name) \(value)") }

  private func tell(_ command: String) -> [String] {
    turn.withLock { _ in
      try? input.fileHandleForWriting.write(contentsOf: Data("\(command)\n".utf8))
      var lines: [String] = []
      while true {
        let line = Self.line(output)
        if line == "." || line.isEmpty { return lines }
        lines.append(line)
      }
    }
  }

  private static func line(_ pipe: Pipe) -> String {
    var line = Data()
    while let byte = try? pipe.fileHandleForReading.read(upToCount: 1), byte.count == 1, byte[0] != 0x0A {
      line += byte
    }
    return String(decoding: line, as: UTF8.self)
  }
}
