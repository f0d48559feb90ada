import Loading
import Records
import Testing

/// When not being seen ends a listing.
@Suite struct AbsenceTests {
  /// A night on which one page was read, with the listings it showed.
  struct Night {
    var day: Int
    var keys: [String]
    var page = "search"
    var verdict: PageLine.Verdict = .parsed
    var claimed: Int?
  }

  private static func records(_ night: Night) throws -> [NormalizedRecord] {
    let time = try Samples.time(night.day)
    var line = Samples.page("\(night.page)", time, night.verdict)
    line.listings = night.keys.count
    line.claimed = night.claimed
    line.provenance.pageSHA256 = "\(night.page)-\(night.day)"
    return night.keys.map { .observation(Samples.observation($0, "9", time, page: "\(night.page)-\(night.day)")) }
      + [.page(line)]
  }

  private static func ends(_ nights: [Night]) throws -> [String] {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path)
    for night in nights {
      _ = try loader.load(try records(night))
      try loader.settleAbsences()
    }
    return try Samples.rows(
      path, "SELECT source_key, ended_at, ended_by, status FROM listing WHERE ended_at IS NOT NULL ORDER BY source_key")
  }

  private static let ended = ["2 2025-07-02T00:00:00Z absence ended"]

  @Test func `two complete nights that miss it end it, at the first of them`() throws {
    let first = Night(day: 1, keys: ["1", "2"])
    #expect(try Self.ends([first, Night(day: 2, keys: ["1"])]).isEmpty)
    #expect(try Self.ends([first, Night(day: 2, keys: ["1"]), Night(day: 3, keys: ["1"])]) == Self.ended)
    #expect(try Self.ends([first, Night(day: 2, keys: ["1"]), Night(day: 9, keys: [])]) == [Self.ended[0]])
  }

  @Test(arguments: [
    (Night(day: 3, keys: ["1"], verdict: .blocked), "a page that was blocked"),
    (Night(day: 3, keys: ["1"], verdict: .unchanged), "a page that is as it was"),
    (Night(day: 3, keys: ["1"], claimed: 60), "a page that claims more than it shows"),
    (Night(day: 3, keys: ["1"], page: "other"), "another page than the one it stood on"),
  ])
  func `a night that would not have shown it ends nothing`(_ night: Night, _ why: String) throws {
    #expect(try Self.ends([Night(day: 1, keys: ["1", "2"]), Night(day: 2, keys: ["1"]), night]).isEmpty, "\(why)")
  }

  @Test func `a listing that comes back is open again`() throws {
    let nights = [(1, ["1", "2"]), (2, ["1"]), (3, ["1"]), (4, ["1", "2"])].map { Night(day: $0.0, keys: $0.1) }
    #expect(try Self.ends(nights).isEmpty)
  }

  @Test func `nights in any order end the same listings`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix(seed: seed)
    let nights = (1...14).map { day in
      Night(
        day: day, keys: (1...8).filter { _ in random.next() % 3 > 0 }.map { "\($0)" },
        page: random.next() % 4 == 0 ? "other" : "search",
        verdict: [.parsed, .parsed, .parsed, .blocked, .unchanged][Int(random.next() % 5)],
        claimed: random.next() % 6 == 0 ? 60 : nil)
    }
    let folder = try Folder()
    func dump(_ nights: [Night], settlingEach: Bool, _ name: String) throws -> String {
      let path = folder.path(name)
      var loader = try Loader(path: path)
      for night in nights {
        _ = try loader.load(try Self.records(night))
        if settlingEach { try loader.settleAbsences() }
      }
      try loader.settleAbsences()
      return try Samples.dump(path)
    }
    let expected = try dump(nights, settlingEach: true, "a.sqlite")
    for round in 1...20 {
      let other = try dump(nights.shuffled(using: &random), settlingEach: round % 2 == 0, "\(round).sqlite")
      #expect(other == expected, "seed \(seed), round \(round)")
    }
  }
}
