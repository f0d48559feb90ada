public import Records

/// How long offers stay on the market, by family: Kaplan and Meier's estimate, which counts what is still there.
///
/// Only offers that were seen to come count: one that stood there when its source was first read, or read again after
/// a long silence, may have stood there for a year. An offer went between its last sight and the next night its source
/// was read in full, and its time ends with that night; where no such night followed, it counts as there for as long
/// as it was seen. What one seller put up on one day counts as one.
public struct TimesOnMarket: Sendable {
  /// Days before the last one whose new offers count: those of the price index.
  public static let windowDays = 7 * RollingIndex.window

  /// The families that have offers, by name.
  public let families: [TimeOnMarket]

  /// The times of `spans` that began in the `windowDays` up to `lastDay`.
  public init(spans: [ListingSpan], coverage: [CoverageNight], lastDay: Day) {
    let since = lastDay.adding(1 - Self.windowDays)
    var nights: [String: [Int]] = [:]
    for night in coverage where night.isComplete && night.date <= lastDay {
      nights[night.sourceID, default: []].append(night.date.number)
    }
    let followed = nights.mapValues { FollowedNights($0.sorted()) }
    var stays: [String: [Stay]] = [:]
    for span in spans where span.first >= since && span.first <= span.last {
      guard let stay = followed[span.sourceID]?.stay(span) else { continue }
      stays[span.family, default: []].append(stay)
    }
    families = stays.sorted { $0.key < $1.key }.map { family, own in
      TimesOnMarket.summary(family, since, own)
    }
  }

  private struct Voice: Hashable {
    let seller: String
    let first: Int
  }

  /// One offer's time.
  fileprivate struct Stay {
    let seller: String?
    let first: Int
    let days: Int
    let hasGone: Bool
  }

  private static func summary(_ family: String, _ since: Day, _ stays: [Stay]) -> TimeOnMarket {
    var voices: [Voice: Double] = [:]
    for stay in stays {
      if let seller = stay.seller { voices[Voice(seller: seller, first: stay.first), default: 0] += 1 }
    }
    let weights = stays.map { stay in
      stay.seller.flatMap { voices[Voice(seller: $0, first: stay.first)] }.map { 1 / $0 } ?? 1
    }
    let curve = SurvivalCurve(times: stays.map { Double($0.days) }, hasEnded: stays.map(\.hasGone), weights: weights)
    func whole(_ sum: Double) -> Int { Int(sum.rounded()) }
    func share(_ days: Double) -> TimeOnMarket.Share? {
      curve.share(after: days).map { TimeOnMarket.Share(share: $0.share, low: $0.low, high: $0.high) }
    }
    let limits = curve.medianLimits
    return TimeOnMarket(
      family: family, since: since, offers: whole(weights.reduce(0, +)),
      gone: whole(zip(stays, weights).reduce(0) { $0 + ($1.0.hasGone ? $1.1 : 0) }),
      quarterDays: curve.time(until: 0.75).map(whole), medianDays: curve.median.map(whole),
      medianLow: limits.low.map(whole), medianHigh: limits.high.map(whole), week: share(7), month: share(30))
  }
}

/// The nights on which one source was read in full.
private struct FollowedNights {
  private let nights: [Int]

  init(_ nights: [Int]) { self.nights = nights }

  /// The place of the first night on or after a day.
  private func place(of day: Int) -> Int {
    var (low, high) = (0, nights.count)
    while low < high {
      let middle = (low + high) / 2
      if nights[middle] < day { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// How long an offer stayed; nil when nobody looked shortly before it was first seen.
  func stay(_ span: ListingSpan) -> TimesOnMarket.Stay? {
    let (first, last) = (span.first.number, span.last.number)
    let begin = place(of: first)
    guard begin > 0, first - nights[begin - 1] <= MarketNights.longestSilenceDays else { return nil }
    let next = place(of: last + 1)
    let isSeenGone =
      next < nights.count && nights[next] - max(last, nights[next - 1]) <= MarketNights.longestSilenceDays
    return TimesOnMarket.Stay(
      seller: span.seller, first: first, days: (isSeenGone ? nights[next] : last) - first, hasGone: isSeenGone)
  }
}
