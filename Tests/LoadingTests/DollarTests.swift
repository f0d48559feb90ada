import Loading
import Records
import Testing

/// What a price buys, in dollars.
@Suite struct DollarTests {
  @Test(arguments: [
    ("500", 8, ["per_item"], "500000000"), ("500", 8, [], "62500000"), ("500", 1, ["per_item"], "500000000"),
    ("0", 1, [], "-"), ("0", 4, ["per_item"], "-"),
  ])
  func `a price for each is not divided, and a gift has no price in dollars`(
    _ amount: String, _ quantity: Int, _ flags: [String], _ micros: String
  ) throws {
    let folder = try Folder()
    let time = try Samples.time(14, 36_000)
    let day = try #require(Day(year: 2025, month: 7, day: 14))
    let euro = Rate(source: SourceID("ecb"), date: day, base: .eur, quote: .usd, value: "1.0000")
    let rate = NormalizedRecord.rate(try #require(euro))
    var dumps: Set<String> = []
    for (name, currency, ratesFirst) in [("a", "USD", true), ("b", "EUR", true), ("c", "EUR", false)] {
      let path = folder.path("\(name).sqlite")
      var loader = try Loader(path: path)
      var observation = Samples.observation("k", amount, time, currency: currency)
      observation.quantity = quantity
      observation.flags = flags
      let record = NormalizedRecord.observation(observation)
      for batch in ratesFirst ? [rate, record] : [record, rate] { _ = try loader.load([batch]) }
      // Seen again, so that the log is read back.
      observation.observedAt = try Samples.time(15)
      _ = try loader.load([.observation(observation)])
      #expect(
        try Samples.rows(path, "SELECT ifnull(usd_per_card_micros, '-') FROM observation") == [micros], "\(name)")
      #expect(try Samples.rows(path, "SELECT quantity FROM listing") == ["\(quantity)"])
      if name != "a" { dumps.insert(try Samples.dump(path)) }
    }
    #expect(dumps.count == 1)
  }
}
