public import Records

/// What holds for every listing of a source unless the listing says otherwise.
public struct SourceDefaults: Hashable, Sendable {
  /// The currency of a price without a sign.
  public var currency: Currency?
  /// The locale of its texts, as BCP 47.
  public var locale: String?
  /// Where its goods are, as ISO 3166-1 alpha-2.
  public var country: String?
  /// Minutes that its clock is ahead of UTC; nil when that is not known.
  public var utcOffsetMinutes: Int?

  /// Defaults; everything may be left out.
  public init(currency: Currency? = nil, locale: String? = nil, country: String? = nil, utcOffsetMinutes: Int? = nil) {
    self.currency = currency
    self.locale = locale
    self.country = country
    self.utcOffsetMinutes = utcOffsetMinutes
  }
}
