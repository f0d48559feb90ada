import Foundation
import Outside
import Servers
import Testing

/// What a night keeps to: terms, budgets, room on the disk; and that one source does not drag down another.
struct NightLimitTests {
  @Test func `a dry run tells what would be asked, asks nobody and writes nothing`() async throws {
    let night = try Night()
    try night.source("shop", ["/shop/1", "/shop/2"], "daily_requests: 50,")
    try night.source("paper", [], access: "saved")
    for command in ["run", "fetch"] {
      let told = try await night.run(command, "shop", "paper", "--dry-run", environment: ["AFTERMARKET_CONTACT": ""])
      #expect(told.status == 0, "\(told)")
      #expect(told.output.contains("paper is refused: paper is read from saved pages only: ours to read"))
      #expect(told.output.contains("127.0.0.1") && told.output.contains("50 left"))
      #expect(told.output.contains("AFTERMARKET_CONTACT is not set"))
      let json = try await night.run(command, "shop", "paper", "--dry-run", "--json")
      #expect(json.output.contains(#""source":"shop","requests_least":2,"requests_most":2"#), "\(json)")
      #expect(json.output.contains(#""source":"paper","refused":"paper is read"#))
    }
    #expect(night.market.requests.isEmpty && night.scratch.names(in: "workspace").isEmpty)
  }

  @Test func `a source that only saved pages may come from is refused with its reason, the others are fetched`()
    async throws
  {
    let night = try Night()
    try night.source("shop", ["/shop/1"])
    try night.source("paper", [], access: "saved")
    let both = try await night.run("run", "shop", "paper")
    #expect(both.status == 1 && both.errors.contains("read from saved pages only"), "\(both)")
    #expect(try await night.rows("SELECT source_id, verdict FROM page ORDER BY 1") == ["paper,refused", "shop,parsed"])
    let alone = try await night.run("run", "paper")
    #expect(alone.status == 4, "\(alone)")
    let usual = try await night.run("run", on: "2025-10-02")
    #expect(usual.status == 0, "\(usual)")
  }

  @Test func `nobody is asked without a contact`() async throws {
    let night = try Night()
    try night.source("shop", ["/shop/1"])
    for command in ["run", "fetch"] {
      let outcome = try await night.run(command, environment: ["AFTERMARKET_CONTACT": ""])
      #expect(outcome.status == 2 && outcome.errors.contains("AFTERMARKET_CONTACT"), "\(outcome)")
    }
    #expect(night.market.requests.isEmpty)
  }

  @Test func `a day's requests are counted over all runs of the day`() async throws {
    let night = try Night()
    // One of them goes to robots.txt.
    try night.source("shop", (1...6).map { "/shop/\($0)" }, "daily_requests: 4,")
    let first = try await night.run("run")
    #expect(first.status == 1 && first.errors.contains("requests for today"), "\(first)")
    #expect(night.market.requests.count == 3)
    for words in [["run"], ["fetch"], ["run", "shop"]] {
      let again = try await night.run(words[0])
      #expect(again.status == 1, "\(again)")
    }
    #expect(night.market.requests.count == 3)
    #expect(try await night.run("run", on: "2025-10-02").status == 1)
    #expect(night.market.requests.count == 6)
  }

  @Test func `a block page stops its host and no other source`() async throws {
    let night = try Night()
    try night.source("shop", ["/captcha/1"] + (2...9).map { "/shop/\($0)" })
    let outcome = try await night.run("run")
    #expect(outcome.status != 0 && outcome.errors.contains("blocked"), "\(outcome)")
    #expect(night.market.requests.count <= 3)
    #expect(try await night.rows("SELECT complete FROM coverage") == ["0"])
  }

  @Test func `when every source fails old data stay and the code is 4`() async throws {
    let night = try Night()
    try night.source("shop", ["/fragile/1", "/fragile/2"])
    night.market.set("broken", 0)
    #expect(try await night.run("run").status == 0)
    let listings = try await night.rows("SELECT * FROM listing")
    night.market.set("broken", 1)
    let outcome = try await night.run("run", on: "2025-10-02")
    #expect(outcome.status == 4, "\(outcome)")
    #expect(try await night.rows("SELECT * FROM listing") == listings)
    #expect(try await night.rows("SELECT date, complete FROM coverage ORDER BY 1") == ["2025-10-01,1", "2025-10-02,0"])
  }

  @Test func `numbered pages end where there is no further page, and the night is whole`() async throws {
    let night = try Night()
    try night.source("shop", ["/pages?p=1"], #"pagination: { number: { parameter: "p" } },"#)
    let outcome = try await night.run("run")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(night.market.requests.map(\.path) == (1...4).map { "/pages?p=\($0)" })
    #expect(try await night.rows("SELECT pages_expected, pages_read, complete FROM coverage") == ["3,3,1"])
  }

  @Test func `a pagination that a limit breaks off leaves the day incomplete`() async throws {
    let night = try Night()
    try night.source(
      "shop", ["/pages?p=1"], #"maximum_pages: 2, pagination: { number: { parameter: "p" } },"#)
    let outcome = try await night.run("run")
    #expect(outcome.status == 1 && outcome.errors.contains("partial"), "\(outcome)")
    #expect(try await night.rows("SELECT complete FROM coverage") == ["0"])
  }

  @Test func `too little room on the disk ends a run with 3, path and bytes`() async throws {
    let night = try Night()
    try night.source("shop", ["/shop/1"])
    try night.settings("free_space_floor_bytes: 9000000000000000")
    for command in ["run", "fetch"] {
      let outcome = try await night.run(command)
      #expect(outcome.status == 3 && outcome.errors.contains("workspace has "), "\(outcome)")
      #expect(outcome.errors.contains("less than the floor of 9000000000000000"))
    }
    #expect(night.market.requests.isEmpty)
  }

  @Test func `a disk that fills while pages come ends the run with 3 and loses none of them`() async throws {
    let night = try Night()
    try night.source("shop", (1...60).map { "/wide/\($0)" })
    try night.settings("free_space_floor_bytes: 12000000")
    // A small disk of one's own, where that may be had.
    let line = """
      mkdir workspace && unshare -rm sh -c 'mount -t tmpfs -o size=20m none workspace || exit 77; \
      AFTERMARKET_CONTACT=tests@example.org "$0" run --pipelines pipelines; code=$?; \
      "$0" verify || exit 78; ls workspace/archive; exit $code' "$0"
      """
    let outcome = try await Program.shell(line, in: night.scratch)
    guard outcome.status != 77, !outcome.errors.contains("unshare") else {
      print("skipped: no disk of one's own can be had here")
      return
    }
    #expect(outcome.status == 3 && outcome.errors.contains("bytes free"), "\(outcome)")
    #expect(outcome.output.contains("all sound") && outcome.output.contains(".warc.gz"), "\(outcome)")
    #expect((5..<60).contains(night.market.requests.count))
  }
}
