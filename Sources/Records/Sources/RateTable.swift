/// Where the rates stand in an XML table.
public struct RateTable: Hashable, Sendable {
  /// The currency of which one unit is priced.
  public var base: Currency
  /// The element that holds a day or a rate.
  public var element: String
  /// The attribute that holds the day; it holds for the elements inside.
  public var date: String
  /// The attribute that holds the currency.
  public var quote: String
  /// The attribute that holds the rate.
  public var value: String
}
