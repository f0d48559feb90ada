import Foundation
import Outside
import Testing

extension Hostile {
  /// The same thing twice, and things that only look like goods.
  struct DuplicateTests {
    @Test
    func `D1 a lot in several spellings and at a new price is one listing with two observations`() async throws {
      let night = try await Night()
      try night.source("repeat", ["/jsonld/repeat"])
      let first = try await night.run()
      #expect(first.status == 0, "\(first)")
      let second = try await night.run(at: "2025-10-02T06:00:00Z")
      #expect(second.status == 0, "\(second)")
      #expect(try await night.keys("repeat").count == 1)
      let prices = try await night.rows(
        "SELECT price_minor FROM listing JOIN observation USING (listing_id) WHERE source_id = 'repeat' ORDER BY observed_at"
      )
      #expect(prices == ["799500", "750000"])
    }

    @Test
    func `D2 two hundred spam offers move no median, and each is set aside with its reason`() async throws {
      func level(_ spam: Int) async throws -> (night: Night, usd: Double) {
        let night = try await Night()
        try night.source("poison", ["/jsonld/poison?spam=\(spam)"])
        let morning = try await night.run()
        #expect(morning.status == 0, "\(morning)")
        let rows = try await night.rows(
          "SELECT usd_per_card FROM series_input WHERE set_aside IS NULL AND source_id = 'poison' ORDER BY usd_per_card"
        )
        return (night, try #require(Double(rows[rows.count / 2])))
      }
      let clean = try await level(0)
      let poisoned = try await level(200)
      #expect(abs(poisoned.usd / clean.usd - 1) < 0.01, "\(clean.usd) became \(poisoned.usd)")
      // Every one of them is accounted for: in an offer of its kind that is set aside, or not a card at all.
      let spam = try await poisoned.night.rows(
        "SELECT count(*) FROM listing WHERE source_id = 'poison' AND source_key LIKE 'S%'")
      #expect(spam == ["200"])
      let entered = try await poisoned.night.rows(
        """
        SELECT count(*) FROM listing AS l JOIN series_input AS s ON s.offer_id = l.offer_id
        WHERE l.source_key LIKE 'S%' AND s.set_aside IS NULL
        """)
      #expect(entered == ["0"])
      let unexplained = try await poisoned.night.rows(
        """
        SELECT count(*) FROM listing AS l WHERE l.source_id = 'poison' AND l.source_key LIKE 'S%' AND NOT EXISTS
          (SELECT 1 FROM series_input AS s WHERE s.offer_id = l.offer_id AND length(s.set_aside) > 5)
        """)
      #expect(unexplained == ["0"])
      let heaviest = try await poisoned.night.rows(
        """
        SELECT max(weight) FROM (SELECT sum(seller_weight) AS weight FROM series_input GROUP BY seller, model_id, basis,
          date(observed_at, 'weekday 0', '-6 days'))
        """)
      #expect(try #require(Double(heaviest[0])) < 1.000001)
    }

    @Test
    func `D3 any order and any number of parts give the same dump`() async throws {
      let seed = UInt64.random(in: 0...UInt64.max)
      var random = SplitMix(state: seed)
      let lines = Self.lines(240, using: &random)
      let scratch = try Scratch()
      var dumps: Set<String> = []
      for turn in 0..<20 {
        let shuffled = lines.shuffled(using: &random)
        let shards = turn % 8 + 1
        let files = (0..<shards).map { "\(turn)-\($0).ndjson" }
        for (index, file) in files.enumerated() {
          let part = shuffled.enumerated().filter { $0.offset % shards == index }.map(\.element)
          try scratch.write(part.joined(separator: "\n") + "\n", to: file)
        }
        let workspace = "w\(turn)"
        // Half of them in one command, half in a command for each part.
        let commands = turn % 2 == 0 ? [files] : files.map { [$0] }
        for command in commands {
          let loaded = try await Program.run(["load", "--workspace", workspace] + command, in: scratch)
          #expect(loaded.status == 0, "\(loaded), seed \(seed)")
        }
        dumps.insert(try await Program.dump(workspace, in: scratch))
      }
      #expect(dumps.count == 1, "seed \(seed)")
      let merged = try #require(dumps.first).split(separator: "\n").count { $0.contains("offer_evidence") }
      #expect(merged > 20, "too little is the same for the test to mean anything: \(merged), seed \(seed)")
    }

    @Test(arguments: 0..<2)
    func `offers made night by night are those made at once`(_ turn: Int) async throws {
      let seed = UInt64.random(in: 0...UInt64.max)
      var random = SplitMix(state: seed)
      let scratch = try Scratch()
      // Cards come, change their price, go, and come back under a new key; some nights are half a year apart.
      var market: [(key: Int, goods: Int)] = []
      var prices = (0..<25).map { 6000 + $0 * 90 }
      var (key, day) = (0, 1)
      var files: [String] = []
      for night in 0..<10 {
        day += Int.random(in: 1...12, using: &random) + (night == 5 ? 150 : 0)
        market.removeAll { _ in Int.random(in: 0..<4, using: &random) == 0 }
        while market.count < 40 {
          market.append((key, Int.random(in: 0..<25, using: &random)))
          key += 1
        }
        for goods in prices.indices where Int.random(in: 0..<6, using: &random) == 0 {
          prices[goods] += Int.random(in: -400...400, using: &random)
        }
        let time = Date(timeIntervalSince1970: 1_735_711_200 + 86_400 * Double(day)).ISO8601Format()
        let lines = market.map { card in
          Self.line(
            "n\(card.key)", "s\(card.goods % 7)", prices[card.goods], time, seen: "n\(night)",
            title: "NVIDIA A100 80GB PCIe rack pull \(["boxed", "mint", "bulk"][card.goods % 3])",
            source: card.goods % 2 == 0 ? "flea" : "shop")
        }
        files.append("\(night).ndjson")
        try scratch.write(lines.joined(separator: "\n") + "\n", to: files[night])
        let loaded = try await Program.run(["load", "--workspace", "nightly", files[night]], in: scratch)
        #expect(loaded.status == 0, "\(loaded), seed \(seed)")
      }
      let once = try await Program.run(["load", "--workspace", "once"] + files.reversed(), in: scratch)
      #expect(once.status == 0, "\(once), seed \(seed)")
      let nightly = try await Program.dump("nightly", in: scratch)
      #expect(nightly == (try await Program.dump("once", in: scratch)), "seed \(seed)")
      #expect(nightly.split(separator: "\n").count { $0.contains("offer_evidence") } > 10, "seed \(seed)")
    }

    @Test
    func `D4 the whole input twice adds no row`() async throws {
      var random = SplitMix(state: 4)
      let scratch = try Scratch()
      try scratch.write(Self.lines(120, using: &random).joined(separator: "\n") + "\n", to: "all.ndjson")
      let once = try await Program.run("load", "all.ndjson", in: scratch)
      let dump = try await Program.dump(in: scratch)
      let twice = try await Program.run("load", "all.ndjson", "all.ndjson", in: scratch)
      #expect(once.status == 0 && twice.status == 0, "\(once) \(twice)")
      #expect(try await Program.dump(in: scratch) == dump)
    }

    @Test
    func `D5 neither spam on the day of an event nor a missing night is a change of demand`() async throws {
      let scratch = try Scratch()
      // Twenty nights of forty cards; on the eleventh one seller adds three hundred, and the fifteenth was not read.
      func night(_ number: Int, spam: Bool, to name: String) throws {
        let time = "2025-09-\(number < 10 ? "0" : "")\(number)T06:00:00Z"
        var lines: [String] = []
        for card in 0..<40 where (card * 7 + 3) % 20 <= number {
          lines.append(Self.line("c\(card)", "s\(card)", 6000 + card * 20, time, seen: "d\(number)"))
        }
        if spam, number >= 11 {
          for copy in 0..<300 { lines.append(Self.line("x\(copy)", "spam", 6000, time, seen: "d\(number)")) }
        }
        lines.append(
          #"{"type":"page","source":"shop","url":"https://shop.example/all","verdict":"parsed","listings":\#(lines.count),"provenance":{"page_sha256":"d\#(number)","fetched_at":"\#(time)"}}"#
        )
        try scratch.write(lines.joined(separator: "\n") + "\n", to: name)
      }
      func read(_ workspace: String, spam: Bool) async throws -> (prices: [String], demand: [String]) {
        for number in 1...20 where number != 15 {
          try night(number, spam: spam, to: "\(workspace)-\(number).ndjson")
          // A night this far outside the usual is refused unless somebody vouches for it: so the spam is let in here.
          let loaded = try await Program.run(
            "load", "--workspace", workspace, "\(workspace)-\(number).ndjson", "--accept-drop", "a test of spam",
            in: scratch)
          #expect(loaded.status == 0, "\(loaded)")
        }
        let prices = try await Program.run(
          "query", "--workspace", workspace, "--format", "csv",
          """
          SELECT date(observed_at, 'weekday 0', '-6 days') AS week, sum(seller_weight), count(DISTINCT seller)
          FROM series_input WHERE set_aside IS NULL GROUP BY week
          """, in: scratch)
        let demand = try await Program.run(
          "query", "--workspace", workspace, "--format", "csv",
          "SELECT substr(first_seen_at, 1, 10) AS day, count(DISTINCT offer_id) FROM listing GROUP BY day", in: scratch)
        #expect(prices.status == 0 && demand.status == 0, "\(prices) \(demand)")
        return (
          prices.output.split(whereSeparator: \.isNewline).map(String.init),
          demand.output.split(whereSeparator: \.isNewline).map(String.init)
        )
      }
      let clean = try await read("clean", spam: false)
      let spammed = try await read("spammed", spam: true)
      // Three hundred copies are one offer of one seller: one more on that day, one more vote in that week.
      let extra = zip(clean.demand, spammed.demand).filter { $0 != $1 }
      #expect(extra.count == 1, "\(clean.demand) \(spammed.demand)")
      let counts = try #require(extra.first.map { ($0.split(separator: ",")[1], $1.split(separator: ",")[1]) })
      #expect(Int(counts.1) == Int(counts.0).map { $0 + 1 })
      #expect(zip(clean.prices, spammed.prices).filter { $0 != $1 }.count == 1)
      // The night that was not read has no coverage: a gap, and nothing that ended.
      let gap = try await Program.run(
        "query", "--workspace", "clean", "--format", "csv",
        "SELECT count(*) FROM coverage WHERE date = '2025-09-15' UNION ALL SELECT count(ended_at) FROM listing",
        in: scratch)
      #expect(gap.output.split(whereSeparator: \.isNewline).dropFirst() == ["0", "0"], "\(gap)")
    }

    @Test(arguments: ["1200", "1200 XDR", "kr 1200"])
    func `D6 a price without a known currency is not converted, and says why`(text: String) async throws {
      let scratch = try Scratch()
      let raw = #"{"type":"listing","source":"shop","key":"1","title":"NVIDIA A100 80GB PCIe","price":"\#(text)"}"#
      let outcome = try await Program.run("normalize", input: raw + "\n", in: scratch)
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.output.contains(#""text":"\#(text)""#) && !outcome.output.contains(#""usd""#), "\(outcome)")
      // Loaded without a time it would be set aside for that.
      let seen = outcome.output.replacingOccurrences(
        of: #""type":"observation""#, with: #""type":"observation","observed_at":"2025-09-01T06:00:00Z""#)
      let loaded = try await Program.run("load", "-", input: seen, in: scratch)
      #expect(loaded.status == 0, "\(loaded)")
      let why = try await Program.run("query", "SELECT set_aside FROM series_input", "--format", "csv", in: scratch)
      #expect(why.output.contains("currency not known") || why.output.contains("no exchange rate"), "\(why)")
    }

    // Lines of normalized listings.

    static func line(
      _ key: String, _ seller: String, _ dollars: Int, _ time: String, seen page: String,
      title: String = "NVIDIA A100 80GB PCIe accelerator, server pull", source: String = "shop"
    ) -> String {
      #"{"type":"observation","source":"\#(source)","key":"\#(key)","title":"\#(title)","kind":"card","family":"A100","#
        + #""model_ids":["nvidia-a100-pcie-80gb"],"model_id":"nvidia-a100-pcie-80gb","quantity":1,"condition":"used","#
        + #""price":{"amount":"\#(dollars).00","currency":"USD","text":"$\#(dollars)"},"#
        + #""usd":{"amount":"\#(dollars).00","per_card":"\#(dollars).00"},"side":"sell","status":"active","#
        + #""observed_at":"\#(time)","country":"US","seller_hash":"\#(seller)","#
        + #""provenance":{"page_sha256":"\#(page)","fetched_at":"\#(time)"}}"#
    }

    /// Sightings of listings of which many are the same goods.
    private static func lines(_ count: Int, using random: inout SplitMix) -> [String] {
      let words = ["tested", "boxed", "rack", "pull", "warranty", "passive", "bulk", "mint"]
      return (0..<count).map { number in
        let goods = Int.random(in: 0..<40, using: &random)
        let title = "NVIDIA A100 80GB PCIe " + words.dropFirst(goods % 5).prefix(3).joined(separator: " ")
        let day = Int.random(in: 1...28, using: &random)
        return line(
          "k\(Int.random(in: 0..<90, using: &random))", "s\(goods % 9)", 6000 + goods * 100,
          "2025-09-\(day < 10 ? "0" : "")\(day)T06:00:00Z", seen: "p\(number % 50)", title: title,
          source: goods % 3 == 0 ? "flea" : "shop")
      }
    }
  }
}

/// Steele, Lea and Flood's SplitMix64, so that a printed seed repeats a failure.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
