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
  var table = Table(
    "US dollars for one unit, at the latest level of asking prices",
    [
      ("Model", false), ("Level", true), ("per dense FP16 TFLOP/s", true), ("per GB", true), ("per TB/s", true),
      ("per watt", true), ("Status", false),
    ])
  for value in Value.all(findings) {
    table.append(
      [
        "\(value.model.name)", "\(Figures.dollars(value.point.usd))", "\(Figures.unitDollars(value.perTFLOPS))",
        "\(Figures.unitDollars(value.perGB))", "\(Figures.unitDollars(value.perTBs))",
        "\(Figures.unitDollars(value.perWatt))",
        "\(value.point.status.rawValue)",
      ], style: value.point.status == .ok ? "" : "thin")
  }
  return """
    <section id="value"><h2>Value for money</h2>
    <p>Cheapest dense FP16 tensor arithmetic first. A dash: the catalog has no such figure, or the card has no such
    unit.</p>
    \(table.markup)</section>

    """
}
