import Records

/// The signs and words that stand for currencies.
enum CurrencySigns {
  /// What a sign says.
  enum Meaning: Hashable, Sendable {
    case code(Currency)
    /// Several currencies share the sign; the country of the locale decides.
    case shared(Family)
  }

  /// Signs that several countries share.
  enum Family: Hashable, Sendable { case dollar, yen, krona, rupee, yuan, ruble, pound }

  /// The currency of a shared sign in a country; nil when the country does not use it.
  static func currency(_ family: Family, country: String) -> Currency? {
    code(family, country: country).map(named)
  }

  private static func code(_ family: Family, country: String) -> String? {
    switch (family, country) {
    case (.dollar, _): dollars[country]
    case (.yen, "CN"): "CNY"
    case (.yen, "JP"): "JPY"
    case (.yen, _): nil
    case (.krona, "SE"): "SEK"
    case (.krona, "NO"): "NOK"
    case (.krona, "DK"): "DKK"
    case (.krona, "IS"): "ISK"
    case (.krona, _): nil
    case (.rupee, "PK"): "PKR"
    case (.rupee, "LK"): "LKR"
    case (.rupee, "NP"): "NPR"
    case (.rupee, _): "INR"
    case (.yuan, "TW"): "TWD"
    case (.yuan, "HK"): "HKD"
    case (.yuan, "MO"): "MOP"
    case (.yuan, _): "CNY"
    case (.ruble, "BY"): "BYN"
    case (.ruble, _): "RUB"
    case (.pound, "EG"): "EGP"
    case (.pound, _): "GBP"
    }
  }

  private static let dollars: [String: String] = [
    "US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "TW": "TWD", "MX": "MXN", "AR": "ARS",
    "CL": "CLP", "CO": "COP",
  ]

  /// Whether a currency is written with a shared sign.
  static func uses(_ family: Family, _ currency: Currency) -> Bool {
    switch family {
    case .dollar:
      currency.code.hasSuffix("D") && !["SAR", "AED", "KWD", "VND"].contains(currency.code)
        || ["MXN", "CLP", "COP", "ARS"].contains(currency.code)
    case .yen: currency.code == "CNY" || currency.code == "JPY"
    case .krona: ["SEK", "NOK", "DKK", "ISK"].contains(currency.code)
    case .rupee, .yuan, .ruble, .pound: false
    }
  }

  /// A sign as folded scalars.
  struct Sign: Sendable {
    let text: [Unicode.Scalar]
    let meaning: Meaning
  }

  /// All signs, those of one first scalar side by side and the longest of them first.
  static let all: [Sign] = table.map { Sign(text: Array($0.0.unicodeScalars), meaning: $0.1) }
    .sorted { ($0.text[0].value, -$0.text.count) < ($1.text[0].value, -$1.text.count) }

  /// Where the signs that begin with a scalar stand in `all`.
  static func signs(beginningWith scalar: Unicode.Scalar) -> Range<Int> {
    if scalar.value < 128 { return ascii[Int(scalar.value)] }
    var low = 0
    var high = others.count
    while low < high {
      let middle = (low + high) / 2
      if others[middle].value < scalar.value { low = middle + 1 } else { high = middle }
    }
    return low < others.count && others[low].value == scalar.value ? others[low].range : 0..<0
  }

  private static let ascii: [Range<Int>] = (0..<128).map { range(of: UInt32($0)) }
  private static let others: [(value: UInt32, range: Range<Int>)] = Set(all.map { $0.text[0].value }).sorted()
    .map { ($0, range(of: $0)) }

  private static func range(of value: UInt32) -> Range<Int> {
    guard let first = all.firstIndex(where: { $0.text[0].value == value }),
      let last = all.lastIndex(where: { $0.text[0].value == value })
    else { return 0..<0 }
    return first..<last + 1
  }

  /// The digits of a currency's minor unit, looked up.
  static func minorDigits(_ currency: Currency) -> Int {
    let index = currency.code.utf8.reduce(0) { $0 * 26 + Int($1) - 0x41 }
    return index >= 0 && index < digits.count && digits[index] >= 0 ? Int(digits[index]) : currency.minorDigits
  }

  private static let digits: [Int8] = byCode.map { $0.map { Int8($0.minorDigits) } ?? -1 }

  /// The currency of three ASCII letters in lower case; nil when they are no known code.
  static func currency(_ first: Unicode.Scalar, _ second: Unicode.Scalar, _ third: Unicode.Scalar) -> Currency? {
    let (a, b, c) = (first.value &- 0x61, second.value &- 0x61, third.value &- 0x61)
    guard a < 26, b < 26, c < 26 else { return nil }
    return byCode[Int((a * 26 + b) * 26 + c)]
  }

