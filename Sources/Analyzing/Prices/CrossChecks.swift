import Glibc
import Records

/// The same series by other methods, to be held against the index: none of them is published alone.
struct CrossChecks {
  /// Their points.
  let points: [PriceIndexPoint]

  /// Offers of one model in one condition, market and lot: goods alike enough to compare.
  private struct Stratum: Hashable {
    let model: String
    let traits: PricedListing.Traits
  }

  /// Checks `series` whose index is `index`; weeks are those of the index.
  init(_ series: PriceSeries, _ index: RollingIndex, points own: [PriceIndexPoint]) {
    guard let first = index.weeks.first?.week.number, let last = index.weeks.last?.week.number, own.count > 1 else {
      points = []
      return
    }
    let count = (last - first) / 7 + 1
    let strata = CrossChecks.strata(series, first: first, weeks: count)
    var points: [PriceIndexPoint] = []
    func add(_ method: String, _ levels: [Double?], errors: [Double?]? = nil) {
      // Only changes are known: the first common week takes the index's own level.
      guard let anchor = own.first(where: { levels[($0.week.number - first) / 7] != nil }),
        let zero = levels[(anchor.week.number - first) / 7]
      else { return }
      for point in own {
        let week = (point.week.number - first) / 7
        guard let level = levels[week] else { continue }
        let log = anchor.levelRaw + level - zero
        points.append(
          PriceIndexPoint(
            modelID: point.modelID, basis: point.basis, week: point.week, levelRaw: log, standardError: errors?[week],
            usd: exp(log), low: nil, high: nil, medianUSD: point.medianUSD, n: point.n, listings: point.listings,
            status: point.status, method: method))
      }
    }
    add("stratified_median", strata.medians)
    add("geks_tornqvist", strata.sample.geks(by: .tornqvist, window: RollingIndex.window))
    add("jevons_chained", strata.sample.chained(by: .jevons))
    let pairs = CrossChecks.pairs(series, first: first)
    if pairs.count > 2 {
      let repeated = RepeatSales(pairs, periods: count, method: .huber())
      add("repeat_sales", repeated.levels, errors: repeated.standardErrors)
    }
    if let whole = index.whole {
      var levels = [Double?](repeating: nil, count: count)
      for point in whole.points { levels[(point.week.number - first) / 7] = point.raw }
      add("hedonic_whole", levels)
    }
    self.points = points
  }

  /// Every later listing of an offer against the one before it.
  private static func pairs(_ series: PriceSeries, first: Int) -> [RepeatSales.Pair] {
    var last: [String: PricedListing] = [:]
    for listing in series.firsts { last[listing.offerID] = listing }
    var pairs: [RepeatSales.Pair] = []
    for listing in series.repeats {
      guard let before = last[listing.offerID] else { continue }
      last[listing.offerID] = listing
      let (from, to) = ((before.day.monday.number - first) / 7, (listing.day.monday.number - first) / 7)
      let isWithin = from >= 0 && to > from && before.modelID == listing.modelID
      if isWithin { pairs.append(RepeatSales.Pair(from: from, to: to, change: log(listing.usd) - log(before.usd))) }
    }
    return pairs.filter { pair in pair.to <= (series.firsts.last?.day.monday.number ?? 0) / 7 - first / 7 }
  }

  private static func strata(
    _ series: PriceSeries, first: Int, weeks: Int
  ) -> (medians: [Double?], sample: MatchedSample) {
    var numbers: [Stratum: Int] = [:]
    var cells: [Int: [Double]] = [:]
    for listing in series.firsts {
      let stratum = Stratum(model: listing.modelID, traits: listing.traits)
      let number = numbers[stratum] ?? numbers.count
      numbers[stratum] = number
      cells[number * weeks + (listing.day.monday.number - first) / 7, default: []].append(log(listing.usd))
    }
    var (period, product, prices, quantities) = ([Int](), [Int](), [Double](), [Double]())
    var middles = [Double?](repeating: nil, count: numbers.count * weeks)
    for (cell, logs) in cells.sorted(by: { $0.key < $1.key }) {
      period.append(cell % weeks)
      product.append(cell / weeks)
      let sorted = logs.sorted()
      prices.append(exp(sorted.reduce(0, +) / Double(sorted.count)))
      quantities.append(Double(sorted.count))
      middles[cell] = median(of: sorted)
    }
    let sample = MatchedSample(
      period: period, product: product, prices: prices, quantities: quantities, periods: weeks)
    return (stratified(middles, strata: numbers.count, weeks: weeks, sizes: sizes(cells, numbers.count, weeks)), sample)
  }

  private static func sizes(_ cells: [Int: [Double]], _ strata: Int, _ weeks: Int) -> [Double] {
    var sizes = Array(repeating: 0.0, count: strata)
    for (cell, logs) in cells { sizes[cell / weeks] += Double(logs.count) }
    return sizes
  }

  /// The mean over strata, by their size in all weeks, of how far each week's median is from its stratum's usual one.
  private static func stratified(
    _ middles: [Double?], strata: Int, weeks: Int, sizes: [Double]
  ) -> [Double?] {
    let usual = (0..<strata).map { stratum in
      let own = (0..<weeks).compactMap { middles[stratum * weeks + $0] }
      return own.isEmpty ? 0 : own.reduce(0, +) / Double(own.count)
    }
    return (0..<weeks).map { week in
      var (sum, total) = (0.0, 0.0)
      for stratum in 0..<strata {
        guard let middle = middles[stratum * weeks + week] else { continue }
        sum += sizes[stratum] * (middle - usual[stratum])
        total += sizes[stratum]
      }
      return total > 0 ? sum / total : nil
    }
  }
}
