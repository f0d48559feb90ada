public import Records

/// Listings laid out for comparing millions of them: one card of 48 bytes each, and their words side by side.
///
/// Rows are numbered as they are appended. Append them in the order of their listing ids: then offers do not depend on
/// the order in which listings came.
///
///     var table = ListingTable(capacity: listings.count)
///     for listing in listings { table.append(facts, title: listing.title.utf8Span.span) }
///     let clusters = OfferGrouping(table).clusters
public struct ListingTable: Sendable {
  /// What is known of a listing besides its title.
  public struct Facts: Sendable {
    /// What must be equal for two listings to be compared at all: kind, family, side and quantity, hashed.
    public var group: UInt32 = 0
    /// The seller, hashed; 0 when unknown.
    public var seller: UInt64 = 0
    /// The source, numbered from 1; 0 when unknown.
    public var source: UInt16 = 0
    /// The models that the text leaves possible, a bit each; 0 when unknown.
    public var models: UInt32 = 0
    /// The condition.
    public var condition = Condition.unknown
    /// Where the goods are, numbered from 1; 0 when unknown.
    public var place: UInt16 = 0
    /// The currency of the price, numbered from 1.
    public var currency: UInt16 = 0
    /// The price in that currency, in any unit that is the same for the whole table; 0 or less when there is none.
    public var price: Double = 0
    /// The price in US dollars; 0 or less when no rate was at hand.
    public var usd: Double = 0
    /// The day it was first seen, since 1970; 0 when unknown.
    public var firstDay: UInt16 = 0
    /// The day it was last seen, since 1970; 0 when unknown.
    public var lastDay: UInt16 = 0

    /// Facts of which nothing is known yet.
    public init() {}
  }

  var cards: [ListingCard] = []
  var words: [UInt32] = []
  private var reader = TitleWords()

  /// An empty table with room for `capacity` listings.
  public init(capacity: Int = 0) {
    cards.reserveCapacity(capacity)
    words.reserveCapacity(capacity * 11)
  }

  /// How many listings there are.
  public var count: Int { cards.count }

  /// Appends a listing.
  ///
  /// - Parameter title: The title in UTF-8.
  public mutating func append(_ facts: Facts, title: Span<UInt8>) {
    reader.read(title)
    cards.append(
      ListingCard(
        lines: reader.lines, seller: UInt32(truncatingIfNeeded: facts.seller ^ (facts.seller &>> 32)),
        group: facts.group, models: facts.models, price: ListingCard.logarithm(facts.price),
        usd: ListingCard.logarithm(facts.usd), firstWord: UInt32(words.count), firstDay: facts.firstDay,
        lastDay: facts.lastDay, source: facts.source, place: facts.place, currency: facts.currency,
        gigabytes: reader.gigabytes, maker: ListingCard.maker(reader.makers), wordCount: UInt8(reader.words.count),
        condition: ListingCard.code(facts.condition), forms: reader.forms))
    words.append(contentsOf: reader.words)
  }
}
