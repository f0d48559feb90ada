import Foundation
import Outside
import Testing

extension Hostile {
  /// Nights as cron starts them: with next to no environment, in any zone, through `nightly.sh`.
  struct CronLineTests {
    /// The lines of cron/crontab, filled in as `cron/install` does, without the times.
    private func lines(_ night: Night) throws -> [String] {
      let text = try String(contentsOfFile: Program.root + "/cron/crontab", encoding: .utf8)
      return text.components(separatedBy: "\n").filter { $0.contains("@PREFIX@") }.map { line in
        line.split(separator: " ", omittingEmptySubsequences: true).dropFirst(5).joined(separator: " ")
          .replacingOccurrences(of: "@PREFIX@", with: Program.root + "/cron")
          .replacingOccurrences(of: "@ENV@", with: night.scratch.path("night.env"))
      }
    }

    private func settings(_ night: Night, _ more: String...) throws {
      let settings = [
        "AFTERMARKET_CONTACT=tests@example.org", "AFTERMARKET_WORKSPACE=\(night.scratch.path("workspace"))",
        "AFTERMARKET_BINARY=\(Program.path)", "AFTERMARKET_PIPELINES=\(night.scratch.path("pipelines"))",
        "AFTERMARKET_NOW=2025-10-01T06:00:00Z",
      ]
      try night.scratch.write((settings + more).map { $0 + "\n" }.joined(), to: "night.env")
    }

    /// Runs a line as cron does.
    private func cron(_ line: String, _ night: Night) async throws -> Program.Outcome {
      // The threads of the tests block signals, and what they start inherits that; cron does not.
      try await Program.launch(
        "/usr/bin/perl",
        [
          "-MPOSIX", "-e", "sigprocmask(SIG_SETMASK, POSIX::SigSet->new); exec @ARGV or die $!", "/usr/bin/env", "-i",
          "PATH=/usr/bin:/bin", "HOME=/nonexistent", "LANG=C", "sh", "-c", line,
        ], in: night.scratch)
    }

    @Test func `R4 the crontab's own line with next to no environment gives the same dump`() async throws {
      let night = try await Night()
      try night.goodSource()
      try night.source("lots", ["/lot/1", "/lot/2"])
      #expect(try await night.run().status == 0)
      let wanted = try await Program.dump(in: night.scratch)
      try FileManager.default.removeItem(atPath: night.scratch.path("workspace"))
      try await night.seed()
      try settings(night)
      let lines = try lines(night)
      #expect(lines.count == 2)
      for line in lines {
        let outcome = try await cron(line, night)
        #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.errors.isEmpty, "\(line): \(outcome)")
      }
      #expect(try await Program.dump(in: night.scratch) == wanted)
      #expect(wanted.contains("lots"))
    }

