import Records

func spikesSection(_ findings: Findings) -> Markup {
  let titles = Dictionary(findings.events.map { ($0.eventID, $0) }) { first, _ in first }
  let spikes = findings.spikes.sorted {
    ($1.start, $0.family, $0.measureWord) < ($0.start, $1.family, $1.measureWord)
  }
  var csv = CSV(["family", "measure", "start_on", "peak_on", "end_on", "size", "q", "events", "kind"])
  for spike in findings.spikes.sorted(by: {
    ($0.start, $0.family, $0.measureWord) < ($1.start, $1.family, $1.measureWord)
  }) {
    csv.append([
      spike.family, spike.measureWord, spike.start.description, spike.peak.description, spike.end.description,
      Figures.plain(spike.size), Figures.plain(spike.q), jsonList(spike.events), spike.kind.rawValue,
    ])
  }
  let exhibit = Exhibit(
    "spikes and alarms", name: "spikes", csv: csv, query: Queries(findings).spikes, stamp: Stamp(findings))
  let demand = spikes.filter { $0.kind == .demand }
  let alarms = spikes.filter { $0.kind == .dataQuality }
  let links: Markup = spikes.isEmpty ? "" : "<div class=\"data\">\(exhibit.links)</div>"
  return """
    <section id="spikes"><h2>Spikes and alarms</h2>
    <h3>Unusual stretches</h3>
    \(table("Stretches beyond what the other families did", demand, titles)
      ?? "<p class=\"note\">No stretch of nights was unusual.</p>")
    <h3>Alarms about the data</h3>
    \(table("Nights so odd that the data should be looked at first", alarms, titles)
      ?? "<p class=\"note\">No night is so odd that the data should be doubted.</p>")\(links)</section>

    """
}

private func table(_ caption: String, _ spikes: [DemandSpike], _ events: [String: EventMark]) -> Markup? {
  guard !spikes.isEmpty else { return nil }
  var table = Table(
    caption,
    [
      ("Family", false), ("Measure", false), ("From", false), ("To", false), ("Height", true), ("q", true),
      ("Events in reach", false),
    ])
  for spike in spikes.prefix(60) {
    let near = spike.events.map { events[$0].map { "\($0.anchor) \($0.title)" } ?? $0 }
    let reach: Markup =
      near.isEmpty
      ? "<span class=\"tag alarm\">\(spike.kind == .demand ? "unexplained" : "look at the data")</span>"
      : "<span class=\"wide\">\(near.joined(separator: "; "))</span>"
    table.append([
      "\(spike.family)", "\(spike.measure.rawValue)", "<span class=\"nw\">\(spike.start.description)</span>",
      "<span class=\"nw\">\(spike.end.description)</span>", "\(Figures.percent(log: spike.size))",
      "\(Figures.probability(spike.q))", reach,
    ])
  }
  return table.markup
}

/// Texts as a JSON list.
func jsonList(_ texts: [String]) -> String {
  var writer = JSONWriter()
  writer.array { writer in for text in texts { writer.string(text) } }
  return String(decoding: writer.bytes, as: UTF8.self)
}
