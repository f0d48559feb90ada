public import Records

/// The event study and the price index of one panel.
///
/// A pure function of the panel: one thread, the same bits on any machine.
public struct PanelStudy: Sendable {
  /// The name of the row that sums all models an event concerns.
  public static let pooled = "pooled"

  /// The effects: by event, model and measure.
  public let effects: [EventEffect]

  /// Studies every event of a panel.
  public init(_ panel: Panel) {
    let grid = NightGrid(observed: panel.completeNights)
    let market = MarketPanel(
      nights: grid, names: panel.models,
      counts: panel.listings.map {
        LiveStretches(firsts: $0.firsts, lasts: $0.lasts).counts(on: panel.completeNights)
      })
    let samples = panel.priceSamples
    let neighbors = EventNeighbors(panel.events.map { ($0.eventID, $0.day.number) })
    let events = Dictionary(uniqueKeysWithValues: panel.events.map { ($0.eventID, $0) })
    var drafts: [EventDraft] = []
    for event in panel.events {
      let near = neighbors.of(event.eventID, day: event.day.number)
      // What a neighbor concerns is no yardstick.
      let concerned = Set(([event] + near.compactMap { events[$0] }).flatMap(\.affected))
      let controls = event.controls.filter { !concerned.contains($0) }
      let judge = EventJudge(
        panel: market, shape: EventFrame.Shape(),
        price: PriceTest(
          samples, names: Set(event.affected + controls), anchor: event.day.number,
          lastNight: panel.completeNights.last ?? 0))
      var groups = event.affected.map { ($0, [$0]) }
      if event.affected.count > 1 { groups.append((Self.pooled, event.affected)) }
      // Without models that the event leaves alone, a change of the whole market would pass for its effect.
      let hasControls = event.controls.contains { panel.models.contains($0) && !event.affected.contains($0) }
      for (series, members) in groups {
        let item = EventCase(
          eventID: event.eventID, anchor: event.day, series: series, role: .target, members: members,
          controls: controls, neighbors: near)
        drafts.append(
          hasControls
            ? judge.draft(item)
            : judge.refused(item, "control_models names no model with listings that it leaves alone"))
      }
    }
    effects = EventStudy(drafts).effects
  }
}

extension Panel {
  /// The price index of each model that has prices, by name.
  public func priceIndices() -> [(model: String, index: WeeklyIndex)] {
    let samples = priceSamples
    return models.compactMap { model in samples[model].flatMap { WeeklyIndex($0) }.map { (model, $0) } }
  }

  /// The priced listings of each model, with what else makes prices differ.
  var priceSamples: [String: IndexSample] {
    var samples: [String: IndexSample] = [:]
    for (model, listings) in zip(models, listings) {
      let priced = listings.logPrices.indices.filter { listings.logPrices[$0].isFinite }
      let isWhole = priced.count == listings.logPrices.count
      func kept<Value>(_ column: [Value]) -> [Value] { isWhole ? column : priced.map { column[$0] } }
      samples[model] = IndexSample(
        days: kept(listings.firsts), logPrices: kept(listings.logPrices), attributes: listings.attributes.map(kept))
    }
    return samples
  }
}
