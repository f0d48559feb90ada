import Foundation
import Outside
import Servers

/// A marketplace on this machine with sources declared for it, and the program that reads them night after night.
final class Night: Sendable {
  let scratch: Scratch
  let market: MarketServer

  /// A workspace, a configuration without sources, and a marketplace.
  init() throws {
    scratch = try Scratch()
    market = try MarketServer()
    let pipelines = try scratch.pipelines()
    for name in scratch.names(in: "pipelines/sources") {
      try FileManager.default.removeItem(atPath: "\(pipelines)/sources/\(name)")
    }
    try settings("free_space_floor_bytes: 0")
  }

  /// Declares a source of the paths, with more members of its `fetch`.
  func source(_ name: String, _ paths: [String], _ more: String = "", access: String = "nightly") throws {
    let urls = paths.map { "\"\(market.url($0))\"" }.joined(separator: ", ")
    let fetch = """
      fetch: { urls: [\(urls)], networks: ["127.0.0.0/8"], delay_seconds: 0, timeout_seconds: 5, retries: 0, \(more) },
      """
    try scratch.write(
      """
      {
        name: "\(name)", title: "\(name)", kind: "marketplace", access: "\(access)", url: "\(market.url("/"))",
        currency: "USD", terms: "ours to read", robots: "allowed", auth: "none", allowed_uses: ["analysis"],
        \(access == "saved" ? "" : fetch)
        recognize: { contains: ["<title>\(name)"] },
        read: {
          format: "html",
          layouts: [
            {
              name: "all", rows: "li.item",
              fields: { key: { select: "a@href", after: "/item/", digits: true }, title: "a.t", price: "b.p" },
            },
          ],
        },
      }
      """, to: "pipelines/sources/\(name).json5")
  }

  /// Writes nightly.json5.
  func settings(_ members: String) throws { try scratch.write("{ \(members) }", to: "pipelines/nightly.json5") }

  /// Runs the program on a night.
  func run(
    _ words: String..., on day: String = "2025-10-01", environment: [String: String] = [:],
    endedAfter: Duration? = nil, by signal: Int32 = SIGKILL
  ) async throws -> Program.Outcome {
    var environment = environment
    environment["AFTERMARKET_NOW"] = "\(day)T06:00:00Z"
    if environment["AFTERMARKET_CONTACT"] == nil { environment["AFTERMARKET_CONTACT"] = "tests@example.org" }
    return try await Program.run(
      words + ["--pipelines", scratch.path("pipelines")], in: scratch, environment: environment,
      killedAfter: endedAfter, by: signal)
  }

  /// Runs a night and ends it by a signal once a page or more is archived.
  ///
  /// - Returns: The exit code as a shell has it, and how long the process lived on.
  func disturbed(by signal: String) async throws -> (code: Int?, milliseconds: Int, errors: String) {
    // A shell starts what is in the background deaf to INT, so python sets that right.
    let line = """
      python3 -c 'import os, signal, sys; signal.signal(2, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])' \
        "$0" run --pipelines pipelines & p=$!
      until grep -aqs . /proc/$p/comm && [ "$(cat workspace/archive/*.open 2> /dev/null | wc -c)" -gt 3000 ]
      do sleep 0.1; done
      kill -\(signal) $p; s=$(date +%s%N); wait $p; echo $? $((($(date +%s%N) - s) / 1000000))
      """
    let ended = try await Program.shell(
      line, in: scratch, environment: ["AFTERMARKET_CONTACT": "tests@example.org"])
    let figures = ended.output.split(whereSeparator: \.isNewline).last?.split(separator: " ").map { Int($0) }
    guard let figures, figures.count == 2 else { return (nil, .max, ended.errors) }
    return (figures[0], figures[1] ?? .max, ended.errors)
  }

  /// The rows of a query, the header left out.
  func rows(_ sql: String, workspace: String = "workspace") async throws -> [String] {
    let outcome = try await run("query", sql, "--format", "csv", "--workspace", workspace)
    return outcome.output.split(whereSeparator: \.isNewline).dropFirst().map(String.init)
  }
}
