/// Pairs worth comparing: rows that share a key.
///
/// There are three kinds of keys: the seller; the whole set of words; and, in a few passes, one of the words with the
/// rounded price, the place and the condition. A block of up to `fullBlock` rows is compared pair by pair. Beyond that
/// its rows are put in the order of their words and prices, and each is compared with the `window` rows that follow: a
/// shop with a thousand like cards costs a thousand times the window, and two of its cards whose words and prices stand
/// far apart are met through another key or not at all.
struct CandidateBlocks {
  /// Rows of a block that are all compared with each other.
  static let fullBlock = 12
  /// Rows that each row of a larger block is compared with.
  static let window = 8
  /// Passes over single words.
  static let wordPasses = 3

  private(set) var comparisons = 0
  private var keys: KeyedRows
  /// Hash of each row's set of words.
  private var sets: [UInt32]
  private var members: [UInt32] = []
  private var cards: [ListingCard] = []
  private var order: [(key: UInt64, row: UInt32)] = []

  init(_ table: borrowing ListingTable) {
    keys = KeyedRows(capacity: table.count)
    sets = [UInt32](repeating: 0, count: table.count)
    for row in 0..<table.count {
      let card = table.cards[row]
      var sum = UInt32(card.group)
      var at = Int(card.firstWord)
      let end = at + Int(card.wordCount)
      while at < end {
        sum = sum &+ KeyedRows.mix(table.words[at], 0x9E37_79B1)
        at += 1
      }
      sets[row] = sum
    }
  }

  /// Links all rows of a table that share a key and have enough evidence.
  mutating func link(_ table: borrowing ListingTable, _ links: inout Links) {
    keys.removeAll()
    for row in 0..<table.count where table.cards[row].seller != 0 {
      let card = table.cards[row]
      keys.append(KeyedRows.mix(card.seller ^ card.group, 0x85EB_CA6B), row)
    }
    compareBlocks(table, &links)
    keys.removeAll()
    for row in 0..<table.count where table.cards[row].wordCount > 0 { keys.append(sets[row], row) }
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

  /// Puts the members in the order of their prices, those of one price by their words.
  private mutating func sortByPrice(_ table: borrowing ListingTable) {
    order.removeAll(keepingCapacity: true)
    for member in members {
      let card = table.cards[Int(member)]
      let bits = (card.usd != ListingCard.noPrice ? card.usd : card.price).bitPattern
      // So that the bits of greater numbers are greater.
      let price = bits &>> 31 == 0 ? bits | 0x8000_0000 : ~bits
      order.append((UInt64(price) &<< 32 | UInt64(sets[Int(member)]), member))
    }
    order.sort { $0.key != $1.key ? $0.key < $1.key : $0.row < $1.row }
    for index in members.indices { members[index] = order[index].row }
  }

  private mutating func compare(_ range: Range<Int>, _ table: borrowing ListingTable, _ links: inout Links) {
    members.removeAll(keepingCapacity: true)
    let firstRoot = links.root(keys.row(range.lowerBound))
    var areLinked = true
    for at in range {
      let row = keys.row(at)
      members.append(row)
      if links.root(row) != firstRoot { areLinked = false }
    }
    // Most blocks hold what an earlier key has linked already.
    if areLinked { return }
    var reach = members.count
    if members.count > Self.fullBlock {
      reach = Self.window
      sortByPrice(table)
    }
    cards.removeAll(keepingCapacity: true)
    for member in members { cards.append(table.cards[Int(member)]) }
    for first in 0..<(members.count - 1) {
      let card = cards[first]
      var root = links.root(members[first])
      for second in (first + 1)..<min(members.count, first + 1 + reach) {
        let other = links.root(members[second])
        if root == other { continue }
        comparisons += 1
        guard PairEvidence(card, cards[second], table.words).isOne else { continue }
        links.unite(root, other)
        root = min(root, other)
      }
    }
  }
}
