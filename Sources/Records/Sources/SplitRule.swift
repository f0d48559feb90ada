/// How a post that offers several things is split into a listing each.
public struct SplitRule: Hashable, Sendable {
  /// Where the text of the post stands: a path of elements or a JSON pointer, as for a field.
  public var place: String
  /// The post ends where this begins.
  public var until: String?
  /// Currency signs and words that make a number an amount.
  public var amountSigns: [String]
  /// Words that stand beside amounts and name no goods: "shipped", "each", "asking".
  public var beside: [String]
  /// Words cut off the ends of a title: "for", "asking".
  public var trim: [String]
  /// A line that begins with one of these, or holds one that is written with blanks around it, offers nothing.
  public var ignore: [String]
  /// Words that mark an item as sold, at its beginning or end; those of several words anywhere.
  public var sold: [String]
  /// Phrases in which such a word says nothing: "sold separately".
  public var soldUnless: [String]
  /// Headings of the column of a table that holds prices.
  public var priceColumns: [String]
  /// Headings of the column of a table that holds quantities.
  public var quantityColumns: [String]
  /// What a line begins with that says which way it goes, for itself or for what stands below.
  public var sides: [Side]

  /// Which way goods go, and the phrases that say so.
  public struct Side: Hashable, Sendable {
    /// Which way.
    public var side: Listing.Side
    /// The phrases.
    public var startsWith: [String]

    /// A way and what says so.
    public init(side: Listing.Side, startsWith: [String]) {
      self.side = side
      self.startsWith = startsWith
    }
  }
}

extension SplitRule {
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    place = try reader.requiredString("from")
    until = try reader.string("until")
    amountSigns = try reader.strings("amounts")
    guard !amountSigns.isEmpty else { throw reader.failure("\"amounts\" is missing or empty") }
    beside = try reader.strings("beside")
    trim = try reader.strings("trim")
    ignore = try reader.strings("ignore")
    sold = try reader.strings("sold")
    soldUnless = try reader.strings("sold_unless")
    priceColumns = try reader.strings("price_columns")
    quantityColumns = try reader.strings("quantity_columns")
    sides = []
    for var side in try reader.objects("sides") {
      let value = try side.required("value", "sell, buy or trade") { $0.string.flatMap(Listing.Side.init(rawValue:)) }
      sides.append(Side(side: value, startsWith: try side.strings("starts_with")))
      try side.finish()
    }
  }
}
