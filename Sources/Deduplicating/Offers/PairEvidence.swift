/// What speaks for two listings being one offer, in points.
///
/// Nothing outweighs a contradiction: another model, memory size, form, maker, board line, condition, part number, a
/// price further than 14 %, or a pause of more than `longestPause` days. Else points are added up, and a pair is one
/// offer from `needed` on. Two sellers of one source are never one offer: they sell the same product, not the same card.
struct PairEvidence {
  /// Points of the pair.
  let points: Int
  /// Points from which it is one offer.
  let needed: Int

  /// Whether the two are one offer.
  var isOne: Bool { points >= needed }

  /// How sure it is, from 0.5 for just enough to 0.99, in hundredths.
  var weight: Double { Double(max(0, min(99, 50 + 7 * (points - needed)))) / 100 }

  /// Days after which goods that come back are new goods.
  static let longestPause = 60
  /// The greatest difference of two logarithms of prices.
  static let widestPrice: Float = 0.135
  /// The difference of two logarithms that is none.
  static let samePrice: Float = 1e-6
  /// Points needed when the seller is the same.
  static let neededOfOneSeller = 8
  /// Points needed when the sellers differ or are not known.
  static let neededOfTwo = 7

  static let none = PairEvidence(points: .min, needed: 0)

  /// Weighs two listings of a table.
  @inline(__always)
  init(_ one: ListingCard, _ two: ListingCard, _ words: [UInt32]) {
    self = PairEvidence.weighed(one, two, words)
  }

  @inline(__always)
  private static func weighed(_ one: ListingCard, _ two: ListingCard, _ words: [UInt32]) -> PairEvidence {
    guard one.group == two.group, !contradict(one, two) else { return none }
    let isSameSeller = one.seller == two.seller && one.seller != 0
    if !isSameSeller {
      guard one.source != two.source || one.source == 0 || one.seller == 0 || two.seller == 0 else { return none }
    }
    guard let price = pricePoints(one, two, isSameSeller) else { return none }
    guard let time = timePoints(one, two) else { return none }
    let title = TitleMatch(one, two, words)
    guard !title.numbersDiffer else { return none }
    var sum = price + title.points
    if one.condition != 0, one.condition == two.condition { sum += 1 }
    let placesKnown = one.place != 0 && two.place != 0
    if isSameSeller {
      sum += 4
      // Goods that come back were away; near twins stand beside each other. Few list a twin only elsewhere.
      let isElsewhere = one.source != two.source && one.source != 0 && two.source != 0
      if isElsewhere || isRelisted(one, two) {
        sum += 1
        // Who writes a title anew keeps what names the goods and little else.
        if title.isRetyped, one.models == two.models, one.models != 0 { sum += 4 + (namesAlike(one, two) >= 2 ? 1 : 0) }
      }
      if placesKnown { sum += one.place == two.place ? 1 : -2 }
      return PairEvidence(points: sum, needed: neededOfOneSeller)
    } else {
      if placesKnown { sum += one.place == two.place ? 2 : -4 }
      if one.seller != 0, two.seller != 0 { sum -= 1 }
      sum += time + title.substance
      return PairEvidence(points: sum, needed: neededOfTwo)
    }
  }

  private init(points: Int, needed: Int) {
    self.points = points
    self.needed = needed
  }

  /// Whether what the two say of themselves cannot be said of one thing.
  @inline(__always)
  private static func contradict(_ one: ListingCard, _ two: ListingCard) -> Bool {
    if one.models & two.models == 0, one.models != 0, two.models != 0 { return true }
    if one.maker != two.maker, one.maker != 0, two.maker != 0, one.maker != ListingCard.severalMakers,
      two.maker != ListingCard.severalMakers
    {
      return true
    }
    if one.lines & two.lines == 0, one.lines != 0, two.lines != 0 { return true }
    if one.forms & two.forms == 0, one.forms != 0, two.forms != 0 { return true }
    if one.gigabytes != two.gigabytes, one.gigabytes != 0, two.gigabytes != 0,
      one.gigabytes != TitleWords.severalSizes, two.gigabytes != TitleWords.severalSizes
    {
      return true
    }
    return !ListingCard.mayBeSame(one.condition, two.condition)
  }

  /// How many of maker, line, form and memory both titles name, and alike.
  @inline(__always)
  private static func namesAlike(_ one: ListingCard, _ two: ListingCard) -> Int {
    var count = one.maker == two.maker && one.maker != 0 ? 1 : 0
    if one.lines & two.lines != 0 { count += 1 }
    if one.forms & two.forms != 0 { count += 1 }
    if one.gigabytes == two.gigabytes, one.gigabytes != 0 { count += 1 }
    return count
  }

