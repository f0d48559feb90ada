import Records

/// Rows of the table of events; all that tell something are in the CSV beside it.
private let mostEffects = 60
/// Rows of the table of the other measures, which is folded.
private let mostOthers = 60

func eventsSection(_ findings: Findings) -> Markup {
  let events = Dictionary(findings.events.map { ($0.eventID, $0) }) { first, _ in first }
  let compared = findings.effects.filter { $0.figures != nil }
    .sorted {
      (events[$1.eventID]?.anchor ?? Day(number: 0), $0.family) < (
        events[$0.eventID]?.anchor ?? Day(number: 0), $1.family
      )
    }
  let telling = compared.filter { $0.measure == .composite || $0.verdict != .notDetectable }
  let shown = telling.prefix(mostEffects)
  let others =
    compared.filter { $0.measure != .composite && $0.verdict == .notDetectable } + telling.dropFirst(mostEffects)
  let folded = others.prefix(mostOthers)
  let rest = others.count - folded.count
  let fold: Markup =
    folded.isEmpty
    ? ""
    : """
    <details><summary>\(Figures.count(folded.count, "comparison")) more: single measures in which nothing could be
    detected, and older events</summary>
    \(effectTable("Arrivals, departures and prices by themselves", Array(folded), events))</details>

    """
  let more: Markup =
    rest > 0 ? "<p class=\"soft\">\(Figures.count(rest, "comparison")) more in events.csv.</p>" : ""
  let body: Markup =
    compared.isEmpty
    ? "<p class=\"note\">No event has enough nights and listings on both sides to be compared.</p>"
    : effectFigure(telling, events, findings)
      + effectTable("What could be compared, the last events first", Array(shown), events) + fold + more
  return """
    <section id="events"><h2>Before and after policy events</h2>
    <p>Trade is arrivals and departures together, the primary test; “detectable” is the smallest change that would have
    been found. Not detectable at this volume is not the same as no effect. An uncontrolled row cannot tell the event from a
    change of the whole market; one that is confounded cannot tell it from its neighbors.</p>
    \(body)\(poorTable(findings, events))\(outcomes(findings))</section>

    """
}

private func effectTable(_ caption: String, _ effects: [EventEffect], _ events: [String: EventMark]) -> Markup {
  var table = Table(
    caption,
    [
      ("Event", false), ("Family", false), ("Measure", false), ("Change", true),
      ("95 % interval", true), ("q", true), ("Detectable", true), ("Verdict", false), ("Half gone after", false),
      ("Confounded with", false),
    ])
  for effect in effects {
    guard let figures = effect.figures else { continue }
    let event = events[effect.eventID]
    let range: Markup = """
      \(Figures.percent(log: figures.low)) to \(Figures.percent(log: figures.high))
      """
    table.append([
      "<span class=\"wide\">\(event?.anchor.description ?? "") \(event?.title ?? effect.eventID)</span>",
      "\(seriesWords(effect.family)) (\(effect.targetRole.rawValue))", "\(shortWords(effect.measure))",
      "\(Figures.percent(log: figures.effectLog))",
      range, "\(Figures.probability(figures.q))", "\(Figures.percent(log: figures.minimumDetectable))",
      "<span class=\"tag \(effect.verdict.rawValue)\">\(words(effect.verdict))</span>\(verdictWords(effect))",
      "\(halfLifeWords(effect.halfLife))",
      "<span class=\"wide\">\(effect.confoundedWith.isEmpty ? "—" : effect.confoundedWith.joined(separator: ", "))</span>",
    ])
  }
  return table.markup
}

/// The primary test of the last events, drawn; the CSV holds all that could be compared.
private func effectFigure(
  _ compared: [EventEffect], _ events: [String: EventMark], _ findings: Findings
) -> Markup {
  let stamp = Stamp(findings)
  var csv = CSV([
    "event_id", "series", "measure", "effect_log", "ci_low", "ci_high", "p", "q", "mde", "verdict", "controls",
    "confounded_with",
  ])
  for effect in compared.sorted(by: { effectKey($0) < effectKey($1) }) {
    guard let figures = effect.figures else { continue }
    let numbers = [figures.effectLog, figures.low, figures.high, figures.p, figures.q, figures.minimumDetectable]
    csv.append(
      [effect.eventID, effect.family, effect.measure.rawValue] + numbers.map { Figures.plain($0) } + [
        effect.verdict.rawValue, effect.controls.rawValue, jsonList(effect.confoundedWith),
      ])
  }
  let exhibit = Exhibit("event effects", name: "effects", csv: csv, query: Queries(findings).effects, stamp: stamp)
  let rows = compared.filter { $0.measure == .composite }.prefix(20).map { effect in
    IntervalChart.Row(
      name: "\(events[effect.eventID]?.anchor.description ?? effect.eventID) \(seriesWords(effect.family))",
      words: Figures.percent(log: effect.figures?.effectLog) + ", " + words(effect.verdict),
      marks: [
        IntervalChart.Mark(
          style: effect.verdict == .notDetectable ? "none" : "ask", low: effect.figures?.low,
          value: effect.figures?.effectLog ?? 0, high: effect.figures?.high)
      ])
  }
  guard !rows.isEmpty else { return "<div class=\"data\">\(exhibit.links)</div>" }
  let chart = IntervalChart.ratios(
    id: "events-c", title: "Trade after events beside what was expected",
    description: rows.map { "\($0.name): \($0.words)" }.joined(separator: "; "), rows: Array(rows), stamp: stamp)
  return """
    <figure class="single"><h3>Trade in the two weeks after</h3>
    \(chart.svg)<figcaption>The primary test, arrivals and departures together, beside what was expected without the
    event; lines: 95 % intervals; gray: not detectable. The scale is one of ratios.</figcaption>\
    <div class="data">\(exhibit.links)</div></figure>

    """
}

/// What is known of an effect beside its verdict: what kind of shock it was, and whether nothing controls it.
private func verdictWords(_ effect: EventEffect) -> String {
  let kind = effect.kind == nil || effect.kind == .unclear ? [] : [kindWords(effect.kind)]
  return (kind + (effect.controls == .controlled ? [] : [effect.controls.rawValue])).map { " " + $0 }
    .joined(separator: ",")
}

/// A family, or several at once, in words.
private func seriesWords(_ family: String) -> String {
  family.hasPrefix("pooled:") ? "all " + family.dropFirst("pooled:".count) : family
}

/// A measure in one word.
private func shortWords(_ measure: EventEffect.Measure) -> String {
  switch measure {
  case .new: "arrivals"
  case .gone: "departures"
  case .composite: "trade"
  case .price: "price"
  }
}

private func effectKey(_ effect: EventEffect) -> (String, String, String) {
  (effect.eventID, effect.family, effect.measure.rawValue)
}

/// "7 days (4 – 20)"; the longest that is tried is also what an effect without any decay gives.
func halfLifeWords(_ halfLife: EventHalfLife?) -> String {
  guard let halfLife else { return "—" }
  let most = EventHalfLife.longest
  guard halfLife.days < most else { return "no decay seen (\(halfLife.low) days or more)" }
  let limits = "\(halfLife.low)" + (halfLife.high < most ? " – \(halfLife.high)" : " or more")
  return Figures.count(halfLife.days, "day") + " (" + limits + ")"
}

func kindWords(_ kind: EventEffect.Kind?) -> String {
  switch kind {
  case .demandUp: "demand up"
  case .supplyUp: "supply up"
  case .demandDown: "demand down"
  case .supplyDown: "supply down"
  case .unclear: "unclear"
  case nil: "—"
  }
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
