/// A price as it was read: one amount, or a range, or only words.
///
/// The currency is absent where the text and the locale leave it open; the amounts are then decimals without a unit.
public struct Price: Hashable, Sendable {
  /// The amount as a plain decimal; absent for a range and for words without a figure.
  public var amount: String?
  /// The lower end of a range.
  public var low: String?
  /// The upper end of a range.
  public var high: String?
  /// The currency, when it is settled.
  public var currency: Currency?
  /// The text as shown.
  public var text: String

  /// One amount.
  public init(amount: String?, currency: Currency?, text: String) {
    self.amount = amount
    self.currency = currency
    self.text = text
  }

  /// A range.
  public init(low: String, high: String, currency: Currency?, text: String) {
    self.low = low
    self.high = high
    self.currency = currency
    self.text = text
  }

  /// The amount as money, when it is one and its currency is settled.
  public var money: Money? { currency.flatMap { unit in amount.flatMap { Money(decimal: $0, currency: unit) } } }

  /// The ends of the range as money, when it is one and its currency is settled.
  public var range: (low: Money, high: Money)? {
    guard let currency, let low, let high, let least = Money(decimal: low, currency: currency),
      let most = Money(decimal: high, currency: currency)
    else { return nil }
    return (least, most)
  }
}

/// A price in US dollars.
public struct USDPrice: Hashable, Sendable {
  /// The whole price, a plain decimal.
  public var amount: String
  /// The price of one card, a plain decimal; absent where the quantity is 0.
  public var perCard: String?
  /// The day of the rate, which may be before the day of the observation.
  public var rateDate: Day?

  /// A price in US dollars with the day of its rate.
  public init(amount: String, perCard: String?, rateDate: Day?) {
    self.amount = amount
    self.perCard = perCard
    self.rateDate = rateDate
  }
}

extension Price {
  init?(_ outer: inout JSONObjectReader, _ key: String) throws(JSONFailure) {
    guard var reader = try outer.objectReader(key) else { return nil }
    amount = try reader.string("amount")
    low = try reader.string("low")
    high = try reader.string("high")
    currency = try reader.optional("currency", "an ISO 4217 code") { $0.string.flatMap(Currency.init(code:)) }
    text = try reader.string("text") ?? ""
    try reader.finish()
  }

  func write(to writer: inout JSONWriter, _ key: String) {
    writer.object(key) { writer in
      writer.member("amount", amount)
      writer.member("low", low)
      writer.member("high", high)
      writer.member("currency", currency?.code)
      writer.member("text", text)
    }
  }
}

extension USDPrice {
  init?(_ outer: inout JSONObjectReader) throws(JSONFailure) {
    guard var reader = try outer.objectReader("usd") else { return nil }
    amount = try reader.requiredString("amount")
    perCard = try reader.string("per_card")
    rateDate = try reader.optional("rate_date", "a day such as 2025-07-14") { $0.string.flatMap(Day.init(iso:)) }
    try reader.finish()
  }

  func write(to writer: inout JSONWriter) {
    writer.object("usd") { writer in
      writer.member("amount", amount)
      writer.member("per_card", perCard)
      writer.member("rate_date", rateDate?.description)
    }
  }
}
