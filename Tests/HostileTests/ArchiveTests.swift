import Foundation
import Outside
import Testing

extension Hostile {
  /// What a night leaves in the archive, and what is told when somebody damages it.
  struct ArchiveTests {
    /// A night with pages, redirects, failures and cut answers.
    private func eventfulNight() async throws -> Night {
      let night = try await Night()
      try night.goodSource()
      try night.source(
        "trouble",
        [
          "/lot/1", "/gzip/ok", "/chunk/ok", "/redirect/chain?n=2", "/status/404", "/gzip/truncated",
          "/trunc/content-length", "/huge/body-nolen?mb=20", "/cookie/wall", "/status/410",
        ], rules: ["maximum_bytes": "1048576", "retries": "0"])
      let morning = try await night.run()
      #expect(morning.status == 1, "\(morning)")
      try await night.expectSound(morning)
      return night
    }

    /// The archives of the night, the newest last.
    private func archives(_ night: Night) throws -> [String] {
      let names = night.scratch.names(in: "workspace/archive").filter { $0.hasPrefix("run-") }
      return try #require(names.isEmpty ? nil : names)
    }

    @Test func `W1 an archive that is cut is named with the offset, the rest stays readable and the next run goes on`()
      async throws
    {
      let night = try await eventfulNight()
      let name = try #require(try archives(night).last)
      let path = "workspace/archive/\(name)"
      let whole = try night.scratch.read(path)
      let last = try #require(try await Self.memberStarts(night, path).last)
      let step = Machine.isPatient ? 1 : max(1, (whole.count - last) / 12)
      for length in stride(from: last + 1, to: whole.count, by: step) {
        try night.scratch.write(whole.prefix(length), to: path)
        let verified = try await night.run(["verify"])
        #expect(verified.status == 3, "cut at \(length) of \(whole.count): \(verified)")
        let said = verified.outcome.output + verified.errors
        #expect(said.contains(name) && said.contains("\(last)"), "cut at \(length): \(verified)")
      }
      let readable = try await night.run(["parse", path])
      #expect(readable.outcome.output.contains("lot-1"), "older records are lost: \(readable.errors)")
      try night.source("later", ["/lot/later"])
      let next = try await night.run(at: "2025-10-02T06:00:00Z")
      #expect(next.status <= 3, "\(next)")
      #expect(try await night.keys("later") == ["lot-later"], "\(next)")
      #expect(try night.scratch.read(path).count < whole.count, "something was appended to the cut file")
      #expect(try archives(night).count > 1)
    }

    @Test func `W2 a bit that flipped is found`() async throws {
      let night = try await eventfulNight()
      let name = try #require(try archives(night).last)
      let path = "workspace/archive/\(name)"
      let whole = try night.scratch.read(path)
      for at in stride(from: 20, to: whole.count, by: Machine.isPatient ? whole.count / 200 : whole.count / 15) {
        var changed = whole
        changed[at] ^= 0x10
        try night.scratch.write(changed, to: path)
        let verified = try await night.run(["verify"])
        #expect(verified.status == 3, "byte \(at) of \(whole.count): \(verified)")
        #expect((verified.outcome.output + verified.errors).contains(name), "\(verified)")
      }
      try night.scratch.write(whole, to: path)
      #expect(try await night.run(["verify"]).status == 0)
    }

    @Test func `W3 others read what we write`() async throws {
      let night = try await eventfulNight()
      for name in try archives(night) {
        let tested = try await Program.launch(
          "/usr/bin/env", ["gzip", "-t", "workspace/archive/\(name)"], in: night.scratch)
        #expect(tested.status == 0, "\(tested)")
        guard Machine.has("warcio") else { continue }
        let checked = try await Program.launch(
          "/usr/bin/env", ["warcio", "check", "-v", "workspace/archive/\(name)"], in: night.scratch)
        #expect(checked.status == 0, "\(checked)")
        #expect(!checked.output.contains("FAIL") && !checked.output.contains("digest failed"), "\(checked)")
      }
    }

