/// Pairs worth comparing: rows that share a key.
///
/// There are three kinds of keys: the seller; the whole set of words; and, in a few passes, one of the words with the
/// rounded price, the place and the condition. The rows of a block are put in the order of their prices and parted where
/// no two prices are near enough to be one; pairs whose `ListingOutline` cannot match are passed over. A run of up to
/// `fullBlock` rows is compared pair by pair; in a longer one each is compared with the `window` rows that follow: a
/// shop with a thousand like cards costs a thousand times the window, and two of its cards whose words and prices stand
/// far apart are met through another key or not at all.
struct CandidateBlocks {
  /// Rows of a run that are all compared with each other.
  static let fullBlock = 12
  /// Rows that each row of a longer run is compared with.
  static let window = 8
  /// Passes over single words.
  static let wordPasses = 3

  private(set) var comparisons = 0
  private var keys: KeyedRows
  /// What tells most pairs apart, beside the cards so that far fewer of those are waited for.
  private var outlines: [ListingOutline] = []
  private var members: [Member] = []
  /// Whether the blocks at hand are those of sellers.
  private var isOneSeller = false

  private struct Member {
    var outline: ListingOutline
    var row: UInt32
  }

  init(_ table: borrowing ListingTable) {
    keys = KeyedRows(capacity: table.count)
    outlines.reserveCapacity(table.count)
    for row in 0..<table.count { outlines.append(ListingOutline(table.cards[row], table.words)) }
  }

  /// Links all rows of a table that share a key and have enough evidence.
  mutating func link(_ table: borrowing ListingTable, _ links: inout Links) {
    keys.removeAll()
    for row in 0..<table.count where table.cards[row].seller != 0 {
      let card = table.cards[row]
      keys.append(KeyedRows.mix(card.seller ^ card.group, 0x85EB_CA6B), row)
    }
    isOneSeller = true
    compareBlocks(table, &links)
    isOneSeller = false
    keys.removeAll()
    for row in 0..<table.count where outlines[row].wordCount > 0 { keys.append(outlines[row].set, row) }
    compareBlocks(table, &links)
    for pass in 0..<Self.wordPasses {
      keys.removeAll()
      for row in 0..<table.count { putWord(table, row, pass) }
      compareBlocks(table, &links)
    }
  }

  /// The word of the least hash of a pass, with price, place and condition.
  @inline(__always)
  private mutating func putWord(_ table: borrowing ListingTable, _ row: Int, _ pass: Int) {
    let card = table.cards[row]
    guard card.hasPrice, card.wordCount > 0 else { return }
    let factor = 0x9E37_79B1 &* UInt32(2 * pass + 3) | 1
    var least = UInt32.max
    var at = Int(card.firstWord)
    let end = at + Int(card.wordCount)
    while at < end {
      least = min(least, KeyedRows.mix(table.words[at], factor))
      at += 1
    }
    // Each pass has its own steps, so that two prices a little apart are not split in all of them.
    let isDollars = card.usd != ListingCard.noPrice
    let step = UInt32(bitPattern: Int32(((isDollars ? card.usd : card.price) * 4 + Float(pass) * 0.33).rounded(.down)))
    var key = least &+ step &* 0x1B87_3593
    key ^= card.group &+ UInt32(card.place) &* 0x27D4_EB2F &+ UInt32(isDollars ? 0 : card.currency) &* 0x1656_67B1
    let season = (UInt32(card.firstDay) + 16 * UInt32(pass)) &>> 6
    key = KeyedRows.mix(key &+ UInt32(card.condition) &* 0x9E37_79B1, 0x85EB_CA6B) &+ season &* 0x27D4_EB2F
    keys.append(KeyedRows.mix(key, 0xC2B2_AE35), row)
  }

  private mutating func compareBlocks(_ table: borrowing ListingTable, _ links: inout Links) {
    keys.sort()
    var start = 0
    let count = keys.count
    while start < count {
      let key = keys.key(start)
      var end = start + 1
      while end < count, keys.key(end) == key { end += 1 }
      if end - start > 1 { compare(start..<end, table, &links) }
      start = end
    }
  }

  /// Compares the rows of a block, run by run.
  private mutating func compare(_ range: Range<Int>, _ table: borrowing ListingTable, _ links: inout Links) {
    let firstRoot = links.root(keys.row(range.lowerBound))
    var areLinked = true
    for at in range.dropFirst() where links.root(keys.row(at)) != firstRoot {
      areLinked = false
      break
    }
    // Most blocks hold what an earlier key has linked already.
    if areLinked { return }
    members.removeAll(keepingCapacity: true)
    var isPriced = true
    for at in range {
      let row = keys.row(at)
      let outline = outlines[Int(row)]
      if outline.count == ListingOutline.noPrice { isPriced = false }
      members.append(Member(outline: outline, row: row))
    }
    sortByPrice()
    // What has no price may be any of the others.
    guard isPriced else { return compareRun(0..<members.count, .infinity, table, &links) }
    var start = 0
    for end in 1...members.count
    where end == members.count || members[end].outline.isFar(from: members[end - 1].outline) {
      if end - start > 1 { compareRun(start..<end, members[start].outline.gap, table, &links) }
      start = end
    }
  }

  /// Puts the members in the order of their prices, those of one price by their words.
  private mutating func sortByPrice() {
    guard members.count <= 2 * Self.fullBlock else {
      return members.sort {
        $0.outline.isBefore($1.outline) || (!$1.outline.isBefore($0.outline) && $0.row < $1.row)
      }
    }
    for index in 1..<members.count {
      let member = members[index]
      var place = index
      while place > 0, member.outline.isBefore(members[place - 1].outline) {
        members[place] = members[place - 1]
        place -= 1
      }
      members[place] = member
    }
  }

  private mutating func compareRun(
    _ run: Range<Int>, _ gap: Float, _ table: borrowing ListingTable, _ links: inout Links
  ) {
    let reach = run.count > Self.fullBlock ? Self.window : run.count
    for first in run.dropLast() {
      let one = members[first]
      var root = links.root(one.row)
      for second in (first + 1)..<min(run.upperBound, first + 1 + reach) {
        let two = members[second]
        if two.outline.price - one.outline.price > gap { break }
        guard one.outline.mayMatch(two.outline, ofOneSeller: isOneSeller) else { continue }
        let other = links.root(two.row)
        if root == other { continue }
        comparisons += 1
        guard PairEvidence(table.cards[Int(one.row)], table.cards[Int(two.row)], table.words).isOne else { continue }
        links.unite(root, other)
        root = min(root, other)
      }
    }
  }
}
