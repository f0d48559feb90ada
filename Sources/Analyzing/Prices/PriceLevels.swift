import Glibc
public import Records

/// Weekly price indices, a series for each model, each family and each basis, with what stands behind them.
public struct PriceLevels: Sendable {
  /// Unsmoothed levels of earlier vintages: by series, by the number of the week's Monday.
  public typealias Published = [String: [Int: Double]]

  /// The levels of models, by series and week; weeks without a price have none.
  public let points: [PriceIndexPoint]
  /// Families, cross-checks, coefficients and weights.
  public let indices: IndexFindings

  /// The levels of `listings`, whatever their order.
  ///
  /// An offer enters once, in the week its price was first seen, and a seller has one voice a week, shared by what he
  /// or she listed in it, so that nobody outweighs the others by posting more.
  ///
  /// - Parameters:
  ///   - guides: Between which prices a model can be expected, to flag prices that have too few others around them.
  ///   - isAlone: Whether only the levels of models are wanted, without families and cross-checks.
  public init(
    _ listings: [PricedListing], published: Published = [:], guides: [String: ClosedRange<Double>] = [:],
    isAlone: Bool = false
  ) {
    let ordered = listings.filter { $0.usd > 0 && $0.usd.isFinite }
      .sorted { ($0.day, $0.listingID, $0.usd) < ($1.day, $1.listingID, $1.usd) }
    var models: [SeriesKey: [PricedListing]] = [:]
    var families: [SeriesKey: [PricedListing]] = [:]
    for listing in ordered {
      models[SeriesKey(name: listing.modelID, basis: listing.basis), default: []].append(listing)
      guard let family = listing.family, !isAlone else { continue }
      families[SeriesKey(name: family, basis: listing.basis), default: []].append(listing)
    }
    var points: [PriceIndexPoint] = []
    var indices = IndexFindings()
    for (key, own) in models.sorted(by: { $0.key < $1.key }) {
      points += PriceLevels.add(
        PriceSeries(name: key.name, basis: key.basis, own), published, guides, isAlone, &indices)
    }
    for (key, own) in families.sorted(by: { $0.key < $1.key }) where models[key] == nil {
      indices.points += PriceLevels.add(
        PriceSeries(name: key.name, basis: key.basis, own), published, guides, isAlone, &indices)
    }
    self.points = points
    self.indices = indices
  }

  private struct SeriesKey: Hashable, Comparable {
    let name: String
    let basis: PriceBasis

    static func < (left: SeriesKey, right: SeriesKey) -> Bool {
      (left.name, left.basis.rawValue) < (right.name, right.basis.rawValue)
    }
  }

  private static func add(
    _ series: PriceSeries, _ published: Published, _ guides: [String: ClosedRange<Double>], _ isAlone: Bool,
    _ indices: inout IndexFindings
  ) -> [PriceIndexPoint] {
    let sample = series.sample
    let name = series.basis == .ask ? series.name : series.name + ":" + series.basis.rawValue
    guard let index = RollingIndex(sample, published: published[name] ?? [:]) else { return [] }
    var prices: [Int: [Double]] = [:]
    for listing in series.firsts { prices[listing.day.monday.number, default: []].append(log(listing.usd)) }
    let points = index.weeks.map { week in
      PriceIndexPoint(
        modelID: series.name, basis: series.basis, week: week.week, levelRaw: week.raw, level: week.level,
        standardError: week.error, usd: exp(week.level), low: week.low.map { exp($0) }, high: week.high.map { exp($0) },
        medianUSD: exp(median(of: prices[week.week.number] ?? []) ?? week.level), n: Int(week.weight.rounded()),
        listings: week.n, status: week.isThin ? .thin : .ok)
    }
    guard !isAlone else { return points }
    indices.points += CrossChecks(series, index, points: points).points
    indices.coefficients += index.last.coefficients.map { coefficient in
      let words = series.levels[coefficient.term.attribute]
      return IndexCoefficient(
        series: name, attribute: PriceSeries.attributes[coefficient.term.attribute],
        level: words[coefficient.term.level], reference: words[coefficient.term.reference],
        estimate: coefficient.estimate, standardError: coefficient.standardError, n: coefficient.n)
    }
    indices.weights += weights(series, index, name, series.implausible(guides))
    return points
  }

  private static func weights(
    _ series: PriceSeries, _ index: RollingIndex, _ name: String, _ marks: [ListingWeight.Reason?]
  ) -> [ListingWeight] {
    var weights: [ListingWeight] = []
    for (place, item) in index.lastItems.enumerated() {
      let listing = series.firsts[item]
      let left = index.last.itemWeights[place]
      weights.append(
        ListingWeight(
          listingID: listing.listingID, series: name, week: listing.day.monday, sellerWeight: series.weights[item],
          weight: left, residual: index.last.residuals[place], reason: marks[item] ?? (left < 1 ? .heldBack : .full)))
    }
    guard let first = index.last.points.first?.week else { return weights }
    for listing in series.repeats where listing.day >= first {
      weights.append(
        ListingWeight(
          listingID: listing.listingID, series: name, week: listing.day.monday, sellerWeight: 0, weight: 0,
          residual: nil, reason: .sameOffer))
    }
    return weights
  }
}
