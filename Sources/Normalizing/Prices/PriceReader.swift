import Records

/// Reads amounts of money from text as shown, exactly.
///
///     PriceReader(vocabulary: words).read("1.250,00 €").price   // 1250.00 EUR
///
/// A sign that several countries share ("$", "¥") stays open unless the locale or the source's
/// currency decides. Words such as "Договорная" or "面议" give no amount and the flag `negotiable`.
public struct PriceReader: Sendable {
  private let vocabulary: Vocabulary

  /// A reader with the words of a vocabulary.
  public init(vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// What `text` says.
  public func read(_ text: String, in context: PriceContext = PriceContext()) -> PriceReading {
    let scalars = text.unicodeScalars.map(Fold.price)
    let scanner = NumberScanner(text: scalars, decimalSeparator: context.decimalSeparator?.unicodeScalars.first)
    let title = FoldedTitle(text)
    let words = title.words
    let negotiable = vocabulary.lexicon.hits(in: title).first { $0.concept == .negotiable }
    var flags: Set<String> = []
    if negotiable != nil { flags.insert("negotiable") }
    let signs = CurrencyScanner(text: scalars, original: Array(text.unicodeScalars))
    guard var first = scanner.next(from: 0), !isLength(text, after: first.range.upperBound) else {
      return PriceReading(price: nil, flags: flags.sorted(), open: "no_amount")
    }
    // "Ask for the price (minimum order: 1)": a bare count after such words is no amount.
    if let negotiable, words[negotiable.words.lowerBound].start < first.range.lowerBound,
      signs.meaning(near: first.range) == nil
    {
      return PriceReading(price: nil, flags: flags.sorted(), open: "no_amount")
    }
    let multiplier = Multiplier(text: scalars, language: context.language)
    let low = multiplier.apply(to: &first, scanner)
    joinCents(&first, scalars)
    let (currency, open) = currency(signs.meaning(near: first.range) ?? signs.meaning(), context)
    if let upper = upperEnd(after: first.range.upperBound, scalars, scanner, signs) {
      var upper = upper
      let high = multiplier.apply(to: &upper, scanner)
      // "10-15k": the multiplier holds for both ends.
      if low == 0, high > 0, first.value.isAtMost(upper.value.shifted(by: -0)),
        !first.value.shifted(by: high).isAtMost(first.value)
      {
        let scaled = first.value.shifted(by: high)
        if scaled.isAtMost(upper.value) { first.value = scaled }
      }
      if first.value.isAtMost(upper.value), first.value != upper.value {
        flags.insert("range")
        let price = Price(
          low: plain(first.value, currency), high: plain(upper.value, currency), currency: currency, text: text)
        return PriceReading(price: price, flags: flags.sorted(), open: open)
      }
    }
    let price = Price(amount: plain(first.value, currency), currency: currency, text: text)
    return PriceReading(price: price, flags: flags.sorted(), open: open)
  }

  /// The plain decimal, with all digits of the minor unit when the currency can hold it.
  private func plain(_ value: Decimal, _ currency: Currency?) -> String {
    currency.flatMap { Money(decimal: value.text, currency: $0)?.decimal } ?? value.text
  }

  private func isLength(_ text: String, after end: Int) -> Bool {
    let rest = text.unicodeScalars.dropFirst(end).drop { $0 == " " }
    return rest.starts(with: "ft".unicodeScalars) && !(rest.dropFirst(2).first?.properties.isAlphabetic ?? false)
  }

  /// "1250€ 60" and "35€99": two digits after the sign are the cents.
  private func joinCents(_ found: inout NumberScanner.Found, _ text: [Unicode.Scalar]) {
    var at = found.range.upperBound
    guard at < text.count, text[at] == "€", found.value.text.utf8.allSatisfy({ $0 != UInt8(ascii: ".") }) else {
      return
    }
    at += 1
    if at < text.count, text[at] == " " { at += 1 }
    let digits = text[at...].prefix { $0.value >= 48 && $0.value <= 57 }
    guard digits.count == 2 else { return }
    // A sign of its own after the two digits makes them another price ("€ 11,16 €").
    if digits.endIndex < text.count, [",", ".", "€"].contains(text[digits.endIndex]) { return }
    found.value = found.value.appending(digits.map { UInt8(truncatingIfNeeded: $0.value) })
    found.range = found.range.lowerBound..<digits.endIndex
  }

  private func upperEnd(
    after end: Int, _ text: [Unicode.Scalar], _ scanner: NumberScanner, _ signs: CurrencyScanner
  ) -> NumberScanner.Found? {
    guard let next = scanner.next(from: end) else { return nil }
    var between = Array(text[end..<next.range.lowerBound])
    between = signs.removingSigns(from: between)
    let word = String(String.UnicodeScalarView(between.filter { !$0.properties.isWhitespace }))
    return ["-", "–", "—", "~", "to", "bis", "a", "до", "至", "till", "đến", "～", "k-", "к-"].contains(word) ? next : nil
  }

  private func currency(_ meaning: CurrencySigns.Meaning?, _ context: PriceContext) -> (Currency?, String?) {
    var meaning = meaning
    if meaning == nil, let hint = context.hint {
      let scalars = hint.unicodeScalars.map(Fold.price)
      meaning = CurrencyScanner(text: scalars, original: Array(hint.unicodeScalars)).meaning()
    }
    switch meaning {
    case .code(let code): return (Currency(code: code), nil)
    case .shared(let family):
      if let country = context.country, let code = CurrencySigns.currency(family, country: country) {
        return (Currency(code: code), nil)
      }
      if family != .dollar, family != .yen, family != .krona, let code = CurrencySigns.currency(family, country: "") {
        return (Currency(code: code), nil)
      }
      // The source's own currency decides when it uses the sign.
      if let own = context.currency {
        let isDollar =
          own.code.hasSuffix("D") && !["SAR", "AED", "KWD", "VND"].contains(own.code)
          || ["MXN", "CLP", "COP", "ARS"].contains(own.code)
        let isYen = own.code == "CNY" || own.code == "JPY"
        let isKrona = ["SEK", "NOK", "DKK", "ISK"].contains(own.code)
        if family == .dollar && isDollar || family == .yen && isYen || family == .krona && isKrona { return (own, nil) }
      }
      return (nil, "shared_sign")
    case nil: return (context.currency, context.currency == nil ? "no_sign" : nil)
    }
  }
}

extension Fold {
  /// Folds a scalar of a price: case, full width, spaces and dashes, but not the multiplication sign.
  static func price(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0xFFE5, 0xFFE1, 0xFF04: scalar
    case 0x660...0x669: Unicode.Scalar(scalar.value - 0x630) ?? scalar
    case 0x2013, 0x2014: scalar
    default: lower(scalar)
    }
  }
}
