import Records
import SQLiteKit

extension Loader {
  /// Replaces one vintage of the price indices and times on the market, and what the newest says of listings and
  /// spikes, in one transaction.
  ///
  /// Rows of other vintages stay. Weights and spikes are those of the newest vintage only: a look at an earlier day
  /// leaves them alone.
  public mutating func store(
    levels: [PriceIndexPoint], _ indices: IndexFindings, spikes: [DemandSpike], times: [TimeOnMarket] = [],
    vintage: Day
  ) throws(LoadFailure) {
    try write { loader throws(SQLiteFailure) in
      let day = vintage.description
      for table in ["price_index", "index_coefficient", "time_on_market"] {
        var clear = try loader.database.prepare("DELETE FROM \(table) WHERE vintage = ?1")
        try clear.run(.text(day))
      }
      var newer = try loader.database.prepare("SELECT 1 FROM price_index WHERE vintage > ?1 LIMIT 1")
      try newer.bind(day, at: 1)
      let isNewest = try !newer.step()
      newer.reset()
      try loader.upsert("price_index", levelColumns, keys: 4, levels.map { levelRow($0, day) })
      try loader.upsert(
        "index_coefficient",
        ["series", "attribute", "level", "vintage", "reference", "estimate", "se", "n"], keys: 4,
        indices.coefficients.map { term in
          [
            .text(term.series), .text(term.attribute), .text(term.level), .text(day), .text(term.reference),
            .real(term.estimate), .real(term.standardError), .int(term.n),
          ]
        })
      try loader.upsert("time_on_market", timeColumns, keys: 2, times.map { timeRow($0, day) })
      guard isNewest else { return }
      try loader.database.execute("DELETE FROM listing_weight; DELETE FROM demand_spike")
      try loader.upsert(
        "listing_weight",
        ["listing_id", "series", "vintage", "week", "seller_weight", "weight", "residual", "reason"], keys: 2,
        indices.weights.map { weight in
          [
            .text(weight.listingID), .text(weight.series), .text(day), .text(weight.week.description),
            .real(weight.sellerWeight), .real(weight.weight), .real(weight.residual), .text(weight.reason.rawValue),
          ]
        })
      try loader.upsert("demand_spike", spikeColumns, keys: 3, spikes.map(spikeRow))
    }
  }
}

private let levelColumns = [
  "series", "date", "method", "vintage", "level_raw", "level", "usd", "low", "high", "n", "basis", "status", "se",
  "listings", "median_usd",
]

private func levelRow(_ point: PriceIndexPoint, _ day: String) -> [Value] {
  [
    .text(point.series), .text(point.week.description), .text(point.method), .text(day), .real(point.levelRaw),
    .real(point.level), .real(point.usd), .real(point.low), .real(point.high), .int(point.n),
    .text(point.basis.rawValue), .text(point.status.rawValue), .real(point.standardError), .int(point.listings),
    .real(point.medianUSD),
  ]
}

private let spikeColumns = [
  "series", "measure", "start_on", "peak_on", "end_on", "size", "q", "event_id", "events", "kind", "method",
]

private func spikeRow(_ spike: DemandSpike) -> [Value] {
  var events = JSONWriter()
  events.array { writer in for id in spike.events { writer.string(id) } }
  return [
    .text(spike.family), .text(spike.measureWord), .text(spike.start.description), .text(spike.peak.description),
    .text(spike.end.description), .real(spike.size), .real(spike.q), .text(spike.events.first),
    .text(String(decoding: events.bytes, as: UTF8.self)), .text(spike.kind.rawValue), .text(spike.method),
  ]
}

private let timeColumns = [
  "family", "vintage", "since", "offers", "gone", "quarter_days", "median_days", "median_low", "median_high",
  "share_after_7", "share_after_7_low", "share_after_7_high", "share_after_30", "share_after_30_low",
  "share_after_30_high", "status",
]

private func timeRow(_ time: TimeOnMarket, _ day: String) -> [Value] {
  let shares = [time.week, time.month].flatMap { share -> [Value] in
    [.real(share?.share), .real(share?.low), .real(share?.high)]
  }
  return [
    .text(time.family), .text(day), .text(time.since.description), .int(time.offers), .int(time.gone),
    .int(time.quarterDays), .int(time.medianDays), .int(time.medianLow), .int(time.medianHigh),
  ] + shares + [.text(time.isThin ? "thin" : "ok")]
}
