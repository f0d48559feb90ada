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

struct PriceTests {
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
    let reader = PriceReader(vocabulary: try Pipelines.vocabulary())
    let price = reader.read(example.text, in: PriceContext(locale: example.locale)).price
    #expect(price?.amount == example.amount)
    #expect(price?.currency?.code == example.currency)
  }

  @Test(arguments: ["Договорная", "面议", "Verhandlungsbasis", "liên hệ"])
  func `words instead of a figure are negotiable`(_ text: String) throws {
    let reading = PriceReader(vocabulary: try Pipelines.vocabulary()).read(text)
    #expect(reading.price == nil)
    #expect(reading.flags == ["negotiable"])
  }

  @Test(arguments: ["$100.00 to $250.00", "100 – 250", "100 bis 250 €"])
  func `a range keeps both ends`(_ text: String) throws {
    let reading = PriceReader(vocabulary: try Pipelines.vocabulary()).read(text)
    #expect(reading.price?.amount == nil)
    #expect(reading.price?.low?.hasPrefix("100") == true)
    #expect(reading.price?.high?.hasPrefix("250") == true)
    #expect(reading.flags == ["range"])
  }
}
