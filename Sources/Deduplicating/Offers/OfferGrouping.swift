/// The offers of a table: rows that are one offer, found by blocks, then made cohesive.
///
/// 1. Blocks name pairs worth comparing (`CandidateBlocks`), and pairs with enough evidence are linked.
/// 2. What is linked is split into offers of which every listing matches the one that stands for it
///    (`CohesiveOffers`), so that a chain of likenesses cannot tie two different things together.
///
/// Time grows as the listings, since a listing is compared with a bounded number of others in each block.
public struct OfferGrouping: Sendable {
  /// One offer of more than one listing.
  public struct Cluster: Hashable, Sendable {
    /// The row that stands for the offer.
    public var canonical: Int
    /// All rows of it, in order.
    public var rows: [Int]
  }

  /// The offers of more than one listing, by their first row; every other listing is an offer of its own.
  public let clusters: [Cluster]
  /// How many pairs were compared.
  public let comparisons: Int

  /// Groups the rows of a table.
  public init(_ table: consuming ListingTable) {
    // Rows that may be one offer then lie close to each other, which is most of what makes a million listings as fast
    // as a hundred thousand.
    let order = Neighborhood.order(table)
    table.arrange(by: order)
    var links = Links(count: table.count)
    var blocks = CandidateBlocks(table)
    blocks.link(table, &links)
    comparisons = blocks.comparisons
    clusters = CohesiveOffers.clusters(table, links)
      .map { cluster in
        Cluster(canonical: Int(order[cluster.canonical]), rows: cluster.rows.map { Int(order[$0]) }.sorted())
      }
      .sorted { $0.rows[0] < $1.rows[0] }
  }
}

/// An order in which listings of the same goods lie close together.
enum Neighborhood {
  /// The rows of a table by group, place, condition and currency, then by price.
  static func order(_ table: borrowing ListingTable) -> [UInt32] {
    var keys = KeyedRows(capacity: table.count)
    for row in 0..<table.count {
      let card = table.cards[row]
      let kind = UInt32(card.place) &* 31 &+ UInt32(card.condition) &+ UInt32(card.currency) &* 977
      let price = card.hasPrice ? UInt32(max(0, min(255, card.price * 8 + 64))) : 0
      keys.append(KeyedRows.mix(card.group ^ kind, 0x9E37_79B1) & ~255 | price, row)
    }
    keys.sort()
    return (0..<table.count).map { keys.row($0) }
  }
}

/// Rows linked to each other, as disjoint sets.
struct Links: Sendable {
  private(set) var parents: [UInt32]

  init(count: Int) { parents = Array(0..<UInt32(count)) }

  /// The row that names the set of a row.
  @inline(__always)
  mutating func root(_ row: UInt32) -> UInt32 {
    var row = row
    while parents[Int(row)] != row {
      let above = parents[Int(parents[Int(row)])]
      parents[Int(row)] = above
      row = above
    }
    return row
  }

  /// Unites the sets of two roots; the smaller row names the union.
  @inline(__always)
  mutating func unite(_ one: UInt32, _ two: UInt32) {
    if one < two { parents[Int(two)] = one } else { parents[Int(one)] = two }
  }
}