  /// Points of the prices; nil when they are too far apart, or incomparable for two sellers.
  @inline(__always)
  private static func pricePoints(_ one: ListingCard, _ two: ListingCard, _ isSameSeller: Bool) -> Int? {
    let difference: Float
    if one.hasPrice, two.hasPrice, one.currency == two.currency {
      difference = abs(one.price - two.price)
      if difference < samePrice { return 3 }
    } else if one.usd != ListingCard.noPrice, two.usd != ListingCard.noPrice {
      difference = abs(one.usd - two.usd)
    } else {
      return isSameSeller ? 0 : nil
    }
    if difference > widestPrice { return nil }
    return difference <= 0.01 ? 2 : difference <= 0.0625 ? 1 : 0
  }

  /// Points of the times for two sellers; nil when there was too long a pause between them.
  @inline(__always)
  private static func timePoints(_ one: ListingCard, _ two: ListingCard) -> Int? {
    if one.firstDay == 0 || two.firstDay == 0 { return 0 }
    let pause = pause(one, two)
    if pause > longestPause { return nil }
    return pause <= 16 ? 1 : pause <= 30 ? 0 : -3
  }

  /// Whether the one came after the other had gone, not long after.
  @inline(__always)
  private static func isRelisted(_ one: ListingCard, _ two: ListingCard) -> Bool {
    guard one.firstDay != 0, two.firstDay != 0 else { return false }
    return (1...30).contains(pause(one, two))
  }

  /// Days between the end of the one and the beginning of the other; 0 or less when they overlap.
  @inline(__always)
  static func pause(_ one: ListingCard, _ two: ListingCard) -> Int {
    Int(max(one.firstDay, two.firstDay)) - Int(min(one.lastDay, two.lastDay))
  }
}

/// How far the words of two titles agree.
struct TitleMatch {
  /// Words in both.
  let common: Int
  /// Words in one of them.
  let all: Int
  /// Whether each has words that the other has not.
  let isTwoSided: Bool
  /// Whether both have part or serial numbers and share none.
  let numbersDiffer: Bool
  /// Whether both have one and the same part or serial number.
  let sharesNumber: Bool
  /// Words of the shorter.
  let fewer: Int

  @inline(__always)
  init(_ one: ListingCard, _ two: ListingCard, _ words: [UInt32]) {
    var first = Int(one.firstWord)
    var second = Int(two.firstWord)
    let firstEnd = first + Int(one.wordCount)
    let secondEnd = second + Int(two.wordCount)
    var common = 0
    var commonNumbers = 0
    var numbersOfOne = 0
    var numbersOfTwo = 0
    while first < firstEnd, second < secondEnd {
      let left = words[first]
      let right = words[second]
      if left == right {
        common += 1
        commonNumbers += WordHash.isNumber(left) ? 1 : 0
        first += 1
        second += 1
      } else if left < right {
        numbersOfOne += WordHash.isNumber(left) ? 1 : 0
        first += 1
      } else {
        numbersOfTwo += WordHash.isNumber(right) ? 1 : 0
        second += 1
      }
    }
    while first < firstEnd {
      numbersOfOne += WordHash.isNumber(words[first]) ? 1 : 0
      first += 1
    }
    while second < secondEnd {
      numbersOfTwo += WordHash.isNumber(words[second]) ? 1 : 0
      second += 1
    }
    self.common = common
    all = Int(one.wordCount) + Int(two.wordCount) - common
    isTwoSided = Int(one.wordCount) > common && Int(two.wordCount) > common
    numbersDiffer = commonNumbers == 0 && numbersOfOne > 0 && numbersOfTwo > 0
    sharesNumber = commonNumbers > 0
    fewer = Int(min(one.wordCount, two.wordCount))
  }

  /// Points of the share of common words.
  @inline(__always)
  var points: Int {
    if common == 0 { return -10 }
    if common == all { return 4 }
    let share = common * 100 / all
    // A title that was cut short keeps most of its words, however many the long one had.
    let isCut = common >= 5 && common * 100 >= fewer * 75
    var points = share >= 80 ? 3 : share >= 65 ? 2 : share >= 50 ? 1 : isCut ? 0 : -3
    // Who names the same part number agrees in all that it stands for.
    if sharesNumber { points += 2 }
    return isTwoSided ? points - 1 : points
  }

  /// Whether a third to a half of the words are common, some of them at least.
  @inline(__always)
  var isRetyped: Bool { common >= 4 && common * 3 >= all && points < 0 && common * 2 < all }

  /// Points of how much there is to agree in, for listings of two sellers: a bare "RTX 4090" says little.
  @inline(__always)
  var substance: Int { common >= 8 ? 1 : common >= 5 ? 0 : -2 }
}
