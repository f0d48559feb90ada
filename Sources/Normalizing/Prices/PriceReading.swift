public import Records

/// What a price text says, and what stays open.
public struct PriceReading: Hashable, Sendable {
  /// The price; nil when the text has no figure.
  public var price: Price?
  /// `negotiable`, `range`, sorted.
  public var flags: [String]
  /// Why the currency or the amount is open: "shared_sign", "no_sign", "no_amount"; nil when nothing is.
  public var open: String?
}

/// What a source says about its prices when the text itself does not.
public struct PriceContext: Hashable, Sendable {
  /// The currency the page states elsewhere, a code or a sign.
  public var hint: String?
  /// The locale, as BCP 47: "ru-RU".
  public var locale: String?
  /// The currency of a figure without a sign.
  public var currency: Currency?
  /// The decimal separator, "." or ",", when the source settles it.
  public var decimalSeparator: Character?

  /// A context; everything may be left out.
  public init(hint: String? = nil, locale: String? = nil, currency: Currency? = nil, decimalSeparator: Character? = nil)
  {
    self.hint = hint
    self.locale = locale
    self.currency = currency
    self.decimalSeparator = decimalSeparator
  }

  /// The region of the locale: "RU" of "ru-RU".
  var country: String? {
    guard let region = locale?.split(whereSeparator: { $0 == "-" || $0 == "_" }).last, region.utf8.count == 2,
      locale?.utf8.count ?? 0 > 2
    else { return nil }
    return region.uppercased()
  }

  /// The language of the locale: "vi" of "vi-VN".
  var language: String? { locale?.split(whereSeparator: { $0 == "-" || $0 == "_" }).first.map { $0.lowercased() } }
}
