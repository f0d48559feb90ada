import Records

func eventsSection(_ findings: Findings) -> Markup {
  let events = Dictionary(findings.events.map { ($0.eventID, $0) }) { first, _ in first }
  let compared = findings.effects.filter { $0.figures != nil }
  var table = Table(
    "Rates before and after each event that could be compared",
    [
      ("Event", false), ("Family", false), ("Measure", false), ("Before", true), ("After", true), ("Change", true),
      ("95 % interval", true), ("q", true), ("Detectable from", true), ("Verdict", false), ("Controls", false),
      ("Confounded with", false),
    ])
  for effect in compared {
    guard let figures = effect.figures else { continue }
    let event = events[effect.eventID]
    table.append([
      "<span class=\"nw\">\(event?.anchor.description ?? "")</span> \(event?.title ?? effect.eventID)",
      "\(effect.family) (\(effect.targetRole.rawValue))", "\(effect.measure.rawValue)",
      "\(rate(effect.before, effect))",
      "\(rate(effect.after, effect))", "\(Figures.percent(log: figures.effectLog))",
      "\(Figures.percent(log: figures.low)) to \(Figures.percent(log: figures.high))",
      "\(Figures.probability(figures.q))", "\(Figures.percent(log: figures.minimumDetectable))",
      "<span class=\"tag \(effect.verdict.rawValue)\">\(words(effect.verdict))</span>", "\(effect.controls.rawValue)",
      "\(effect.confoundedWith.isEmpty ? "—" : effect.confoundedWith.joined(separator: ", "))",
    ])
  }
  let body: Markup =
    compared.isEmpty
    ? "<p class=\"note\">No event has enough nights and listings on both sides to be compared.</p>" : table.markup
  return """
    <section id="events"><h2>Before and after policy events</h2>
    <p>Not detectable at this volume is not the same as no effect. An uncontrolled row cannot tell the event from a
    change of the whole market.</p>
    \(body)\(poorTable(findings, events))\(outcomes(findings))</section>

    """
}

/// "3.2 / day" or "1.9 % / day" of the live listings.
func rate(_ window: EventEffect.Window, _ effect: EventEffect) -> String {
  guard effect.measure == .new || effect.measure == .gone, let rate = window.rate else { return "—" }
  return effect.measure == .new ? Figures.fixed(rate, 2) + " / day" : Figures.fixed(100 * rate, 2) + " % / day"
}

func words(_ verdict: EventEffect.Verdict) -> String {
  switch verdict {
  case .rise: "rise"
  case .fall: "fall"
  case .notDetectable: "not detectable"
  case .notEnoughData: "not enough data"
  }
}

/// The events that could not be compared, a line each: families joined by the reason.
private func poorTable(_ findings: Findings, _ events: [String: EventMark]) -> Markup {
  var table = Table(
    "Not enough data", [("Event", false), ("Families and why", false), ("Confounded with", false)])
  let poor = findings.effects.filter { $0.figures == nil }
  for event in findings.events {
    let own = poor.filter { $0.eventID == event.eventID }
    guard let first = own.first else { continue }
    var reasons: [(reason: String, families: [String])] = []
    for effect in own {
      let reason = effect.reason ?? "unknown"
      if let index = reasons.firstIndex(where: { $0.reason == reason }) {
        if !reasons[index].families.contains(effect.family) { reasons[index].families.append(effect.family) }
      } else {
        reasons.append((reason, [effect.family]))
      }
    }
    let text = reasons.map { $0.families.joined(separator: ", ") + ": " + $0.reason }.joined(separator: "; ")
    table.append([
      "<span class=\"nw\">\(event.anchor.description)</span> \(event.title)", "\(text)",
      "\(first.confoundedWith.isEmpty ? "—" : first.confoundedWith.joined(separator: ", "))",
    ])
  }
  guard !table.rows.isEmpty else { return "" }
  return """
    <details><summary>Not enough data for at least one family: \(Figures.count(table.rows.count, "event"))</summary>
    \(table.markup)</details>

    """
}

private func outcomes(_ findings: Findings) -> Markup {
  let outcomes = findings.events.filter { !$0.isTestable }
  guard !outcomes.isEmpty else { return "" }
  let items = outcomes.map { event -> Markup in
    "<li><span class=\"nw\">\(event.anchor.description)</span> \(event.title)</li>\n"
  }
  return """
    <details><summary>What the market did, shown as annotations and never tested: \(Figures.count(outcomes.count, "outcome"))</summary>
    <ul>\(items)</ul></details>

    """
}