    @Test func `R10 a secret is in no log, archive, database, report or message, whatever way it came`() async throws {
      let night = try await Night()
      let secret = "hunter2-canary"
      try night.goodSource()
      try night.source(
        "keyed", ["/echo", "/status/403"], access: "authorized",
        rules: ["credentials": #"{ header: { name: "Authorization", prefix: "Bearer ", secret: "API_KEY" } }"#])
      try night.source("userinfo", ["http://me:\(secret)@127.0.0.1:\(night.server.port)/ok"])
      let refused = try await night.run()
      #expect(refused.status == 2 && !"\(refused)".contains(secret), "\(refused)")
      try FileManager.default.removeItem(atPath: night.scratch.path("pipelines/sources/userinfo.json5"))
      try night.scratch.write("API_KEY=\(secret)\n", to: "secrets")
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: night.scratch.path("secrets"))
      try settings(
        night, "AFTERMARKET_SECRETS_FILE=\(night.scratch.path("secrets"))",
        "AFTERMARKET_WEBHOOK=http://127.0.0.1:9/\(secret)", "AFTERMARKET_HEARTBEAT=http://127.0.0.1:9/\(secret)")
      // What every process of the night shows to everybody on the machine.
      let watching = try night.scratch.write(
        """
        import os, sys, time
        seen = set()
        while not os.path.exists("over"):
            for each in filter(str.isdigit, os.listdir("/proc")):
                try: seen.add(open(f"/proc/{each}/cmdline").read())
                except OSError: pass
            time.sleep(0.02)
        print(sum("\(secret)" in line for line in seen), sum("aftermarket" in line for line in seen) > 0)
        """, to: "watching.py")
      async let shown = Program.launch("/usr/bin/env", ["python3", watching], in: night.scratch)
      let line = try #require(try lines(night).first)
      let outcome = try await cron(line, night)
      try night.scratch.write("", to: "over")
      #expect(outcome.status == 1 && !"\(outcome)".contains(secret), "\(outcome)")
      #expect(try await shown.output == "0 True\n")
      #expect(try await night.server.requests("/echo").first?.header("Authorization") == "Bearer \(secret)")
      #expect(try await night.files(holding: secret) == [])
      #expect(!night.scratch.names(in: "workspace/log").isEmpty)
    }

    private static let hasFaketime = FileManager.default.isExecutableFile(atPath: "/usr/bin/faketime")

    @Test(.enabled(if: hasFaketime, "needs faketime"), arguments: ["America/New_York", "Asia/Kathmandu", "UTC"])
    func `R5 a clock that is put forward or back has one run a UTC day, and a rerun changes nothing`(
      zone: String
    ) async throws {
      let scratch = try Scratch()
      _ = try scratch.pipelines()
      func at(_ time: String, _ words: String) async throws -> Program.Outcome {
        try await Program.shell(
          "exec faketime -f '@\(time)' \(words) --pipelines pipelines", in: scratch,
          environment: ["TZ": zone, "AFTERMARKET_NOW": ""])
      }
      var days: Set<String> = []
      // Two seconds before New York puts its clock forward, and in the hour that it has twice when it puts it back.
      for time in ["2026-03-08 01:59:58", "2026-03-08 03:30:00", "2026-11-01 01:30:00", "2026-11-01 01:30:00"] {
        let clock = try await Program.shell(
          "date -u -d @$(faketime -f '@\(time)' date +%s) +%FT%H:%M:00Z", in: scratch, environment: ["TZ": zone])
        let now = clock.output.trimmingCharacters(in: .newlines)
        days.insert(String(now.prefix(10)))
        try scratch.write("<!-- \(now) -->" + Self.page, to: "page.html")
        let taken = try await at(time, "\"$0\" ingest page.html --source schema-org --fetched-at \(now)")
        #expect(taken.status == 0, "\(taken)")
        let ran = try await at(time, "\"$0\" run --offline")
        #expect(ran.status == 0, "\(ran)")
      }
      let dump = try await Program.dump(in: scratch)
      let again = try await at("2026-11-01 01:45:00", "\"$0\" run --offline")
      #expect(again.status == 0, "\(again)")
      #expect(try await Program.dump(in: scratch) == dump)
      func rows(_ sql: String) async throws -> [String] {
        let outcome = try await Program.run("query", sql, "--format", "csv", in: scratch)
        return outcome.output.split(whereSeparator: \.isNewline).dropFirst().map(String.init)
      }
      let runs = try await rows(
        "SELECT substr(run_key, 5, 10), count(*) FROM run WHERE run_key LIKE 'run:%' GROUP BY 1 ORDER BY 1")
      #expect(runs == days.sorted().map { "\($0),1" }, "\(zone)")
      #expect(try await rows("SELECT DISTINCT date FROM coverage ORDER BY 1") == days.sorted(), "\(zone)")
    }

    private static let page = """
      <!DOCTYPE html><title>A100</title><script type="application/ld+json">{"@context": "https://schema.org",
      "@type": "Product", "sku": "one", "name": "NVIDIA A100 80GB PCIe", "offers": {"@type": "Offer",
      "price": "8100.00", "priceCurrency": "USD"}}</script><h1>NVIDIA A100 80GB PCIe</h1>
      """
  }
}
