import Glibc
import Records

/// The event study of a database: every testable event, each family it names and each buyers may turn to.
struct MarketStudy {
  /// Days after an anchor that a study may look at, so that later nights leave it as it is.
  static let horizonDays = 90
  /// Series that an event is compared with at most: those with the most listings.
  static let mostControls = 12

  /// The effects.
  let study: EventStudy

  /// Studies `events` on the prices of `stock` and on spans with one voice a seller and night.
  init(
    _ stock: Stock, voices: [ListingSpan], families: [String: String], coverage: [CoverageNight], events: [EventMark],
    lastDay: Day
  ) {
    let market = SourceStretches(spans: voices, coverage: coverage)
    let samples = MarketStudy.samples(stock.priced, families)
    let testable = events.filter(\.isTestable).sorted { ($0.anchor, $0.eventID) < ($1.anchor, $1.eventID) }
    let neighbors = EventNeighbors(testable.map { ($0.eventID, $0.anchor.number) })
    let known = Dictionary(testable.map { ($0.eventID, $0) }) { first, _ in first }
    var drafts: [EventDraft] = []
    for event in testable {
      let near = neighbors.of(event.eventID, day: event.anchor.number)
      let concerned = ([event] + near.compactMap { known[$0] }).reduce(into: Set<String>()) {
        $0.formUnion($1.targets)
        $0.formUnion($1.substitutes)
      }
      let others = market.families.filter { !concerned.contains($0) }
      let desk = MarketDesk(market: market, samples: samples, event: event, others: others, lastDay: lastDay)
      for (series, role, members) in MarketStudy.groups(event, present: Set(market.families)) {
        drafts.append(desk.draft(series, role, members, neighbors: near))
      }
    }
    study = EventStudy(drafts)
  }

  /// The series of an event: each family, then the sums of those it names and of those buyers may turn to.
  private static func groups(
    _ event: EventMark, present: Set<String>
  ) -> [(series: String, role: PolicyTargetRole, members: [String])] {
    let substitutes = event.substitutes.filter { !event.targets.contains($0) }
    var groups = event.targets.map { ($0, PolicyTargetRole.target, [$0]) }
    groups += substitutes.map { ($0, PolicyTargetRole.substitute, [$0]) }
    for (name, role, members) in [
      ("pooled:targets", PolicyTargetRole.target, event.targets), ("pooled:substitutes", .substitute, substitutes),
    ] {
      let there = members.filter(present.contains)
      if there.count > 1 { groups.append((name, role, there)) }
    }
    return groups
  }

  /// The asking prices of each family when first seen, one an offer, by model.
  private static func samples(_ priced: [PricedListing], _ families: [String: String]) -> [String: IndexSample] {
    var firsts: [String: PricedListing] = [:]
    for listing in priced where listing.basis == .ask && !listing.isRepeat {
      if let other = firsts[listing.offerID], (other.day, other.listingID) <= (listing.day, listing.listingID) {
        continue
      }
      firsts[listing.offerID] = listing
    }
    var samples: [String: IndexSample] = [:]
    var models: [String: Int] = [:]
    for model in families.keys.sorted() { models[model] = models.count }
    for (_, listing) in firsts.sorted(by: { $0.key < $1.key }) {
      guard let family = families[listing.modelID], !family.isEmpty, listing.usd > 0 else { continue }
      samples[family, default: IndexSample(days: [], logPrices: [], attributes: [[]])].add(
        listing, level: models[listing.modelID] ?? 0)
    }
    return samples
  }
}

/// One event on a market: makes the panel that each series needs once.
private struct MarketDesk {
  let market: SourceStretches
  let samples: [String: IndexSample]
  let event: EventMark
  let others: [String]
  let lastDay: Day

  func draft(_ series: String, _ role: PolicyTargetRole, _ members: [String], neighbors: [String]) -> EventDraft {
    let shape = EventFrame.Shape()
    let anchor = event.anchor.number
    let choice = market.choice(members, anchor: anchor, shape: shape)
    let begin = choice?.begin ?? anchor - shape.leakDays - shape.historyDays - 1
    let end = min(choice?.end ?? anchor, anchor + MarketStudy.horizonDays)
    let panel = choice.flatMap { market.panel($0.sources, from: begin, through: end) }
    let controls = controls(panel, members)
    let item = EventCase(
      eventID: event.eventID, anchor: event.anchor, series: series, role: role, members: members, controls: controls,
      neighbors: neighbors)
    let price = PriceTest(
      samples, names: Set(members + controls), anchor: anchor, lastNight: lastDay.number)
    let judge = EventJudge(
      panel: panel ?? MarketPanel(nights: NightGrid(observed: []), names: [], counts: []), shape: shape, price: price)
    if panel == nil, members.contains(where: market.families.contains) {
      return judge.refused(
        item, "no source was followed from \(EventFloor.historyNights) days before the event until after it")
    }
    return judge.draft(item)
  }

  /// The unaffected families with the most listings.
  private func controls(_ panel: MarketPanel?, _ members: [String]) -> [String] {
    guard let panel else { return [] }
    let sizes = others.compactMap { name -> (name: String, count: Double)? in
      guard !members.contains(name), let place = panel.names.firstIndex(of: name) else { return nil }
      return (name, panel.counts[place].new.reduce(0, +))
    }
    let largest = sizes.sorted { ($1.count, $0.name) < ($0.count, $1.name) }.prefix(MarketStudy.mostControls)
    return largest.map(\.name).sorted()
  }
}

extension IndexSample {
  /// Adds an asking price, its model being its one attribute.
  fileprivate mutating func add(_ listing: PricedListing, level: Int) {
    days.append(listing.day.number)
    logPrices.append(log(listing.usd))
    attributes[0].append(level)
  }
}
