/// One reference rate of a day: how much of `quote` one unit of `base` buys.
public struct Rate: Hashable, Sendable {
  /// The source.
  public var source: SourceID
  /// The day the rate holds for.
  public var date: Day
  /// The currency of which one unit is priced.
  public var base: Currency
  /// The currency it is priced in.
  public var quote: Currency
  /// The rate as shown, a plain positive decimal: "1.1676".
  public var value: String
  /// Where it comes from.
  public var provenance: Provenance = .none

  /// A rate; nil when `value` is not a plain positive decimal.
  public init?(source: SourceID, date: Day, base: Currency, quote: Currency, value: String) {
    guard let number = Double(value), number.isFinite, number > 0,
      value.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2E })
    else { return nil }
    self.source = source
    self.date = date
    self.base = base
    self.quote = quote
    self.value = value
  }
}

extension Rate {
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    let source = SourceID(try reader.requiredString("source"))
    let date = try reader.required("date", "a day such as 2025-07-14") { $0.string.flatMap(Day.init(iso:)) }
    let base = try reader.required("base", "an ISO 4217 code") { $0.string.flatMap(Currency.init(code:)) }
    let quote = try reader.required("quote", "an ISO 4217 code") { $0.string.flatMap(Currency.init(code:)) }
    let rate = try reader.required("value", "a positive decimal") { json in
      (json.string ?? json.number).flatMap {
        Rate(source: source, date: date, base: base, quote: quote, value: $0)
      }
    }
    self = rate
    provenance = try Provenance(&reader)
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("type", "rate")
      writer.member("source", source.name)
      writer.member("date", date.description)
      writer.member("base", base.code)
      writer.member("quote", quote.code)
      writer.member("value", value)
      provenance.write(to: &writer)
    }
  }
}
