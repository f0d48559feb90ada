import Records

/// Reads amounts of money from text as shown, exactly.
///
///     PriceReader(vocabulary: words).read("1.250,00 €").price   // 1250.00 EUR
///
/// A sign that several countries share ("$", "¥") stays open unless the locale or the source's currency decides.
/// Words such as "Договорная" or "面议" give no amount and the flag `negotiable`; "from 99" has a lowest end only.
/// Cost: linear in the text, well below a microsecond for a plain figure.
public struct PriceReader: Sendable {
  private let words: MoneyWords
  let known: CurrencySigns
  private let multipliers: Multipliers

  /// A reader with the words of a vocabulary.
  public init(vocabulary: Vocabulary) {
    words = vocabulary.moneyWords
    known = vocabulary.currencySigns
    multipliers = vocabulary.multipliers
  }

  /// What `text` says.
  public func read(_ text: String, in context: PriceContext = PriceContext()) -> PriceReading {
    if context.decimalSeparator == nil, let plain = PlainPrice(text, known) {
      let (currency, open) = currency(plain.meaning, context)
      return PriceReading(
        price: Price(amount: self.plain(plain.value, currency), currency: currency, text: text), flags: [], open: open)
    }
    if let number = MachineNumber(text) {
      let (currency, open) = currency(nil, context)
      let price = number.value.map { Price(amount: plain($0, currency), currency: currency, text: text) }
      return PriceReading(price: price, flags: [], open: price == nil ? "no_amount" : open)
    }
    let folded = PriceText(text)
    let signs = SignScanner(folded.scalars, known)
    let hits =
      folded.letters > signs.letters || !folded.hasDigit || folded.scalars.contains("/") ? words.hits(in: text) : []
    let choice = choice(folded, signs, hits, text, context)
    let flags = flags(hits, choice)
    guard let choice else {
      if !folded.hasDigit, hits.contains(where: { $0.concept == .priceFree }) {
        let (currency, open) = currency(signs.meaning, context)
        let price = Price(amount: plain(Decimal(0), currency), currency: currency, text: text)
        return PriceReading(price: price, flags: flags, open: open)
      }
      return PriceReading(price: nil, flags: flags, open: "no_amount")
    }
    var (currency, open) = currency(signs.meaning(near: choice.range) ?? signs.meaning, context)
    // "15tr" from Vietnam: a word that multiplies amounts of one currency there.
    if open == "no_sign", let unit = choice.unit, let country = context.country,
      let own = multipliers.words[unit].byCountry[country]
    {
      (currency, open) = (own, nil)
    }
    if let high = choice.high {
      let price = Price(low: plain(choice.value, currency), high: plain(high, currency), currency: currency, text: text)
      return PriceReading(price: price, flags: flags, open: open)
    }
    let amount = plain(choice.value, currency)
    var price = Price(amount: choice.isLowest ? nil : amount, currency: currency, text: text)
    if choice.isLowest { price.low = amount }
    return PriceReading(price: price, flags: flags, open: open)
  }

  func moneyHits(in text: String) -> [MoneyWords.Hit] { words.hits(in: text) }

  func choice(
    _ folded: PriceText, _ signs: SignScanner, _ hits: [MoneyWords.Hit], _ text: String, _ context: PriceContext
  ) -> AmountChooser.Choice? {
    AmountChooser(
      shown: text, text: folded, signs: signs, multipliers: multipliers, hits: hits, isIndian: isIndian(signs, context),
      decimalSeparator: context.decimalSeparator?.unicodeScalars.first
    ).choice()
  }

  private func flags(_ hits: [MoneyWords.Hit], _ choice: AmountChooser.Choice?) -> [String] {
    if hits.isEmpty, let choice, choice.high == nil, !choice.isLowest, !choice.isForSeveral { return [] }
    var flags: Set<String> = []
    let concepts = Set(hits.map(\.concept))
    if choice?.high != nil { flags.insert("range") }
    if choice?.isLowest == true { flags.insert("from") }
    if concepts.contains(.negotiable) { flags.insert("negotiable") }
    if concepts.contains(.trade) { flags.insert("trade") }
    let isEach = concepts.contains(.priceEach) || concepts.contains(.priceUnit)
    if concepts.contains(.perLot) || choice?.isForSeveral == true && !isEach { flags.insert("per_lot") }
    if isEach { flags.insert("per_item") }
    if concepts.contains(.shippingIncluded) {
      flags.insert("shipping_included")
    } else if concepts.contains(.shippingExtra) {
      flags.insert("shipping_extra")
    }
    if choice == nil, concepts.contains(.priceFree) { flags.insert("free") }
    return flags.sorted()
  }

  /// The plain decimal, with all digits of the minor unit when the currency can hold it.
  private func plain(_ value: Decimal, _ currency: Currency?) -> String {
    value.text(places: currency.map(known.minorDigits))
  }

  private func isIndian(_ signs: SignScanner, _ context: PriceContext) -> Bool {
    if context.locale?.hasSuffix("IN") ?? false || context.currency?.code == "INR" { return true }
    return signs.signs.contains {
      switch $0.meaning {
      case .code(let currency): currency.code == "INR"
      case .shared(let family): family == .rupee
      }
    }
  }

  private func currency(_ meaning: CurrencySigns.Meaning?, _ context: PriceContext) -> (Currency?, String?) {
    var meaning = meaning
    if meaning == nil, let hint = context.hint { meaning = SignScanner(PriceText(hint).scalars, known).meaning }
    switch meaning {
    case .code(let currency): return (currency, nil)
    case .shared(let family):
      if let country = context.country, let currency = known.currency(family, country: country) {
        return (currency, nil)
      }
      if family != .dollar, family != .yen, family != .krona,
        let currency = known.currency(family, country: "")
      {
        return (currency, nil)
      }
      // The source's own currency decides when it uses the sign.
      if let own = context.currency, CurrencySigns.uses(family, own) { return (own, nil) }
      return (nil, "shared_sign")
    case nil: return (context.currency, context.currency == nil ? "no_sign" : nil)
    }
  }
}