  /// The currencies whose codes may stand as words.
  static let currencies: [Currency] = byCode.compactMap { $0 }

  private static let byCode: [Currency?] = {
    var table = [Currency?](repeating: nil, count: 26 * 26 * 26)
    for code in codes {
      let index = code.utf8.reduce(0) { $0 * 26 + Int($1) - 0x41 }
      table[index] = Currency(code: code)
    }
    return table
  }()

  /// The currency of a code of this file.
  private static func named(_ code: String) -> Currency { Currency(code: code) ?? .usd }

  private static let table: [(String, Meaning)] = [
    ("c $", .code(named("CAD"))), ("us$", .code(named("USD"))), ("us $", .code(named("USD"))),
    ("u.s. $", .code(named("USD"))),
    ("c$", .code(named("CAD"))),
    ("ca$", .code(named("CAD"))),
    ("a$", .code(named("AUD"))), ("au$", .code(named("AUD"))), ("au $", .code(named("AUD"))),
    ("nz$", .code(named("NZD"))), ("hk$", .code(named("HKD"))),
    ("nt$", .code(named("TWD"))), ("s$", .code(named("SGD"))), ("sgd$", .code(named("SGD"))),
    ("r$", .code(named("BRL"))), ("mx$", .code(named("MXN"))),
    ("€", .code(named("EUR"))), ("£", .shared(.pound)), ("￡", .shared(.pound)), ("$", .shared(.dollar)),
    ("＄", .shared(.dollar)),
    ("¥", .shared(.yen)), ("￥", .shared(.yen)), ("円", .code(named("JPY"))), ("元", .shared(.yuan)),
    ("圆", .shared(.yuan)),
    ("人民币", .code(named("CNY"))), ("rmb", .code(named("CNY"))), ("cnh", .code(named("CNY"))),
    ("yuan", .code(named("CNY"))), ("원", .code(named("KRW"))),
    ("₩", .code(named("KRW"))), ("₫", .code(named("VND"))), ("vnđ", .code(named("VND"))), ("đồng", .code(named("VND"))),
    ("đ", .code(named("VND"))),
    ("₽", .code(named("RUB"))), ("руб", .shared(.ruble)), ("р.", .shared(.ruble)), ("р", .shared(.ruble)),
    ("грн", .code(named("UAH"))), ("₴", .code(named("UAH"))),
    ("zł", .code(named("PLN"))), ("zl", .code(named("PLN"))), ("kč", .code(named("CZK"))), ("ft", .code(named("HUF"))),
    ("lei", .code(named("RON"))),
    ("лв", .code(named("BGN"))), ("kr", .shared(.krona)), ("₹", .code(named("INR"))), ("rs", .shared(.rupee)),
    ("tl", .code(named("TRY"))),
    ("₺", .code(named("TRY"))), ("฿", .code(named("THB"))), ("₱", .code(named("PHP"))), ("s/", .code(named("PEN"))),
    ("rp", .code(named("IDR"))),
    ("rm", .code(named("MYR"))), ("₪", .code(named("ILS"))), ("fr.", .code(named("CHF"))), ("sfr", .code(named("CHF"))),
    ("₸", .code(named("KZT"))),
    ("тг", .code(named("KZT"))), ("тенге", .code(named("KZT"))), ("₾", .code(named("GEL"))),
    ("aed", .code(named("AED"))), ("درهم", .code(named("AED"))),
    ("сум", .code(named("UZS"))), ("so'm", .code(named("UZS"))), ("块", .shared(.yuan)), ("塊", .shared(.yuan)),
    ("ksh", .code(named("KES"))), ("₦", .code(named("NGN"))), ("৳", .code(named("BDT"))), ("₨", .shared(.rupee)),
    ("baht", .code(named("THB"))), ("won", .code(named("KRW"))), ("yen", .code(named("JPY"))),
    ("euro", .code(named("EUR"))), ("евро", .code(named("EUR"))), ("доллар", .code(named("USD"))),
    ("dollar", .shared(.dollar)),
  ]

  /// ISO codes that may stand as words.
  private static let codes: [String] = [
    "USD", "EUR", "GBP", "CNY", "JPY", "KRW", "VND", "RUB", "UAH", "PLN", "CZK", "HUF", "RON", "BGN", "SEK", "NOK",
    "DKK",
    "ISK", "INR", "PKR", "TRY", "THB", "PHP", "PEN", "IDR", "MYR", "ILS", "CHF", "KZT", "GEL", "AED", "SAR", "CAD",
    "AUD",
    "NZD", "SGD", "HKD", "TWD", "BRL", "MXN", "ARS", "CLP", "COP", "ZAR", "EGP", "KWD", "BYN", "LKR", "MOP", "NGN",
    "KES", "UZS", "BDT",
  ]
}
