import Foundation
import Outside
import Testing

/// One night: a server of faults, a workspace with rows of an earlier night, and sources of the test's own.
struct Night: Sendable {
  /// What a run left behind.
  struct Morning: Sendable, CustomStringConvertible {
    let outcome: Program.Outcome
    let seconds: Double
    /// The most memory it held, when it was measured.
    let megabytes: Double?

    var status: Int32 { outcome.status }
    var errors: String { outcome.errors }
    var description: String { "exit \(status) after \(seconds) s\n\(outcome.output)\n\(errors)" }

    /// The lines of stderr in which all these texts stand.
    func lines(with texts: String...) -> [String] {
      outcome.errorLines.filter { line in texts.allSatisfy { line.contains($0) } }
    }
  }

  let scratch: Scratch
  let server: FaultServer

  /// Where the site of the good source is; faults are at 127.0.0.1.
  static let goodSite = "127.0.0.2"

  /// An empty workspace and the project's configuration without its sources.
  init(tls: Bool = false) async throws {
    scratch = try Scratch()
    server = try FaultServer(tls: tls)
    _ = try scratch.pipelines()
    for name in scratch.names(in: "pipelines/sources") where name != "\(Self.earlier).json5" {
      try FileManager.default.removeItem(atPath: scratch.path("pipelines/sources/\(name)"))
    }
    try scratch.write(Self.earlierPage, to: "earlier.html")
    try await seed()
  }

  /// Loads the page of the earlier night.
  func seed() async throws {
    let words = ["ingest", "earlier.html", "--source", Self.earlier, "--fetched-at", "2025-09-30T06:00:00Z"]
    let ingested = try await run(words)
    guard ingested.status == 0 else { throw Unready(what: "\(ingested)") }
  }

  /// Why a night could not even begin.
  struct Unready: Error { let what: String }

  private static let earlier = "schema-org"
  private static let earlierPage = """
    <!DOCTYPE html><title>A100</title><script type="application/ld+json">{"@context": "https://schema.org",
    "@type": "Product", "sku": "before", "name": "NVIDIA A100 80GB PCIe", "offers": {"@type": "Offer",
    "price": "8100.00", "priceCurrency": "USD"}}</script><h1>NVIDIA A100 80GB PCIe</h1>
    """

  /// Declares a source that may fetch from this machine.
  ///
  /// - Parameter addresses: Paths at the site, or whole addresses.
  /// - Parameter rules: More members of `fetch`; what is given there takes the place of the usual rule.
  func source(
    _ name: String, _ addresses: [String], on site: String = "127.0.0.1", networks: String = #"["127.0.0.0/8"]"#,
    access: String = "nightly", rules: [String: String] = [:], read: String = #"{ format: "schema-org" }"#
  ) throws {
    let urls = addresses.map { $0.hasPrefix("/") ? server.url($0, on: site) : $0 }.map { "\"\($0)\"" }
    let usual = ["delay_seconds": "0.01", "timeout_seconds": "20", "retries": "1", "maximum_pages": "200"]
    let members = usual.merging(rules) { $1 }.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    try scratch.write(
      """
      {
        name: "\(name)", title: "Test \(name)", kind: "marketplace", access: "\(access)", url: "http://\(site)/",
        currency: "USD", locale: "en-US", terms: "a server of our own", robots: "its own", auth: "none",
        allowed_uses: ["analysis"],
        fetch: { urls: [\(urls.joined(separator: ", "))], networks: \(networks), \(members.joined(separator: ", ")) },
        recognize: { hosts: ["\(name).invalid"] },
        read: \(read),
      }
      """, to: "pipelines/sources/\(name).json5")
  }

  /// Declares the source whose page is always good.
  func goodSource() throws { try source("good", ["/ok"], on: Self.goodSite) }

