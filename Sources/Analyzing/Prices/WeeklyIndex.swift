import Glibc
public import Records

/// The price index of one series in one piece: a hedonic regression over all its weeks, and a smoothed level.
///
/// log p = level of the week + attributes + error, with Huber's weights; then a random walk seen through the weeks'
/// standard errors. A pure function of its sample: the same items in any order, on any machine, give the same bits.
/// This is the retrospective index of a whole panel, as `study` prints it; the nightly one rolls (`RollingIndex`).
///
///     let index = WeeklyIndex(IndexSample(days: days, logPrices: logs, attributes: [condition, form, memory]))
///     for point in index?.points ?? [] { print(point.middle, point.level) }
///
/// Linear in items for each of about a dozen reweightings; 5,000 items of 34 weeks take well under 2 ms.
/// Asking prices are not transactions: say so wherever a level is shown.
public struct WeeklyIndex: Sendable {
  /// One week of the index.
  public struct Point: Hashable, Sendable {
    /// The Monday on which the week begins.
    public let week: Day
    /// Items listed in the week.
    public let n: Int
    /// Their weight: sellers, where each counts once.
    public let weight: Double
    /// Log price at the sample's mean attributes, unsmoothed; nil for a week without items.
    public let raw: Double?
    /// Standard error of `raw`; nil where nothing varies.
    public let standardError: Double?
    /// The smoothed level.
    ///
    /// Never test events on it: what came after leaks into what came before.
    public let level: Double
    /// Standard error of `level`.
    public let levelError: Double
    /// Lower end of the 95 % interval of `level`; nil where nothing varies, as with a single price.
    public let low: Double?
    /// Upper end of the 95 % interval of `level`; nil where nothing varies.
    public let high: Double?

    /// The Thursday, which a week's mean price is nearest to.
    public var middle: Day { week.adding(3) }

    /// Whether the figure may not be published: fewer than five items, and no interval of at most ±15 %.
    public var isThin: Bool {
      if weight > 4.999 { return false }
      guard n > 0, let low, let high else { return true }
      return high - low > 2 * WeeklyIndex.publishedHalfWidth
    }
  }

  /// What one level of an attribute costs beside the attribute's reference.
  public struct Coefficient: Hashable, Sendable {
    /// The attribute and its level.
    public let term: AttributeCoding.Term
    /// The difference of log prices; nil where other columns already tell it.
    public let estimate: Double?
    /// Its standard error; nil where there is none.
    public let standardError: Double?
    /// Items with that level.
    public let n: Int
  }

  /// log 1.15: the half-width of an interval up to which even a thin week may be published.
  public static let publishedHalfWidth = 0.13976194237515868

  /// The weeks from the first to the last that has an item, none left out.
  public let points: [Point]
  /// The coefficients, by attribute and level.
  public let coefficients: [Coefficient]
  /// What Huber's loss left of each item, in the order given: 1 for those taken in full.
  public let itemWeights: [Double]
  /// How far each log price lies from what was expected of it.
  public let residuals: [Double]
  /// The standard deviation of log prices of equal cards, held against wild ones.
  public let scale: Double
  /// The variance of the index's walk from week to week.
  public let stepVariance: Double
  /// Prices, by weight, less parameters.
  public let degreesOfFreedom: Double

  /// The index of `sample`; nil when it has no item.
  public init?(_ sample: IndexSample, loss: HedonicFit.Loss = .huber()) {
    guard let first = sample.days.min(), let last = sample.days.max() else { return nil }
    let start = Day(number: first).monday
    let weeks = (last - start.number) / 7 + 1
    let coding = AttributeCoding(sample.attributes, count: sample.count, references: sample.references)
    let period = sample.days.map { ($0 - start.number) / 7 }
    let columns = HedonicSample(
      logPrices: sample.logPrices, period: period, periods: weeks, profile: coding.profile, profiles: coding.profiles,
      weights: sample.weights)
    let fit = HedonicFit(columns, loss: loss)
    let center = columns.meanAttributes
    var counts = Array(repeating: 0, count: weeks)
    for week in period { counts[week] += 1 }
    let raw: [Double?] = fit.levels.map { level in
      level.map { level in zip(fit.coefficients, center).reduce(level) { $0 + $1.0 * $1.1 } }
    }
    let errors = raw.indices.map { fit.standardError(ofLevel: $0, at: center) }
    guard let walk = LocalLevel(raw, variances: errors.map { ($0 ?? 0) * ($0 ?? 0) }) else { return nil }
    points = raw.indices.map { week in
      let error = walk.variances[week].squareRoot()
      let half = fit.unitVariance == nil ? nil : normal975 * error
      return Point(
        week: start.adding(7 * week), n: counts[week], weight: fit.periodWeights[week], raw: raw[week],
        standardError: errors[week], level: walk.levels[week], levelError: error,
        low: half.map { walk.levels[week] - $0 }, high: half.map { walk.levels[week] + $0 })
    }
    var with = Array(repeating: 0, count: coding.terms.count)
    for row in coding.profile {
      for (column, mark) in coding.profiles[row].enumerated() where mark != 0 { with[column] += 1 }
    }
    coefficients = coding.terms.enumerated().map { column, term in
      Coefficient(
        term: term, estimate: fit.isEstimated[column] ? fit.coefficients[column] : nil,
        standardError: fit.standardError(ofCoefficient: column), n: with[column])
    }
    itemWeights = fit.itemWeights
    residuals = fit.residuals
    scale = fit.scale
    stepVariance = walk.q
    degreesOfFreedom = fit.degreesOfFreedom
  }
}

extension HedonicSample {
  /// The mean of each attribute column over all items, by prior weight.
  var meanAttributes: [Double] {
    var sums = Array(repeating: 0.0, count: columns)
    var total = 0.0
    for cell in cellPeriod.indices {
      var weight = 0.0
      for item in cellStart[cell]..<cellStart[cell + 1] { weight += weights[item] }
      total += weight
      for column in 0..<columns { sums[column] += weight * profiles[cellProfile[cell] * columns + column] }
    }
    return total > 0 ? sums.map { $0 / total } : sums
  }
}
