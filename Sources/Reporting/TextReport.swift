import Records

/// The findings in plain text, for a terminal or a mail.
struct TextReport {
  let findings: Findings
  let width: Int?

  var text: String {
    let names = modelNames(findings)
    var prices = TextTable([
      .init("Model"), .init("Basis", keepsWhole: true), .init("Week of", keepsWhole: true), .init("US$", .trailing),
      .init("95 % interval", .trailing),
      .init("n", .trailing), .init("Status", keepsWhole: true),
    ])
    for point in latestPrices(findings) {
      prices.append([
        names[point.modelID] ?? point.modelID, point.basis.rawValue, point.week.description,
        Figures.dollars(point.usd), shownInterval(point), String(point.n), point.status.rawValue,
      ])
    }
    var value = TextTable([
      .init("Model"), .init("US$", .trailing), .init("per TFLOP/s", .trailing), .init("per GB", .trailing),
      .init("per TB/s", .trailing), .init("per watt", .trailing), .init("Status", keepsWhole: true),
    ])
    for row in Value.all(findings) {
      value.append([
        row.model.name, Figures.dollars(row.point.usd), Figures.unitDollars(row.perTFLOPS),
        Figures.unitDollars(row.perGB),
        Figures.unitDollars(row.perTBs), Figures.unitDollars(row.perWatt), row.point.status.rawValue,
      ])
    }
    return heading("Latest prices, US dollars a card (asking prices are not transactions)") + prices.text(width: width)
      + "\n" + heading("Value for money (dense FP16), at the latest asking level") + value.text(width: width) + "\n"
      + heading("Before and after events") + events + "\n" + heading("Made from") + origin
  }

  private var events: String {
    let compared = findings.effects.filter { $0.figures != nil }
    var text = ""
    if !compared.isEmpty {
      var table = TextTable([
        .init("Event"), .init("Family", keepsWhole: true), .init("Measure", keepsWhole: true),
        .init("Change", .trailing),
        .init("95 % interval", .trailing), .init("q", .trailing), .init("Verdict", keepsWhole: true),
        .init("Controls", keepsWhole: true),
        .init("Confounded with"),
      ])
      for effect in compared {
        guard let figures = effect.figures else { continue }
        table.append([
          effect.eventID, effect.family, effect.measure.rawValue, Figures.percent(log: figures.effectLog),
          Figures.percent(log: figures.low) + " to " + Figures.percent(log: figures.high),
          Figures.probability(figures.q), words(effect.verdict), effect.controls.rawValue,
          effect.confoundedWith.joined(separator: ", "),
        ])
      }
      text += table.text(width: width)
    }
    return text + "Compared: \(compared.count); not enough data: \(findings.effects.count - compared.count).\n"
  }

  private var origin: String {
    var table = TextTable([.init("What"), .init("Value")])
    for row in originRows(findings) { table.append([row.name, row.value]) }
    for row in tallyRows(findings.tally) { table.append(["Listings: " + row.name, Figures.grouped(row.count)]) }
    return table.text(width: width)
  }

  private func heading(_ text: String) -> String { text + "\n" }
}
