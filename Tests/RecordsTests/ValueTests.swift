import Records
import Testing

@Suite struct ValueTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2025-07-14T21:05:00Z", 1_752_527_100),
    ("2025-07-15T05:05:00.75+08:00", 1_752_527_100),
    ("1969-12-31T23:59:59Z", -1), ("2024-02-29 12:00:00-05:30", 1_709_227_800),
  ]) func `a time with a zone is read in UTC`(_ text: String, _ seconds: Int) throws {
    let instant = try #require(Instant(rfc3339: text))
    #expect(instant.seconds == seconds)
    #expect(Instant(rfc3339: instant.description) == instant)
  }

  @Test(arguments: [
    "2025-07-14T21:05:00", "2025-07-14", "2025-02-29T00:00:00Z", "2025-07-14T24:00:00Z", "2025-07-14T21:05:00+8", "",
    "2025-07-14T21:05:00Zx", "٢٠٢٥-07-14T21:05:00Z",
  ]) func `a time without a zone or off the calendar is not read`(_ text: String) {
    #expect(Instant(rfc3339: text) == nil)
  }

  @Test func `every day of eight centuries is the day after the one before`() throws {
    var civil = try #require(Day(year: 1600, month: 1, day: 1)).civil
    let first = try #require(Day(year: 1600, month: 1, day: 1)).number
    for number in first + 1..<first + 292_194 {
      let next = Day(number: number)
      #expect(Day(iso: next.description) == next)
      let now = next.civil
      #expect(now.day == civil.day + 1 || now.day == 1)
      civil = now
    }
  }

  @Test func `weeks begin on Monday`() throws {
    let day = try #require(Day(iso: "2025-08-31"))
    #expect(day.weekday == 7)
    #expect(day.monday.description == "2025-08-25")
    #expect(Day(number: -3).monday.description == "1969-12-29")
  }

  @Test(arguments: [
    ("1234.56", "USD", 123_456), ("1234.5", "USD", 123_450), ("500", "JPY", 500), ("500.00", "JPY", 500),
    ("-3", "EUR", -300), ("0.001", "KWD", 1), ("9223372036854775807", "JPY", Int64.max),
  ]) func `decimals are exact minor units`(_ text: String, _ code: String, _ minor: Int64) throws {
    let currency = try #require(Currency(code: code))
    let money = try #require(Money(decimal: text, currency: currency))
    #expect(money.minor == minor)
    #expect(Money(decimal: money.decimal, currency: money.currency) == money)
  }

  @Test(arguments: [
    ("1.005", "USD"), ("1.5", "VND"), ("", "USD"), (".", "USD"), ("1.", "USD"), ("1e3", "USD"),
    ("92233720368547758.08", "USD"), ("1,5", "USD"),
  ])
  func `a figure that minor units cannot hold is not rounded`(_ text: String, _ code: String) throws {
    #expect(Money(decimal: text, currency: try #require(Currency(code: code))) == nil)
  }

  @Test(arguments: [
    (10_001, 2, 5_000), (10_003, 2, 5_002), (100, 3, 33), (200, 3, 67), (-10_001, 2, -5_000), (7, 1, 7),
  ])
  func `the price of one card rounds half to even`(_ minor: Int64, _ cards: Int, _ expected: Int64) throws {
    #expect(Money(minor: minor, currency: .usd).perCard(in: try #require(LotSize(cards: cards))).minor == expected)
  }

  @Test(arguments: ["US", "USDT", "U$D", "", "ÄÖÜ"]) func `a currency is three Latin letters`(_ code: String) {
    #expect(Currency(code: code) == nil)
  }
}
