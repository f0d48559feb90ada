import Foundation
import Outside
import Servers
import Testing

/// What an earlier night archived is asked for only if it changed, and counts as seen.
struct SecondNightTests {
  static let paths = (1...6).map { "/shop/\($0)" }

  @Test func `an unchanged page is asked with its own validator and its listings are seen again`() async throws {
    let night = try Night()
    try night.source("shop", Self.paths)
    #expect(try await night.run("run").status == 0)
    #expect(night.market.requests.allSatisfy { $0.condition == "-" })
    let observations = try await night.rows("SELECT count(*) FROM observation")
    for day in ["2025-10-02", "2025-10-03"] {
      night.market.reset()
      let next = try await night.run("run", on: day)
      #expect(next.status == 0, "\(next)")
      #expect(night.market.requests.count == Self.paths.count)
      #expect(night.market.requests.allSatisfy { $0.condition.hasPrefix("\"") })
      #expect(
        try await night.rows("SELECT count(*), min(last_seen_at) = '\(day)T06:00:00Z' FROM listing") == ["18,1"])
      #expect(try await night.rows("SELECT count(*) FROM observation") == observations)
      #expect(
        try await night.rows("SELECT pages_read, complete FROM coverage WHERE date = '\(day)'") == ["6,1"])
      #expect(
        try await night.rows("SELECT DISTINCT verdict FROM page WHERE fetched_at LIKE '\(day)%'") == ["unchanged"])
    }
    // The bodies are archived once.
    let sizes = try night.scratch.names(in: "workspace/archive").map {
      try night.scratch.read("workspace/archive/\($0)").count
    }
    #expect(sizes.count == 3)
    #expect(try await night.run("verify").status == 0)
  }

  @Test func `deriving again and taking the archives into another workspace say the same`() async throws {
    let night = try Night()
    try night.source("shop", Self.paths + ["/fragile/9"])
    for day in ["2025-10-01", "2025-10-02", "2025-10-03"] {
      #expect(try await night.run("run", on: day).status == 1)
      if day == "2025-10-02" { night.market.set("price", 600) }
    }
    night.market.reset()
    #expect(try await night.run("run", on: "2025-10-03").status == 1)
    #expect(night.market.requests.map(\.path) == ["/fragile/9"])
    let wanted = try await Program.dump(in: night.scratch)
    #expect(wanted.contains("unchanged") && wanted.contains("failed"))
    #expect(try await night.run("rebuild", on: "2025-10-03").status <= 1)
    #expect(try await Program.dump(in: night.scratch) == wanted)
    for _ in 1...2 {
      let taken = try await night.run("ingest", "workspace/archive", "--workspace", "other", on: "2025-10-04")
      #expect(taken.status <= 1, "\(taken)")
    }
    #expect(night.scratch.names(in: "other/archive").count == 1)
    for day in ["2025-10-01", "2025-10-02", "2025-10-03"] {
      #expect(try await night.run("analyze", "--as-of", day, "--workspace", "other", on: day).status == 0)
    }
    #expect(try await Program.dump("other", in: night.scratch) == wanted)
  }

  @Test func `a changed price is a new observation`() async throws {
    let night = try Night()
    try night.source("shop", ["/shop/1", "/shop/2"])
    #expect(try await night.run("run").status == 0)
    night.market.set("price", 700)
    #expect(try await night.run("run", on: "2025-10-02").status == 0)
    #expect(try await night.rows("SELECT count(*) FROM observation") == ["12"])
    #expect(try await night.rows("SELECT count(*) FROM listing") == ["6"])
  }

  @Test func `a clock that went back is told, and nothing is lost`() async throws {
    let night = try Night()
    try night.source("shop", ["/shop/1"])
    #expect(try await night.run("run").status == 0)
    let back = try await night.run("run", on: "1970-01-02")
    #expect(back.status == 0 && back.errors.contains("the clock says 1970-01-02"), "\(back)")
    for day in ["2038-01-19", "2100-01-01"] { #expect(try await night.run("run", on: day).status == 0) }
    #expect(
      try await night.rows("SELECT date FROM coverage ORDER BY date") == [
        "1970-01-02", "2025-10-01", "2038-01-19", "2100-01-01",
      ])
    #expect(try await night.rows("SELECT count(*) FROM listing") == ["3"])
  }
}
