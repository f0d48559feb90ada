import Normalizing
import Records
import Testing

struct PriceExample: Sendable, CustomTestStringConvertible {
  let text: String
  let amount: String?
  let currency: String?
  var locale: String?
  var testDescription: String { text }
}

/// One row of `fixtures/prices/cases.tsv`: a text, what decides its currency, and what it says.
struct PriceRow: Sendable, CustomTestStringConvertible {
  let text: String
  let locale: String?
  let wanted: String
  let shows: String
  var testDescription: String { "\(text) (\(shows))" }

  init(_ row: [String: String]) {
    text = row["text"] ?? ""
    locale = row["locale"].flatMap { $0.isEmpty ? nil : $0 }
    wanted = ["amount", "low", "high", "currency", "flags"].map { row[$0] ?? "" }.joined(separator: " | ")
    shows = row["shows"] ?? ""
  }

  /// A source of this locale sells in the currency of its country.
  var context: PriceContext {
    let currencies = [
      "VN": "VND", "CN": "CNY", "TW": "TWD", "HK": "HKD", "RU": "RUB", "JP": "JPY", "IN": "INR", "US": "USD",
      "DE": "EUR", "ES": "EUR", "PL": "PLN", "KR": "KRW",
    ]
    return PriceContext(
      locale: locale, currency: locale.flatMap { currencies[String($0.suffix(2))] }.flatMap(Currency.init(code:)))
  }
}

struct PriceTests {
  static let rows = (try? Tables.rows("prices/cases.tsv").map(PriceRow.init)) ?? []

  @Test func `the table is there and no text is in it twice for a locale`() {
    #expect(Self.rows.count >= 120)
    #expect(Set(Self.rows.map { "\($0.text) \($0.locale ?? "")" }).count == Self.rows.count)
  }

  @Test(arguments: rows)
  func `a price of the table is read as written down`(_ row: PriceRow) throws {
    let reading = PriceReader(vocabulary: try Self.vocabulary.get()).read(row.text, in: row.context)
    let price = reading.price
    let found = [
      price?.amount ?? "", price?.low ?? "", price?.high ?? "", price == nil ? "?" : price?.currency?.code ?? "?",
      reading.flags.joined(separator: " "),
    ]
    #expect(found.joined(separator: " | ") == row.wanted)
  }

  static let vocabulary = Result { try Pipelines.vocabulary() }

  @Test(arguments: [
    PriceExample(text: "1.250,00 €", amount: "1250.00", currency: "EUR"),
    PriceExample(text: "US $1,234.56", amount: "1234.56", currency: "USD"),
    PriceExample(text: "$99", amount: "99", currency: nil),
    PriceExample(text: "$99", amount: "99.00", currency: "CAD", locale: "en-CA"),
    PriceExample(text: "¥8800", amount: "8800.00", currency: "CNY", locale: "zh-CN"),
    PriceExample(text: "¥8800", amount: "8800", currency: nil),
    PriceExample(text: "49 900 р.", amount: "49900.00", currency: "RUB"),
    PriceExample(text: "15.500.000 đ", amount: "15500000", currency: "VND"),
    PriceExample(text: "15tr5 đ", amount: "15500000", currency: "VND"),
    PriceExample(text: "1.2万元", amount: "12000.00", currency: "CNY"),
    PriceExample(text: "S/ 1,200", amount: "1200.00", currency: "PEN"),
    PriceExample(text: "2 499,00 zł", amount: "2499.00", currency: "PLN"),
    PriceExample(text: "15.08.2017", amount: nil, currency: nil),
    PriceExample(text: "20% off", amount: nil, currency: nil),
  ])
  func `a price is exact and its currency honest`(_ example: PriceExample) throws {
    let reader = PriceReader(vocabulary: try Self.vocabulary.get())
    let price = reader.read(example.text, in: PriceContext(locale: example.locale)).price
    #expect(price?.amount == example.amount)
    #expect(price?.currency?.code == example.currency)
  }

  @Test(arguments: ["Договорная", "面议", "Verhandlungsbasis", "liên hệ"])
  func `words instead of a figure are negotiable`(_ text: String) throws {
    let reading = PriceReader(vocabulary: try Self.vocabulary.get()).read(text)
    #expect(reading.price == nil)
    #expect(reading.flags == ["negotiable"])
  }

  @Test(arguments: ["$100.00 to $250.00", "100 – 250", "100 bis 250 €"])
  func `a range keeps both ends`(_ text: String) throws {
    let reading = PriceReader(vocabulary: try Self.vocabulary.get()).read(text)
    #expect(reading.price?.amount == nil)
    #expect(reading.price?.low?.hasPrefix("100") == true)
    #expect(reading.price?.high?.hasPrefix("250") == true)
    #expect(reading.flags == ["range"])
  }

  @Test func `a plain figure says the same among words that say nothing`() throws {
    let reader = PriceReader(vocabulary: try Self.vocabulary.get())
    let seed = UInt64.random(in: 1...UInt64.max)
    print("seed \(seed)")
    var state = seed
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let signs = ["", "$", "€", "EUR ", "US $", "£", " zł", " р.", "₫", "円", "C $", "CHF ", " kr", "¥", "元"]
    let marks = [",", ".", " ", "'", "", ",", "."]
    for _ in 0..<4000 {
      var figure = String(next(1200))
      for _ in 0..<next(4) {
        let digits = [3, 3, 3, 2, 1, 4][next(6)]
        figure += marks[next(marks.count)] + (0..<digits).map { _ in String(next(10)) }.joined()
      }
      let sign = signs[next(signs.count)]
      let text = next(2) == 0 ? sign + figure : figure + sign
      let plain = reader.read(text)
      let full = reader.read("qqq " + text)
      #expect(plain.price?.amount == full.price?.amount, "\(text)")
      #expect(plain.price?.currency == full.price?.currency, "\(text)")
      #expect(plain.open == full.open, "\(text)")
    }
  }

  @Test func `an explanation names the words and what they mean`() throws {
    let reader = PriceReader(vocabulary: try Self.vocabulary.get())
    #expect(
      reader.explain("từ 15tr5") == ["'15tr5' is 15500000", "'từ' tells the lowest of several"])
    #expect(
      reader.explain("$5") == ["'5' is 5", "'$' is a sign of several currencies; nothing here decides which"])
    #expect(
      reader.explain("$5", in: PriceContext(locale: "en-CA")).last
        == "'$' is a sign of several currencies; here it is CAD")
  }
}
