import Glibc
import Records

/// The offers of one model or family on one basis, ready for an index.
struct PriceSeries {
  /// The model or family.
  let name: String
  /// Asking, sold or bid prices.
  let basis: PriceBasis
  /// One listing an offer, the first that showed it, by day and id.
  let firsts: [PricedListing]
  /// Later listings of the same offers.
  let repeats: [PricedListing]
  /// Each offer's share of its seller's single voice in a week.
  let weights: [Double]
  /// The levels of the attributes, as in `attributes`.
  let levels: [[String]]

  /// The attributes, in the order in which one that another already tells is left out.
  static let attributes = ["condition", "market", "lot", "source", "model"]
  /// What each is compared with, where that occurs; the commonest level otherwise.
  static let references: [String?] = ["used", "open", "single", nil, nil]

  /// The series of `listings`, which must be sorted by day, id and price.
  init(name: String, basis: PriceBasis, _ listings: [PricedListing]) {
    self.name = name
    self.basis = basis
    var seen: Set<String> = []
    var (firsts, repeats) = ([PricedListing](), [PricedListing]())
    for listing in listings {
      if !listing.isRepeat, seen.insert(listing.offerID).inserted {
        firsts.append(listing)
      } else {
        repeats.append(listing)
      }
    }
    struct Voice: Hashable {
      let week: Int
      let seller: String
    }
    var voices: [Voice: Int] = [:]
    for listing in firsts { voices[Voice(week: listing.day.monday.number, seller: listing.seller), default: 0] += 1 }
    weights = firsts.map { 1 / Double(voices[Voice(week: $0.day.monday.number, seller: $0.seller)] ?? 1) }
    self.firsts = firsts
    self.repeats = repeats
    // The rarest source comes first, so that where markets and sources tell the same, the largest gives its column up.
    var known = [
      Set(firsts.map(\.traits.condition)).sorted(), ["open", "restricted"], ["single", "lot"], [],
      Set(firsts.map(\.modelID)).sorted(),
    ]
    var counts: [String: Int] = [:]
    for listing in firsts { counts[listing.traits.source, default: 0] += 1 }
    known[3] = counts.keys.sorted { (counts[$0] ?? 0, $0) < (counts[$1] ?? 0, $1) }
    levels = known
  }

  /// The columns of the regression.
  var sample: IndexSample {
    let numbers = levels.map { words in Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, $0) }) }
    var columns = Array(repeating: [Int](), count: levels.count)
    for listing in firsts {
      let words = [
        listing.traits.condition, listing.traits.isRestricted ? "restricted" : "open",
        listing.traits.isLot ? "lot" : "single", listing.traits.source, listing.modelID,
      ]
      for (place, word) in words.enumerated() { columns[place].append(numbers[place][word] ?? 0) }
    }
    return IndexSample(
      days: firsts.map(\.day.number), logPrices: firsts.map { log($0.usd) }, attributes: columns, weights: weights,
      references: zip(Self.references, numbers).map { word, numbers in word.flatMap { numbers[$0] } })
  }

  /// A mark for each offer whose price is far from the median of the four weeks on either side; nil for the others.
  ///
  /// Where fewer than five prices stand around one, the guide for its model judges it, if there is one.
  func implausible(_ guides: [String: ClosedRange<Double>]) -> [ListingWeight.Reason?] {
    var weeks: [Int: [Double]] = [:]
    for listing in firsts { weeks[listing.day.monday.number / 7, default: []].append(listing.usd) }
    var middles: [Int: Double?] = [:]
    return firsts.map { listing in
      let week = listing.day.monday.number / 7
      let middle =
        middles[week]
        ?? {
          let around = (week - 4...week + 4).flatMap { weeks[$0] ?? [] }
          return around.count >= 5 ? median(of: around) : nil
        }()
      middles[week] = middle
      guard let middle else {
        guard let guide = guides[listing.modelID] else { return nil }
        return listing.usd > guide.upperBound
          ? .implausiblyHigh : listing.usd < guide.lowerBound ? .implausiblyLow : nil
      }
      return listing.usd > 3 * middle ? .implausiblyHigh : listing.usd < middle / 3 ? .implausiblyLow : nil
    }
  }
}
