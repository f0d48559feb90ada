import Records

/// The signs and words that stand for currencies.
enum CurrencySigns {
  /// What a sign says.
  enum Meaning: Hashable, Sendable {
    case code(String)
    /// Several currencies share the sign; the country of the locale decides.
    case shared(Family)
  }

  /// Signs that several countries share.
  enum Family: Hashable, Sendable { case dollar, yen, krona, rupee, yuan, ruble, pound }

  /// The currency of a shared sign in a country; nil when the country does not use it.
  static func currency(_ family: Family, country: String) -> String? {
    switch family {
    case .dollar:
      [
        "US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "TW": "TWD", "MX": "MXN",
        "AR": "ARS",
        "CL": "CLP", "CO": "COP",
      ][country]
    case .yen: ["CN": "CNY", "JP": "JPY"][country]
    case .krona: ["SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK"][country]
    case .rupee: ["IN": "INR", "PK": "PKR", "LK": "LKR", "NP": "NPR"][country] ?? "INR"
    case .yuan: ["CN": "CNY", "TW": "TWD", "HK": "HKD", "MO": "MOP"][country] ?? "CNY"
    case .ruble: ["BY": "BYN"][country] ?? "RUB"
    case .pound: ["EG": "EGP"][country] ?? "GBP"
    }
  }

  /// Signs that are found anywhere, the longest first; compared after lower-casing.
  static let signs: [(text: [Unicode.Scalar], meaning: Meaning)] = table.map { (Array($0.0.unicodeScalars), $0.1) }
    .sorted { $0.text.count > $1.text.count }

  private static let table: [(String, Meaning)] = [
    ("us$", .code("USD")), ("us $", .code("USD")), ("u.s. $", .code("USD")), ("c$", .code("CAD")),
    ("ca$", .code("CAD")),
    ("a$", .code("AUD")), ("au$", .code("AUD")), ("au $", .code("AUD")), ("nz$", .code("NZD")), ("hk$", .code("HKD")),
    ("nt$", .code("TWD")), ("s$", .code("SGD")), ("sgd$", .code("SGD")), ("r$", .code("BRL")), ("mx$", .code("MXN")),
    ("€", .code("EUR")), ("£", .shared(.pound)), ("￡", .shared(.pound)), ("$", .shared(.dollar)),
    ("＄", .shared(.dollar)),
    ("¥", .shared(.yen)), ("￥", .shared(.yen)), ("円", .code("JPY")), ("元", .shared(.yuan)), ("圆", .shared(.yuan)),
    ("人民币", .code("CNY")), ("rmb", .code("CNY")), ("cnh", .code("CNY")), ("yuan", .code("CNY")), ("원", .code("KRW")),
    ("₩", .code("KRW")), ("₫", .code("VND")), ("vnđ", .code("VND")), ("đồng", .code("VND")), ("đ", .code("VND")),
    ("₽", .code("RUB")), ("руб", .shared(.ruble)), ("р.", .shared(.ruble)), ("р", .shared(.ruble)),
    ("грн", .code("UAH")), ("₴", .code("UAH")),
    ("zł", .code("PLN")), ("zl", .code("PLN")), ("kč", .code("CZK")), ("ft", .code("HUF")), ("lei", .code("RON")),
    ("лв", .code("BGN")), ("kr", .shared(.krona)), ("₹", .code("INR")), ("rs", .shared(.rupee)), ("tl", .code("TRY")),
    ("₺", .code("TRY")), ("฿", .code("THB")), ("₱", .code("PHP")), ("s/", .code("PEN")), ("rp", .code("IDR")),
    ("rm", .code("MYR")), ("₪", .code("ILS")), ("fr.", .code("CHF")), ("sfr", .code("CHF")), ("₸", .code("KZT")),
    ("тг", .code("KZT")), ("тенге", .code("KZT")), ("₾", .code("GEL")), ("aed", .code("AED")), ("درهم", .code("AED")),
    ("euro", .code("EUR")), ("евро", .code("EUR")), ("доллар", .code("USD")), ("dollar", .shared(.dollar)),
  ]

  /// ISO codes that may stand as words.
  static let codes: Set<String> = [
    "USD", "EUR", "GBP", "CNY", "JPY", "KRW", "VND", "RUB", "UAH", "PLN", "CZK", "HUF", "RON", "BGN", "SEK", "NOK",
    "DKK",
    "ISK", "INR", "PKR", "TRY", "THB", "PHP", "PEN", "IDR", "MYR", "ILS", "CHF", "KZT", "GEL", "AED", "SAR", "CAD",
    "AUD",
    "NZD", "SGD", "HKD", "TWD", "BRL", "MXN", "ARS", "CLP", "COP", "ZAR", "EGP", "KWD", "BYN", "LKR", "MOP", "NGN",
    "KES",
  ]
}
