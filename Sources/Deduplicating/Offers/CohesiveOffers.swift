/// Splits linked rows into offers that hold together.
///
/// Of the rows that are linked, the one that most of the others match stands for an offer of itself and those; what is
/// left is treated likewise. Every listing of an offer thus has evidence of its own with the listing that stands for it.
enum CohesiveOffers {
  /// Linked rows up to which every pair is weighed to find the one in the middle.
  static let smallSet = 48

  static func clusters(_ table: borrowing ListingTable, _ links: consuming Links) -> [OfferGrouping.Cluster] {
    var links = links
    let sets = rowsBySet(&links)
    var clusters: [OfferGrouping.Cluster] = []
    var start = 0
    // Entries are sorted by root, then by row.
    while start < sets.count {
      let root = sets[start] &>> 32
      var end = start + 1
      while end < sets.count, sets[end] &>> 32 == root { end += 1 }
      let rows = sets[start..<end].map { Int(truncatingIfNeeded: $0 & 0xFFFF_FFFF) }
      if rows.count == 2 {
        clusters.append(.init(canonical: isEarlier(table, rows[1], rows[0]) ? rows[1] : rows[0], rows: rows))
      } else {
        split(table, rows, into: &clusters)
      }
      start = end
    }
    return clusters
  }

  /// Root and row of every row that is linked to another, sorted.
  private static func rowsBySet(_ links: inout Links) -> [UInt64] {
    let count = links.parents.count
    var places = [UInt32](repeating: 0, count: count)
    for row in 0..<count { places[Int(links.root(UInt32(row)))] += 1 }
    var total: UInt32 = 0
    for row in 0..<count {
      let size = places[row]
      // A row that is linked to none takes no place.
      places[row] = size > 1 ? total : .max
      if size > 1 { total += size }
    }
    var entries = [UInt64](repeating: 0, count: Int(total))
    for row in 0..<count {
      let root = links.root(UInt32(row))
      let place = places[Int(root)]
      guard place != .max else { continue }
      entries[Int(place)] = UInt64(root) &<< 32 | UInt64(UInt32(row))
      places[Int(root)] = place + 1
    }
    return entries
  }

  private static func split(
    _ table: borrowing ListingTable, _ rows: [Int], into clusters: inout [OfferGrouping.Cluster]
  ) {
    var left = rows
    while left.count > 1 {
      let center = left.count <= smallSet ? middle(table, left) : earliest(table, left)
      var offer: [Int] = []
      var others: [Int] = []
      for row in left {
        if row == center || PairEvidence(table.cards[center], table.cards[row], table.words).isOne {
          offer.append(row)
        } else {
          others.append(row)
        }
      }
      if offer.count > 1 { clusters.append(.init(canonical: center, rows: offer)) }
      left = others
    }
  }

  /// The row that most others match, then the one that matches best, then the earliest.
  private static func middle(_ table: borrowing ListingTable, _ rows: [Int]) -> Int {
    var matches = [Int](repeating: 0, count: rows.count)
    var points = [Int](repeating: 0, count: rows.count)
    for first in rows.indices.dropLast() {
      for second in (first + 1)..<rows.count {
        let evidence = PairEvidence(table.cards[rows[first]], table.cards[rows[second]], table.words)
        guard evidence.isOne else { continue }
        matches[first] += 1
        matches[second] += 1
        points[first] += evidence.points
        points[second] += evidence.points
      }
    }
    var best = 0
    for index in rows.indices.dropFirst() {
      let isBetter =
        (matches[index], points[index]) == (matches[best], points[best])
        ? isEarlier(table, rows[index], rows[best])
        : (matches[index], points[index]) > (matches[best], points[best])
      if isBetter { best = index }
    }
    return rows[best]
  }

  private static func earliest(_ table: borrowing ListingTable, _ rows: [Int]) -> Int {
    var best = rows[0]
    for row in rows where isEarlier(table, row, best) { best = row }
    return best
  }

  /// Whether a row was seen before another; of two of one day the smaller row.
  private static func isEarlier(_ table: borrowing ListingTable, _ row: Int, _ other: Int) -> Bool {
    (table.cards[row].firstDay, row) < (table.cards[other].firstDay, other)
  }
}
