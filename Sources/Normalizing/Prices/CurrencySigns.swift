import Records

/// The signs and words that stand for currencies, compiled from a vocabulary.
final class CurrencySigns: Sendable {
  /// What a sign says.
  enum Meaning: Hashable, Sendable {
    case code(Currency)
    /// Several currencies share the sign; the country of the locale decides.
    case shared(Family)
  }

  /// Signs that several countries share.
  enum Family: String, Hashable, Sendable {
    case dollar, yen, krona, rupee, yuan, ruble, pound, peso
    /// "USDT", "BTC": money that no country issues, which no locale and no source's currency settles.
    case crypto
  }

  /// A sign as folded scalars.
  struct Sign: Sendable {
    let text: [Unicode.Scalar]
    let meaning: Meaning
  }

  /// All signs, those of one first scalar side by side and the longest of them first.
  let all: [Sign]
  /// Every sign and code that a plain price may have, by its bytes in lower case as one number.
  let byKey: [UInt64: Meaning]
  private let ascii: [Range<Int>]
  private let others: [(value: UInt32, range: Range<Int>)]
  private let byCode: [Currency?]
  private let digits: [Int8]
  private let shared: [Family: (byCountry: [String: Currency], otherwise: Currency?)]

  init(_ words: MoneyTable) {
    let all = words.signs.sorted { ($0.text[0].value, -$0.text.count) < ($1.text[0].value, -$1.text.count) }
    self.all = all
    func range(of value: UInt32) -> Range<Int> {
      guard let first = all.firstIndex(where: { $0.text[0].value == value }),
        let last = all.lastIndex(where: { $0.text[0].value == value })
      else { return 0..<0 }
      return first..<last + 1
    }
    ascii = (0..<128).map { range(of: UInt32($0)) }
    others = Set(all.map { $0.text[0].value }).sorted().map { ($0, range(of: $0)) }
    var byCode = [Currency?](repeating: nil, count: 26 * 26 * 26)
    for currency in words.codes { byCode[Self.place(currency)] = currency }
    self.byCode = byCode
    digits = byCode.map { $0.map { Int8($0.minorDigits) } ?? -1 }
    shared = words.shared
    var byKey: [UInt64: Meaning] = [:]
    for sign in all {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: sign.text)
      let bytes = String(text).utf8
      // "ft" may be a length.
      guard bytes.count <= 8, String(text) != "ft" else { continue }
      byKey[bytes.reduce(0) { $0 << 8 | UInt64($1) }] = sign.meaning
    }
    for currency in words.codes {
      byKey[currency.code.utf8.reduce(0) { $0 << 8 | UInt64($1 + 0x20) }] = .code(currency)
    }
    self.byKey = byKey
  }

  private static func place(_ currency: Currency) -> Int { currency.code.utf8.reduce(0) { $0 * 26 + Int($1) - 0x41 } }

  /// The currency of a shared sign in a country; nil when the country does not use it.
  func currency(_ family: Family, country: String) -> Currency? {
    guard let known = shared[family] else { return nil }
    return known.byCountry[country] ?? known.otherwise
  }

  /// The currencies that share a sign.
  func currencies(of family: Family) -> Set<Currency> { Set(shared[family]?.byCountry.values.map(\.self) ?? []) }

  /// Whether a currency is written with a shared sign.
  static func uses(_ family: Family, _ currency: Currency) -> Bool {
    switch family {
    case .dollar:
      currency.code.hasSuffix("D") && !["SAR", "AED", "KWD", "VND"].contains(currency.code)
        || ["MXN", "CLP", "COP", "ARS"].contains(currency.code)
    case .yen: currency.code == "CNY" || currency.code == "JPY"
    case .krona: ["SEK", "NOK", "DKK", "ISK"].contains(currency.code)
    case .rupee, .yuan, .ruble, .pound, .peso, .crypto: false
    }
  }

  /// Where the signs that begin with a scalar stand in `all`.
  func signs(beginningWith scalar: Unicode.Scalar) -> Range<Int> {
    if scalar.value < 128 { return ascii[Int(scalar.value)] }
    var low = 0
    var high = others.count
    while low < high {
      let middle = (low + high) / 2
      if others[middle].value < scalar.value { low = middle + 1 } else { high = middle }
    }
    return low < others.count && others[low].value == scalar.value ? others[low].range : 0..<0
  }

  /// The digits of a currency's minor unit, looked up.
  func minorDigits(_ currency: Currency) -> Int {
    let index = Self.place(currency)
    return index >= 0 && index < digits.count && digits[index] >= 0 ? Int(digits[index]) : currency.minorDigits
  }

  /// The currency of three ASCII letters in lower case; nil when they are no known code.
  func currency(_ first: Unicode.Scalar, _ second: Unicode.Scalar, _ third: Unicode.Scalar) -> Currency? {
    let (a, b, c) = (first.value &- 0x61, second.value &- 0x61, third.value &- 0x61)
    guard a < 26, b < 26, c < 26 else { return nil }
    return byCode[Int((a * 26 + b) * 26 + c)]
  }
}
