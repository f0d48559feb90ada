/// What sellers of a family usually ask, each with one voice, to tell prices that can be none of a card.
struct UsualPrices {
  /// Sellers without which nothing is usual.
  static let leastSellers = 5
  /// How many times the usual price is too much, or too little.
  static let farthest = 8.0

  /// The middle price of a family.
  struct Middle {
    let usd: Double
    let sellers: Int
  }

  private var families: [String: Votes] = [:]

  private struct Votes {
    var sellers: [String: Int] = [:]
    var prices: [(seller: Int, usd: Double)] = []

    mutating func add(_ seller: String, _ usd: Double) {
      let number = sellers[seller] ?? sellers.count
      sellers[seller] = number
      prices.append((number, usd))
    }
  }

  /// Adds what a seller asks for a card of a family.
  mutating func add(_ family: String, seller: String, usd: Double) {
    families[family, default: Votes()].add(seller, usd)
  }

  /// The middle of what sellers ask, where each asks the middle of his or her own prices; of an even number the lower.
  var middles: [String: Middle] {
    families.mapValues { votes in
      let prices = votes.prices.sorted { ($0.seller, $0.usd) < ($1.seller, $1.usd) }
      var own: [Double] = []
      var start = 0
      while start < prices.count {
        var end = start
        while end < prices.count, prices[end].seller == prices[start].seller { end += 1 }
        own.append(prices[start + (end - start - 1) / 2].usd)
        start = end
      }
      own.sort()
      return Middle(usd: own.isEmpty ? 0 : own[(own.count - 1) / 2], sellers: own.count)
    }
  }

  /// Why a price can be none of a card; nil when it can.
  static func farOff(_ usd: Double, _ middle: Middle?) -> String? {
    guard let middle, middle.sellers >= leastSellers else { return nil }
    if usd * farthest < middle.usd { return "below an eighth of what sellers of the family ask" }
    if usd > middle.usd * farthest { return "above eight times what sellers of the family ask" }
    return nil
  }
}