  /// Runs the program on this workspace.
  func run(
    _ words: [String] = ["run"], measured: Bool = false, environment: [String: String] = [:],
    at now: String = "2025-10-01T06:00:00Z", killedAfter: Duration? = nil, by signal: Int32 = SIGKILL
  ) async throws -> Morning {
    let words = [words[0], "--pipelines", scratch.path("pipelines")] + words.dropFirst()
    let environment = ["AFTERMARKET_CONTACT": "tests@example.org", "AFTERMARKET_NOW": now]
      .merging(environment) { $1 }
    let start = ContinuousClock.now
    let outcome: Program.Outcome
    if measured {
      outcome = try await Program.launch(
        "/usr/bin/env", ["python3", "-c", Self.measuring, scratch.path("memory"), Program.path] + words, in: scratch,
        environment: environment, killedAfter: killedAfter, by: signal)
    } else {
      outcome = try await Program.launch(
        Program.path, words, in: scratch, environment: environment, killedAfter: killedAfter, by: signal)
    }
    let seconds = start.duration(to: .now) / .seconds(1)
    let kilobytes = measured ? Double(String(decoding: try scratch.read("memory"), as: UTF8.self)) : nil
    return Morning(outcome: outcome, seconds: seconds, megabytes: kilobytes.map { $0 / 1024 })
  }

  /// Runs a command and writes down the most memory that it held.
  private static let measuring = """
    import resource, subprocess, sys
    code = subprocess.call(sys.argv[2:])
    open(sys.argv[1], "w").write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
    sys.exit(code if code >= 0 else 128 - code)
    """

  /// The rows of a query, as lines of CSV.
  func rows(_ sql: String) async throws -> [String] {
    let outcome = try await Program.run("query", sql, "--format", "csv", in: scratch)
    guard outcome.status == 0 else {
      throw CocoaError(.fileReadUnknown, userInfo: [NSDebugDescriptionErrorKey: outcome.errors])
    }
    return outcome.output.split(whereSeparator: \.isNewline).dropFirst().map(String.init)
  }

  /// The keys of the listings of a source, in order.
  func keys(_ source: String) async throws -> [String] {
    try await rows("SELECT source_key FROM listing WHERE source_id = '\(source)' ORDER BY source_key")
  }

  /// Asserts what holds after every night, whatever happened in it: no crash, archive and database sound, the rows of
  /// the night before as they were.
  func expectSound(_ morning: Morning, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    #expect(morning.status < 128, "it crashed: \(morning)", sourceLocation: sourceLocation)
    #expect(
      !morning.errors.utf8.contains { $0 < 0x20 && $0 != 0x0a }, "a raw control character: \(morning)",
      sourceLocation: sourceLocation)
    let verified = try await run(["verify"])
    #expect(verified.status == 0, "verify: \(verified)\nafter \(morning)", sourceLocation: sourceLocation)
    let rows = try await rows(
      "SELECT source_key, first_seen_at, last_seen_at, ended_at, price_minor, observed_at FROM listing JOIN observation USING (listing_id) WHERE source_id = '\(Self.earlier)'"
    )
    #expect(
      rows == ["before,2025-09-30T06:00:00Z,2025-09-30T06:00:00Z,,810000,2025-09-30T06:00:00Z"],
      "the rows of the earlier night changed", sourceLocation: sourceLocation)
    let left = scratch.names(in: "workspace/archive").filter { $0.hasSuffix(".open") || $0.hasSuffix(".tmp") }
    #expect(left.isEmpty, "left open: \(left)", sourceLocation: sourceLocation)
  }

  /// Every file of the workspace whose bytes, or whose bytes unpacked, hold a text.
  func files(holding secret: String) async throws -> [String] {
    let script = """
      import gzip, os, sys
      secret = sys.argv[1].encode()
      for folder, _, names in os.walk("workspace"):
          for name in names:
              data = open(os.path.join(folder, name), "rb").read()
              try:
                  data += gzip.decompress(data)
              except (OSError, EOFError):
                  pass
              if secret in data:
                  print(os.path.join(folder, name))
      """
    let outcome = try await Program.launch("/usr/bin/env", ["python3", "-c", script, secret], in: scratch)
    #expect(outcome.status == 0, "\(outcome)")
    return outcome.output.split(separator: "\n").map(String.init)
  }

  /// The records of all archives of the workspace, read by code that is not ours.
  func records() async throws -> [WARCRecord] {
    let outcome = try await Program.launch("/usr/bin/env", ["python3", "-c", WARCRecord.reader], in: scratch)
    #expect(outcome.status == 0, "\(outcome)")
    let decoder = JSONDecoder()
    return try outcome.output.split(separator: "\n").map { try decoder.decode(WARCRecord.self, from: Data($0.utf8)) }
  }
}
