import Records

/// The comparisons around events in plain text.
struct TextEvents {
  let findings: Findings
  let width: Int?

  var text: String {
    let compared = findings.effects.filter { $0.figures != nil }
    let counts = "Compared: \(compared.count); not enough data: \(findings.effects.count - compared.count).\n"
    guard !compared.isEmpty else { return counts }
    var table = TextTable([
      .init("Event"), .init("Family", keepsWhole: true), .init("Measure", keepsWhole: true),
      .init("Change", .trailing), .init("95 % interval", .trailing), .init("q", .trailing),
      .init("Verdict", keepsWhole: true), .init("Controls", keepsWhole: true), .init("Confounded with"),
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
    return table.text(width: width) + counts
  }
}