    @Test func `W4 what the archive holds are the bytes that the server sent`() async throws {
      let night = try await eventfulNight()
      let records = try await night.records().filter { $0.type == "response" }
      for request in try await night.server.log()
      where ["/ok", "/lot/1", "/gzip/ok", "/chunk/ok", "/gzip/truncated"].contains(request.path) {
        #expect(
          records.contains { $0.uri.hasSuffix(request.path) && $0.bodySHA256 == request.bodySHA256 },
          "\(request.path): \(records.filter { $0.uri.hasSuffix(request.path) })")
      }
    }

    @Test func `W5 answers that gave no page are archived as what they are`() async throws {
      let night = try await eventfulNight()
      let records = try await night.records()
      func responses(_ path: String) -> [WARCRecord] {
        records.filter { $0.type == "response" && $0.uri.hasSuffix(path) }
      }
      #expect(responses("/status/404").count == 1 && responses("/status/404")[0].first.contains("404"))
      #expect(responses("/redirect/chain?n=2").count == 1 && responses("/redirect/chain?n=1").count == 1)
      let cut = try #require(responses("/trunc/content-length").first)
      #expect(cut.truncated != nil && cut.bodyBytes > 0, "\(cut)")
      let large = try #require(responses("/huge/body-nolen?mb=20").first)
      #expect(large.truncated == "length", "\(large)")
      #expect(large.bodyBytes <= 2 << 20, "\(large)")
      // Each address that gave no page says so in a record of its own.
      for path in ["/status/404", "/gzip/truncated", "/trunc/content-length", "/huge/body-nolen?mb=20"] {
        let told = records.filter { $0.type == "metadata" && $0.uri.hasSuffix(path) }
        #expect(told.contains { $0.text?.contains("failed") == true }, "\(path): \(told)")
      }
    }

    @Test(.enabled(if: Machine.has("strace"), "needs strace"))
    func `W6 no address and no key is ever the name of a file`() async throws {
      let night = try await Night()
      try night.source(
        "trouble",
        [
          "/names/../../../../etc/cron.d/x", "/names/..%2f..%2f..%2fetc%2fcron.d%2fx", "/names/%2e%2e/%2e%2e/x",
          "/names/CON", "/names/a%00b", "/names/" + String(repeating: "long", count: 1_000),
        ])
      let trace = night.scratch.path("trace")
      let outcome = try await Program.launch(
        "/usr/bin/env",
        [
          "strace", "-f", "-qq", "-e",
          "trace=openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink",
          "-o", trace, Program.path, "run", "--pipelines", night.scratch.path("pipelines"),
        ], in: night.scratch, environment: ["AFTERMARKET_CONTACT": "tests@example.org"])
      #expect(outcome.status <= 1, "\(outcome)")
      #expect(try await night.server.log().contains { $0.path.hasPrefix("/names/") }, "\(outcome)")
      let calls = String(decoding: try night.scratch.read("trace"), as: UTF8.self).split(separator: "\n")
      for call in calls where call.contains("O_CREAT") || call.contains("mkdir") || call.contains("rename") {
        if call.contains("= -1") { continue }
        let quoted = call.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
          .filter { $0.offset % 2 == 1 }.map { String($0.element) }
        for name in quoted {
          let isOurs =
            name.hasPrefix("workspace") || name.hasPrefix(night.scratch.folder) || name.hasPrefix("/dev/")
            || name.hasPrefix("/tmp/") || name.hasPrefix("/var/tmp/")
          #expect(isOurs && !name.contains("cron.d") && !name.contains("..") && !name.contains("CON"), "\(call)")
        }
      }
      let names = FileManager.default.enumerator(atPath: night.scratch.path("workspace"))?.compactMap { $0 as? String }
      for name in names ?? [] {
        #expect(!name.contains("cron") && !name.contains("%2") && !name.contains("long"), "\(name)")
      }
    }

    /// Where the gzip members of a file begin.
    private static func memberStarts(_ night: Night, _ path: String) async throws -> [Int] {
      let script = """
        import sys, zlib
        data, at = open(sys.argv[1], "rb").read(), 0
        while at < len(data):
            print(at)
            member = zlib.decompressobj(31)
            member.decompress(data[at:])
            at = len(data) - len(member.unused_data)
        """
      let outcome = try await Program.launch("/usr/bin/env", ["python3", "-c", script, path], in: night.scratch)
      return outcome.output.split(separator: "\n").compactMap { Int($0) }
    }
  }
}
