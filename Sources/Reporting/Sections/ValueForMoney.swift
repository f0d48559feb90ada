import Glibc
import Records

/// What a dollar buys of one model, at its latest level of asking prices.
struct Value {
  let model: ModelFacts
  let point: PriceIndexPoint

  var perTFLOPS: Double? { per(model.fp16TFLOPS) }
  var perGB: Double? { per(model.memoryGB) }
  var perTBs: Double? { per(model.bandwidthTBs) }
  var perWatt: Double? { per(model.watts) }

  private func per(_ amount: Double?) -> Double? {
    guard let amount, amount > 0 else { return nil }
    return point.usd / amount
  }

  /// All models with an asking price: those to rely on first, then the cheapest FP16 first.
  static func all(_ findings: Findings) -> [Value] {
    let models = Dictionary(findings.models.map { ($0.modelID, $0) }) { first, _ in first }
    return latestPrices(findings).filter { $0.basis == .ask }
      .compactMap { point in models[point.modelID].map { Value(model: $0, point: point) } }
      .sorted {
        ($0.point.status == .ok ? 0 : 1, $0.perTFLOPS ?? .infinity, $0.model.modelID)
          < ($1.point.status == .ok ? 0 : 1, $1.perTFLOPS ?? .infinity, $1.model.modelID)
      }
  }
}

func valueSection(_ findings: Findings) -> Markup {
  let values = Value.all(findings)
  guard !values.isEmpty else {
    return """
      <section id="value"><h2>Value for money</h2>
      <p class="note">No model has an asking price.</p></section>

      """
  }
  var table = Table(
    "US dollars for one unit, at the latest level of asking prices",
    [
      ("Model", false), ("Level", true), ("per dense FP16 TFLOP/s", true), ("per GB", true), ("per TB/s", true),
      ("per watt", true), ("Status", false),
    ])
  var csv = CSV([
    "model", "week", "usd", "usd_per_tflops", "usd_per_gb", "usd_per_tb_s", "usd_per_watt", "n", "status",
  ])
  for value in values {
    let units = [value.perTFLOPS, value.perGB, value.perTBs, value.perWatt]
    table.append(
      ["\(value.model.name)", "\(usd: value.point.usd)"]
        + units.map { unit -> Markup in "\(usd: unit, Figures.unitDollars)" } + [statusTag(value.point.status)],
      style: value.point.status == .ok ? "" : "thin")
    csv.append(
      [value.model.name, value.point.week.description, Figures.plain(value.point.usd, 2)]
        + units.map { Figures.plain($0, 4) } + [String(value.point.n), value.point.status.rawValue])
  }
  return """
    <section id="value"><h2>Value for money</h2>
    <p>Cheapest dense FP16 tensor arithmetic first. A dash: the catalog has no such figure, or the card has no such
    unit.</p>
    \(valueFigure(values, csv, findings))\(table.markup)</section>

    """
}

private func valueFigure(_ values: [Value], _ csv: CSV, _ findings: Findings) -> Markup {
  let stamp = Stamp(findings)
  let rows = values.filter { $0.perTFLOPS != nil }.prefix(16).map { value in
    IntervalChart.Row(
      name: value.model.name, words: Figures.unitDollars(value.perTFLOPS) + " per TFLOP/s",
      marks: [mark(value.point, per: value.model.fp16TFLOPS ?? 1)],
      money: "\(drawnUSD: value.perTFLOPS, Figures.unitDollars) per TFLOP/s")
  }
  let exhibit = Exhibit("value for money", name: "value", csv: csv, query: Queries(findings).value, stamp: stamp)
  guard !rows.isEmpty else { return "<div class=\"data\">\(exhibit.links)</div>" }
  let chart = IntervalChart.dollars(
    id: "value-c", title: "US dollars for one dense FP16 TFLOP/s",
    description: rows.map { "\($0.name): \($0.words)" }.joined(separator: "; "), rows: Array(rows), stamp: stamp)
  return """
    <figure class="single"><h3>Dense FP16</h3>
    \(chart.svg)<figcaption>Circles: the latest asking level; lines: its 95 % interval; hollow: thin. The scale is one of
    ratios.</figcaption><div class="data">\(exhibit.links)</div></figure>

    """
}
