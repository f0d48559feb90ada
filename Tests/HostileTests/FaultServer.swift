import Foundation
import FoundationNetworking
import Outside

/// The server of fixtures/servers/faults, which has one path for each fault.
///
/// It ends with the test that holds it.
final class FaultServer: Sendable {
  /// One request as the server saw it, and what it sent.
  struct Request: Decodable, Sendable {
    let number: Int
    let site: String
    let method: String
    let target: String
    let path: String
    let headers: [[String]]
    /// Seconds since the server's start.
    let at: Double
    let until: Double?
    let bodyBytes: Int
    /// Of the body as it went over the wire.
    let bodySHA256: String

    enum CodingKeys: String, CodingKey {
      case number, site, method, target, path, headers, at, until
      case bodyBytes = "body_bytes"
      case bodySHA256 = "body_sha256"
    }

    /// The value of a header.
    func header(_ name: String) -> String? { headers.first { $0[0].lowercased() == name.lowercased() }?[1] }
  }

  /// How a site was asked.
  struct Pace: Decodable, Sendable {
    let requests: Int
    let peak: Int
    /// The least seconds between two starts.
    let gap: Double?

    enum CodingKeys: String, CodingKey {
      case requests
      case peak = "peak_concurrency"
      case gap = "min_gap"
    }
  }

  private struct Ports: Decodable {
    let http: Int
    let https: Int?
    let certificate: String?
  }

  /// Where its script is.
  static let script = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../fixtures/servers/faults").standardizedFileURL.path

  /// The port of every site.
  let port: Int
  /// The port of the site with TLS.
  let securePort: Int
  /// Its certificate, which nobody else signed.
  let certificate: String
  private let process = Process()
  private let input = Pipe()

  /// Starts a server; with TLS it makes itself a certificate.
  init(tls: Bool = false) throws {
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", Self.script] + (tls ? ["--tls"] : [])
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try Program.start(process)
    var line = Data()
    while !line.contains(0x0a) {
      let piece = output.fileHandleForReading.availableData
      if piece.isEmpty { break }
      line += piece
    }
    guard let ports = try? JSONDecoder().decode(Ports.self, from: line) else {
      throw Night.Unready(what: "the server said \(String(decoding: line, as: UTF8.self).debugDescription)")
    }
    port = ports.http
    securePort = ports.https ?? 0
    certificate = ports.certificate ?? ""
  }

  deinit { try? input.fileHandleForWriting.close() }

  /// An address of a site.
  func url(_ path: String, on site: String = "127.0.0.1") -> String { "http://\(site):\(port)\(path)" }

  /// The requests so far, in the order they came.
  func log() async throws -> [Request] {
    let decoder = JSONDecoder()
    return try await ask("/__log").split(separator: 0x0a).map { line in
      guard let request = try? decoder.decode(Request.self, from: Data(line)) else {
        throw Night.Unready(what: "the log holds \(String(decoding: line, as: UTF8.self))")
      }
      return request
    }
  }

  /// The requests of a path; `site` nil stands for all of them.
  func requests(_ path: String, on site: String? = nil) async throws -> [Request] {
    try await log().filter { $0.path == path && (site == nil || $0.site == site) }
  }

  /// How a site was asked; `all` stands for all of them together, without a gap.
  func pace(_ site: String) async throws -> Pace? {
    try JSONDecoder().decode([String: Pace].self, from: try await ask("/__stats"))[site]
  }

  /// Forgets all requests and counters.
  func reset() async throws { _ = try await ask("/__reset") }

  private func ask(_ path: String) async throws -> Data {
    guard let address = URL(string: url(path)) else { throw URLError(.badURL) }
    return try await URLSession.shared.data(from: address).0
  }
}
