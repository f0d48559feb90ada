import Glibc
public import Records

/// Weekly robust price levels, a series for each model and basis.
public struct PriceLevels: Sendable {
  /// The points, by series and week; weeks without a price have none.
  public let points: [PriceIndexPoint]

  /// The levels of `listings`, whatever their order.
  ///
  /// An offer enters once, in the week its price was first seen; a seller enters a week once, with the median of
  /// what he or she listed in it, so that nobody outweighs the others by posting more.
  public init(_ listings: [PricedListing]) {
    var seen: Set<OfferKey> = []
    var weeks: [WeekKey: [String: [Double]]] = [:]
    let ordered = listings.sorted { ($0.day, $0.listingID, $0.usd) < ($1.day, $1.listingID, $1.usd) }
    for listing in ordered where listing.usd > 0 && listing.usd.isFinite {
      let offer = OfferKey(modelID: listing.modelID, basis: listing.basis, offerID: listing.offerID)
      guard seen.insert(offer).inserted else { continue }
      let week = WeekKey(modelID: listing.modelID, basis: listing.basis, week: listing.day.monday)
      weeks[week, default: [:]][listing.seller, default: []].append(log(listing.usd))
    }
    points =
      weeks
      .compactMap { PriceLevels.point($0.key, $0.value) }
      .sorted { ($0.modelID, $0.basis.rawValue, $0.week) < ($1.modelID, $1.basis.rawValue, $1.week) }
  }

  private struct OfferKey: Hashable {
    let modelID: String
    let basis: PriceBasis
    let offerID: String
  }

  private struct WeekKey: Hashable {
    let modelID: String
    let basis: PriceBasis
    let week: Day
  }

  private static func point(_ key: WeekKey, _ sellers: [String: [Double]]) -> PriceIndexPoint? {
    // Sorted, since a sum of floating-point numbers depends on their order.
    let logs = sellers.values.compactMap { median(of: $0) }.sorted()
    guard let location = HuberLocation(of: logs), let middle = median(of: logs) else { return nil }
    let interval = location.interval()
    return PriceIndexPoint(
      modelID: key.modelID, basis: key.basis, week: key.week, levelRaw: location.estimate,
      standardError: location.standardError, usd: exp(location.estimate), low: interval.map { exp($0.low) },
      high: interval.map { exp($0.high) }, medianUSD: exp(middle), n: logs.count,
      listings: sellers.values.reduce(0) { $0 + $1.count })
  }
}
