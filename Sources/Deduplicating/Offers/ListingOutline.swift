/// What tells most pairs apart at a glance, in 24 bytes: price and a mark for each word.
struct ListingOutline {
  /// A bit for each word, the highest for a part number.
  private let marks: UInt64
  /// The hash of the set of words, and of what listings must share to be compared at all.
  let set: UInt32
  /// The logarithm of the price: of dollars where they are known, else of the currency's own amount.
  let price: Float
  /// What the price is counted in: `dollars`, a currency, or `noPrice`.
  let count: UInt32
  let wordCount: UInt8
  /// Words whose mark is another's too.
  private let hiddenWords: UInt8

  static let dollars: UInt32 = 0
  static let noPrice = UInt32.max
  private static let numberMark: UInt64 = 1 << 63
  /// Dollars that are farther apart are not one price: one currency's amounts are compared as they are, so there is room
  /// for rates of two days.
  private static let gapOfDollars: Float = 0.25

  init(_ card: ListingCard, _ words: [UInt32]) {
    var sum = UInt32(card.group)
    var marks: UInt64 = 0
    var hasNumber = false
    var at = Int(card.firstWord)
    let end = at + Int(card.wordCount)
    while at < end {
      let mixed = KeyedRows.mix(words[at], 0x9E37_79B1)
      sum = sum &+ mixed
      marks |= 1 << UInt64(mixed % 63)
      if WordHash.isNumber(words[at]) { hasNumber = true }
      at += 1
    }
    set = sum
    wordCount = card.wordCount
    hiddenWords = card.wordCount - UInt8(marks.nonzeroBitCount)
    self.marks = hasNumber ? marks | Self.numberMark : marks
    if card.usd != ListingCard.noPrice {
      (price, count) = (card.usd, Self.dollars)
    } else {
      (price, count) = (card.price, card.hasPrice ? UInt32(card.currency) + 1 : Self.noPrice)
    }
  }

  /// How far prices may lie apart to be one.
  @inline(__always)
  var gap: Float { count == Self.dollars ? Self.gapOfDollars : PairEvidence.widestPrice }

  /// Whether no price from this one on can be one with another that comes before it.
  @inline(__always)
  func isFar(from other: ListingOutline) -> Bool { count != other.count || price - other.price > gap }

  /// Whether it comes first in the order of prices, then of words.
  @inline(__always)
  func isBefore(_ other: ListingOutline) -> Bool {
    if count != other.count { return count < other.count }
    return price != other.price ? price < other.price : set < other.set
  }

  /// Whether the titles may have enough words in common for `PairEvidence`; never false where they have.
  ///
  /// For two sellers, titles with fewer than half their words in common have -3 points at best, and the most that speaks
  /// for a pair besides is a point less than makes up for it, but for a part number that both name. For one seller a
  /// third of the words may be enough.
  @inline(__always)
  func mayMatch(_ other: ListingOutline, ofOneSeller: Bool) -> Bool {
    let shared = marks & other.marks
    if shared >= Self.numberMark { return true }
    // No fewer than are common: of words with one mark all may be.
    let common = shared.nonzeroBitCount + Int(min(hiddenWords, other.hiddenWords))
    let all = Int(wordCount) + Int(other.wordCount) - common
    if common * (ofOneSeller ? 3 : 2) >= all { return true }
    return common >= 5 && common * 4 >= 3 * Int(min(wordCount, other.wordCount))
  }
}
