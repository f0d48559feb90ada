import Glibc
import Records

/// The last bid level of a model, beside its last asking level where there is one.
struct BidAsk {
  let name: String
  let modelID: String
  let bid: PriceIndexPoint
  let ask: PriceIndexPoint?

  static func all(_ findings: Findings) -> [BidAsk] {
    let names = modelNames(findings)
    let points = latestPrices(findings)
    let asks = Dictionary(points.filter { $0.basis == .ask }.map { ($0.modelID, $0) }) { first, _ in first }
    return points.filter { $0.basis == .bid }.sorted { $0.series < $1.series }.map {
      BidAsk(name: names[$0.modelID] ?? $0.modelID, modelID: $0.modelID, bid: $0, ask: asks[$0.modelID])
    }
  }

  /// The bid below (negative) or above the asking level, in percent.
  var gap: Double? { ask.map { 100 * (bid.usd / $0.usd - 1) } }
}

func bidsSection(_ findings: Findings) -> Markup {
  let pairs = BidAsk.all(findings)
  let posts = findings.demand.reduce(0) { $0 + ($1.bids ?? 0) }
  guard !pairs.isEmpty else {
    return """
      <section id="bids"><h2>Bids against asks</h2>
      <p class="note">No want-to-buy post names a price for one certain model\
      \(posts > 0 ? "; \(Figures.count(posts, "post")) without one are counted under Demand" : "").</p></section>

      """
  }
  let stamp = Stamp(findings)
  let units = modelUnits(findings)
  var csv = CSV(["model", "bid_week", "bid_usd", "bids", "ask_week", "ask_usd", "asks"])
  var table = Table(
    "Latest bid and asking levels, US dollars a card",
    [("Model", false), ("Bid", true), ("Bids", true), ("Ask", true), ("Sellers", true), ("Bid beside ask", true)])
  for pair in pairs {
    csv.append([
      pair.name, pair.bid.week.description, Figures.plain(pair.bid.usd, 2), String(pair.bid.n),
      pair.ask?.week.description ?? "", Figures.plain(pair.ask?.usd, 2), pair.ask.map { String($0.n) } ?? "",
    ])
    table.append(
      [
        "\(pair.name)", "\(usd: pair.bid.usd)", "\(pair.bid.n)", "\(usd: pair.ask?.usd)",
        "\(pair.ask.map { String($0.n) } ?? "—")", "\(pair.gap.map(Figures.change) ?? "—")",
      ], per: units[pair.modelID] ?? "")
  }
  let rows = pairs.prefix(24).map { pair in
    IntervalChart.Row(
      name: pair.name, words: "bid " + Figures.dollars(pair.bid.usd) + ", ask " + Figures.dollars(pair.ask?.usd),
      marks: [mark(pair.bid)] + (pair.ask.map { [mark($0)] } ?? []),
      money: "bid \(drawnUSD: pair.bid.usd), ask \(drawnUSD: pair.ask?.usd)")
  }
  let chart = IntervalChart.dollars(
    id: "bids-c", title: "What buyers offer beside what sellers ask",
    description: rows.map { "\($0.name): \($0.words)" }.joined(separator: "; "), rows: rows, stamp: stamp)
  let exhibit = Exhibit("bids and asks", name: "bids", csv: csv, query: Queries(findings).bids, stamp: stamp)
  return """
    <section id="bids"><h2>Bids against asks</h2>
    <p>Want-to-buy posts are demand in its purest form; few name a price, so most levels are thin.</p>
    <figure class="single"><h3>Latest levels</h3>
    \(chart.svg)<figcaption>Upright ticks: bids; circles: asking prices; lines: 95 % intervals; hollow: thin. The scale is
    one of ratios.</figcaption><div class="data">\(exhibit.links)</div></figure>
    \(table.markup)</section>

    """
}

/// A level as a mark of a chart.
func mark(_ point: PriceIndexPoint, per unit: Double = 1) -> IntervalChart.Mark {
  IntervalChart.Mark(
    style: point.basis.rawValue, low: point.low.map { log($0 / unit) }, value: log(point.usd / unit),
    high: point.high.map { log($0 / unit) }, isThin: point.status == .thin)
}
