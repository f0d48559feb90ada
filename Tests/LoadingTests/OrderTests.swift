import Loading
import Records
import Testing

@Suite struct OrderTests {
  /// Listings over nights with changes, ties, late rates, block pages and lines set aside.
  private func records(_ random: inout SplitMix) throws -> [NormalizedRecord] {
    var records: [NormalizedRecord] = []
    for day in 1...12 {
      // Only some days have rates, and those of the first week none at all.
      if day > 8, day % 2 == 0 {
        for (quote, value) in [("USD", "1.1\(random.next() % 10)"), ("CNY", "8.\(random.next() % 10)")] {
          let date = try #require(Day(year: 2025, month: 7, day: day))
          let rate = Rate(
            source: SourceID("ecb"), date: date, base: .eur, quote: try #require(Currency(code: quote)), value: value)
          records.append(.rate(try #require(rate)))
        }
      }
      for page in 0..<3 {
        let time = try Samples.time(day, Int(random.next() % 2))
        let name = "\(day)-\(page)"
        for _ in 0..<5 {
          let currency = ["USD", "EUR", "CNY"][Int(random.next() % 3)]
          var observation = Samples.observation(
            "\(random.next() % 9)", random.next() % 8 == 0 ? nil : "\(10 + random.next() % 3)", time, page: name,
            currency: currency)
          observation.quantity = Int(random.next() % 3)
          if random.next() % 3 == 0 { observation.kind = .system }
          observation.title += " \(random.next() % 2)"
          observation.sellerHash = random.next() % 2 == 0 ? nil : "00000000000000aa"
          if random.next() % 9 == 0 { observation.status = .ended }
          if currency != "USD", random.next() % 2 == 0 {
            observation.usd = USDPrice(amount: "12", perCard: "1\(random.next() % 3).5", rateDate: nil)
          }
          if random.next() % 7 == 0 {
            observation.price = Price(low: "10", high: "20", currency: .usd, text: "10 to 20")
          }
          records.append(.observation(observation))
        }
        records.append(.page(Samples.page(name, time)))
        records.append(.page(Samples.page("blocked", time, .blocked)))
      }
      var report = Report(source: SourceID("news"), key: "\(day % 4)", title: "H20 again \(random.next() % 2)")
      report.provenance = Samples.origin("news", try Samples.time(day))
      records.append(.report(NormalizedReport(report, publishedAt: nil)))
      records.append(
        .quarantine(
          Quarantined(stage: "normalize", code: "price_unreadable", message: "m\(day)", record: "{\"n\":\(day % 5)}")))
    }
    return records
  }

  @Test func `any order in any number of parts gives the same dump`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix(seed: seed)
    let records = try records(&random)
    let folder = try Folder()
    var loader = try Loader(path: folder.path("one.sqlite"))
    _ = try loader.load(records)
    let expected = try Samples.dump(folder.path("one.sqlite"))
    #expect(expected.split(separator: "\n").count > 60)
    for round in 1...20 {
      let shuffled = records.shuffled(using: &random)
      let path = folder.path("\(round).sqlite")
      var other = try Loader(path: path)
      let shards = round % 8 + 1
      for shard in 0..<shards {
        _ = try other.load(shuffled.indices.filter { $0 % shards == shard }.map { shuffled[$0] })
      }
      #expect(try Samples.dump(path) == expected, "seed \(seed), round \(round)")
    }
  }

  @Test func `twice is once`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix(seed: seed)
    let records = try records(&random)
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path)
    _ = try loader.load(records)
    let expected = try Samples.dump(path)
    let again = try loader.load(records)
    #expect(again.changes == 0, "seed \(seed)")
    #expect(again.newListings == 0, "seed \(seed)")
    #expect(again.known == again.observations, "seed \(seed)")
    #expect(try Samples.dump(path) == expected, "seed \(seed)")
  }

  @Test func `a rate that comes late reaches the week after it and no further`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path)
    let days = [9, 10, 17, 18]
    _ = try loader.load(
      try days.map { day in
        var observation = Samples.observation("\(day)", "100", try Samples.time(day), currency: "EUR")
        observation.quantity = 2
        return .observation(observation)
      })
    let date = try #require(Day(year: 2025, month: 7, day: 10))
    let rate = try #require(Rate(source: SourceID("ecb"), date: date, base: .eur, quote: .usd, value: "1.25"))
    _ = try loader.load([.rate(rate)])
    let rows = try Samples.rows(
      path, "SELECT substr(observed_at, 9, 2), usd_per_card_micros, rate_date FROM observation ORDER BY observed_at")
    #expect(rows == ["09 - -", "10 62500000 2025-07-10", "17 62500000 2025-07-10", "18 - -"])
  }
}
