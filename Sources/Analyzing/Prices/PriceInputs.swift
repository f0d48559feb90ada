public import Records
import SQLiteKit

/// What stands behind one weekly price level: each price that went in, and the level without it.
public struct PriceInputs: Sendable {
  /// One price that went in, or that was held back because its offer counted already.
  public struct Input: Sendable {
    /// The listing with its price.
    public let listing: PricedListing
    /// The listing of the same offer that counted in its place; nil for one that went in.
    public let countedThrough: String?
    /// The level without it; nil when nothing would be left, or when it was held back.
    public let without: PriceIndexPoint?
  }

  /// The level; nil when nothing went in.
  public let point: PriceIndexPoint?
  /// The prices, by listing.
  public let inputs: [Input]
  /// Prices of the week that are far from what sellers of the family ask, with the words that say so, by listing.
  public let farOff: [(listing: PricedListing, reason: String)]
}

extension Analyst {
  /// What stands behind the level of a series in a week.
  ///
  /// The cost is one level for each input.
  ///
  /// - Parameters:
  ///   - series: As in `price_index`: a model id, with ":sold" or ":bid" behind it for such prices.
  ///   - week: The Monday on which the week begins.
  ///   - day: The last day that counts; nil for the last day on which anything was seen.
  public func priceInputs(
    series: String, week: Day, asOf day: Day? = nil
  ) throws(AnalysisFailure) -> PriceInputs {
    try run("BEGIN")
    defer { try? database.execute("ROLLBACK") }
    let lastDay = try self.lastDay()
    guard let day = day ?? lastDay else { return PriceInputs(point: nil, inputs: [], farOff: []) }
    func isOwn(_ listing: PricedListing) -> Bool {
      (listing.basis == .ask ? listing.modelID : listing.modelID + ":" + listing.basis.rawValue) == series
    }
    let stock = try stock(through: day)
    let own = stock.priced.filter(isOwn)
      .sorted { ($0.day, $0.listingID) < ($1.day, $1.listingID) }
    func level(_ listings: [PricedListing]) -> PriceIndexPoint? {
      PriceLevels(listings, isAlone: true).points.first { $0.week == week }
    }
    var firstOfOffer: [String: String] = [:]
    for listing in own where !listing.isRepeat && firstOfOffer[listing.offerID] == nil {
      firstOfOffer[listing.offerID] = listing.listingID
    }
    var inputs: [PriceInputs.Input] = []
    for (index, listing) in own.enumerated() {
      let first = listing.isRepeat ? firstOfOffer[listing.offerID] ?? listing.offerID : nil
      guard listing.day.monday == week else { continue }
      var others = own
      others.remove(at: index)
      inputs.append(
        PriceInputs.Input(
          listing: listing, countedThrough: first, without: first == nil ? level(others) : nil))
    }
    return PriceInputs(
      point: level(own), inputs: inputs.sorted { $0.listing.listingID < $1.listing.listingID },
      farOff: stock.farOff.filter { isOwn($0.listing) && $0.listing.day.monday == week }
        .sorted { $0.listing.listingID < $1.listing.listingID })
  }
}
