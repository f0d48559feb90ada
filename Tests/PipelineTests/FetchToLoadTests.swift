import Foundation
import Outside
import Testing

/// From a server to the database, by the two commands that a timer runs.
struct FetchToLoadTests {
  static let rates = """
    <?xml version="1.0" encoding="UTF-8"?>
    <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
     xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
    <Cube><Cube time="2025-09-30"><Cube currency="USD" rate="1.2500"/><Cube currency="CNY" rate="8.0000"/></Cube></Cube>
    </gesmes:Envelope>
    """

  @Test func `fetched rates are in the database after an ingest without a path`() async throws {
    let scratch = try Scratch()
    try scratch.write(Self.rates, to: "web/rates.xml")
    let server = try await Server(folder: scratch.path("web"))
    defer { server.stop() }
    let pipelines = try scratch.pipelines()
    var text = String(decoding: try scratch.read("pipelines/sources/ecb.json5"), as: UTF8.self)
    let fetch = try #require(text.range(of: #"fetch: \{[^}]*\}"#, options: .regularExpression))
    text.replaceSubrange(
      fetch,
      with: """
        fetch: { urls: ["http://127.0.0.1:\(server.port)/rates.xml"], hosts: ["127.0.0.1"], networks: ["127.0.0.0/8"],
            delay_seconds: 0, timeout_seconds: 10, maximum_pages: 1 }
        """)
    try scratch.write(text, to: "pipelines/sources/ecb.json5")

    let fetched = try await Program.run(
      "fetch", "ecb", "--pipelines", pipelines, in: scratch,
      environment: ["AFTERMARKET_CONTACT": "tests@example.org"])
    #expect(fetched.status == 0, "\(fetched)")
    #expect(scratch.names(in: "workspace/archive").count == 1)
    let loaded = try await Program.run("ingest", "--pipelines", pipelines, in: scratch)
    #expect(loaded.status == 0, "\(loaded)")
    let rows = try await Program.run(
      "query", "SELECT date, currency, usd FROM fx_rate ORDER BY currency", "--format", "csv", in: scratch)
    #expect(rows.output.contains("2025-09-30,EUR,1.25"), "\(rows)")
    #expect(rows.output.contains("2025-09-30,CNY,0.15625"), "\(rows)")
    let again = try await Program.run("ingest", "--pipelines", pipelines, in: scratch)
    #expect(again.status == 0 && again.output.hasPrefix("0 pages"), "\(again)")
  }
}

/// A server of files on this machine.
private final class Server {
  let port: Int
  private let process = Process()

  init(folder: String) async throws {
    let heard = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", folder]
    process.standardOutput = heard
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    // It says: Serving HTTP on 127.0.0.1 port 40000 …
    let words = String(decoding: heard.fileHandleForReading.availableData, as: UTF8.self).split(separator: " ")
    let at = try #require(words.firstIndex(of: "port"))
    port = try #require(Int(words[at + 1]))
  }

  func stop() { process.terminate() }
}
