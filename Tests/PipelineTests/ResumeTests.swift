import Foundation
import Outside
import Servers
import Testing

/// A night that is broken off is completed by the next start, which asks for nothing twice.
struct ResumeTests {
  static let paths = (1...20).map { "/shop/\($0)" }
  static let slow = (30...45).map { "/slow/\($0)" }

  @Test func `the same night again asks nobody and changes nothing`() async throws {
    let night = try Night()
    try night.source("shop", Self.paths)
    let first = try await night.run("run")
    #expect(first.status == 0, "\(first)")
    let once = try await Program.dump(in: night.scratch)
    #expect(night.market.requests.count == Self.paths.count)
    let again = try await night.run("run")
    #expect(again.status == 0 && again.output.contains("nothing to do"), "\(again)")
    #expect(night.market.requests.count == Self.paths.count)
    #expect(try await Program.dump(in: night.scratch) == once)
    #expect(try await night.run("verify").status == 0)
  }

  @Test func `a night killed at any moments ends as one that nobody disturbed`() async throws {
    let night = try Night()
    try night.source("shop", Self.paths)
    try night.source("slow", Self.slow)
    #expect(try await night.run("run", "--workspace", "calm").status == 0)
    let wanted = try await Program.dump("calm", in: night.scratch)
    let seed = UInt64.random(in: 1...UInt64.max)
    var random = Seeded(state: seed)
    night.market.reset()
    let kills = 5
    for _ in 0..<kills {
      _ = try await night.run("run", endedAfter: .milliseconds(Int.random(in: 100...1500, using: &random)))
    }
    let last = try await night.run("run")
    #expect(last.status == 0, "seed \(seed): \(last)")
    #expect(try await Program.dump(in: night.scratch) == wanted, "seed \(seed)")
    // What is asked twice was under way when the process was killed: two requests a source at most.
    let asked = night.market.requests.map(\.path)
    #expect(Set(asked).count == Self.paths.count + Self.slow.count)
    #expect(asked.count <= Self.paths.count + Self.slow.count + 4 * kills, "seed \(seed)")
    #expect(try await night.run("verify").status == 0)
  }

  @Test(arguments: [("TERM", 143), ("INT", 130)])
  func `a signal ends fetching within seconds, and all that came is kept`(_ signal: String, _ code: Int) async throws {
    let night = try Night()
    try night.source("slow", Self.slow)
    night.market.set("delay", 500)
    let ended = try await night.disturbed(by: signal)
    #expect(ended.code == code && ended.milliseconds < 5000, "\(ended)")
    #expect(!night.scratch.names(in: "workspace/archive").contains { $0.hasSuffix(".open") })
    let before = night.market.requests.map(\.path)
    night.market.reset()
    night.market.set("delay", 0)
    #expect(try await night.run("run").status == 0)
    // At most the one that was under way is asked again.
    #expect(Set(before).intersection(night.market.requests.map(\.path)).count <= 2)
    #expect(Set(before).union(night.market.requests.map(\.path)).count == Self.slow.count)
  }

  @Test func `two runs at once: the second is told so at once and does nothing`() async throws {
    let night = try Night()
    try night.source("slow", Self.slow)
    // Long enough that the first is still at work when the others start, however busy the machine is.
    night.market.set("delay", 2500)
    async let first = night.run("run")
    while night.market.requests.isEmpty { try await Task.sleep(for: .milliseconds(20)) }
    await withTaskGroup(of: Program.Outcome?.self) { group in
      for command in ["run", "fetch", "ingest", "rebuild"] { group.addTask { try? await night.run(command) } }
      for await second in group {
        #expect(
          second?.status == 5 && second?.errors.contains("another process holds the lock") == true,
          "\(String(describing: second))")
      }
    }
    night.market.set("delay", 0)
    #expect(try await first.status == 0)
    #expect(night.market.requests.count == Self.slow.count)
  }

  @Test func `an address that failed is asked again, and then the night is whole`() async throws {
    let night = try Night()
    try night.source("shop", ["/shop/1", "/fragile/2", "/shop/3"])
    let broken = try await night.run("run")
    #expect(broken.status == 1 && broken.errors.contains("/fragile/2"), "\(broken)")
    #expect(try await night.rows("SELECT pages_expected, pages_read, complete FROM coverage") == ["3,2,0"])
    night.market.set("broken", 0)
    night.market.reset()
    let mended = try await night.run("run")
    #expect(mended.status == 0, "\(mended)")
    #expect(night.market.requests.map(\.path) == ["/fragile/2"])
    #expect(try await night.rows("SELECT pages_expected, pages_read, complete FROM coverage") == ["3,3,1"])
    let once = try await Program.dump(in: night.scratch)
    #expect(try await night.run("rebuild").status <= 1)
    #expect(try await Program.dump(in: night.scratch) == once)
  }

  @Test func `a run that fetched nothing does not stand for the night`() async throws {
    let night = try Night()
    try night.source("shop", ["/shop/1"])
    for _ in 1...2 { #expect(try await night.run("run", "--offline").status == 0) }
    #expect(night.market.requests.isEmpty)
    #expect(try await night.run("run").status == 0)
    #expect(night.market.requests.count == 1)
    let over = try await night.run("run", "--date", "2025-10-01", on: "2025-10-02")
    #expect(over.status == 0 && over.output.contains("nothing to do"), "\(over)")
    let missed = try await night.run("run", "--date", "2025-09-30", on: "2025-10-02")
    #expect(missed.status == 0 && missed.errors.contains("nothing is fetched"), "\(missed)")
    #expect(try await night.run("run", "--date", "2025-10-03", on: "2025-10-02").status == 2)
    #expect(night.market.requests.count == 1)
    #expect(try await night.rows("SELECT date FROM coverage") == ["2025-10-01"])
  }

  @Test func `a page behind a redirect is not asked for again`() async throws {
    let night = try Night()
    try night.source("shop", ["/moved/1", "/fragile/2"])
    #expect(try await night.run("run").status == 1)
    #expect(night.market.requests.map(\.path).contains("/shop/1"))
    night.market.reset()
    #expect(try await night.run("fetch").status == 1)
    #expect(night.market.requests.map(\.path) == ["/fragile/2"])
  }

  @Test func `a night that was killed and never completed does not count as read`() async throws {
    let night = try Night()
    try night.source("slow", Self.slow)
    night.market.set("delay", 200)
    #expect(try await night.disturbed(by: "KILL").code == 137)
    #expect(try await night.run("ingest", on: "2025-10-02").status == 0)
    let rows = try await night.rows("SELECT date, pages_expected = pages_read, complete FROM coverage")
    #expect(rows == ["2025-10-01,1,0"])
  }
}

/// Numbers that follow from a seed.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
