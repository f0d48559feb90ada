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
    var links = Links(count: table.count)
    var blocks = CandidateBlocks(table)
    blocks.link(table, &links)
    comparisons = blocks.comparisons
    clusters = CohesiveOffers.clusters(table, links).sorted { $0.rows[0] < $1.rows[0] }
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
