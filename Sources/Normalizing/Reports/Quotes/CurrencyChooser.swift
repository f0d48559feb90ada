import Records

/// Settles the signs that several countries share, for one report.
///
/// A bare "$" and "dollars" are US dollars in news of any country unless the region of the report uses dollars of its
/// own and the text never says "US$"; "¥" is the yen in Japanese and the yuan in Chinese; "元" is the yuan unless the
/// region is Taiwan's or Hong Kong's, or the text speaks of no mainland money but of New Taiwan dollars.
struct CurrencyChooser {
  let language: ReportLanguage
  private let explicit: Set<String>
  /// The currencies that the text names, in order.
  private let named: [Currency]

  private let signs: CurrencySigns

  init(_ text: ReportText, _ signs: CurrencySigns) {
    self.signs = signs
    language = text.language
    named = text.signs.signs.compactMap { if case .code(let currency) = $0.meaning { currency } else { nil } }
    explicit = Set(named.map(\.code))
  }

  /// The currency of a sign; nil when it stays open.
  func currency(_ meaning: CurrencySigns.Meaning) -> Currency? {
    switch meaning {
    case .code(let currency): return currency
    case .shared(.dollar):
      if let region = language.region, region != "TW", region != "HK", !explicit.contains("USD"), language.code == "en"
      {
        return signs.currency(.dollar, country: region) ?? .usd
      }
      return .usd
    case .shared(.yen):
      if language.code == "ja" { return Currency(code: "JPY") }
      return language.code == "zh" || explicit.contains("CNY") ? Currency(code: "CNY") : Currency(code: "JPY")
    case .shared(.yuan):
      if explicit.contains("CNY") || language.code != "zh" { return Currency(code: "CNY") }
      if let region = language.region { return signs.currency(.yuan, country: region) }
      return explicit.contains("TWD") ? Currency(code: "TWD") : Currency(code: "CNY")
    case .shared(let family):
      if let currency = signs.currency(family, country: language.region ?? "") { return currency }
      // "pesos" behind "pesos mexicanos".
      let sharing = signs.currencies(of: family)
      return named.first(where: sharing.contains)
    }
  }

  /// About how many US dollars an amount is, to tell a card from a warehouse; no price is made from it.
  func roughDollars(_ amount: Double, _ meaning: CurrencySigns.Meaning) -> Double {
    let perDollar: Double =
      switch currency(meaning)?.code {
      case "CNY": 7
      case "JPY": 150
      case "VND": 25_000
      case "TWD": 32
      case "HKD": 8
      case "RUB": 90
      case "KRW": 1_350
      case "INR": 85
      case "IDR": 16_000
      case "MXN": 18
      case "ARS": 1_000
      case "CLP": 950
      case "COP": 4_000
      case "PHP": 57
      default: 1
      }
    return amount / perDollar
  }
}
