import Records

/// The findings in plain text, for a terminal or a mail.
struct TextReport {
  let findings: Findings
  let width: Int?

  var text: String {
    let sections: [(title: String, body: String)] = [
      ("What moved", headline),
      ("Price index by family, US dollars a card of constant quality", families),
      ("Latest prices, US dollars a card (asking prices are not transactions)", prices),
      ("Value for money (dense FP16), at the latest asking level", value),
      ("Before and after events", TextEvents(findings: findings, width: width).text),
      ("Spikes and alarms", spikes),
      ("Demand and supply on the last night compared", demand),
      ("Time on the market, offers of the last 26 weeks", stays),
      ("Bids against asks", bids),
      ("Grey market: what restricted markets pay beside others", grey),
      ("Claims checked", claims),
      ("Freshness and terms", sources),
      ("Made from", origin),
    ]
    return sections.map { $0.title + "\n" + $0.body }.joined(separator: "\n")
  }

  private func lines(_ text: String) -> String { TextWrap.wrapped(text, to: width) }

  private var headline: String {
    let movements = Movement.sinceVintage(findings)
    var text = lines(Tellings.night(findings)) + lines(Tellings.vintage(findings, movements))
    if !movements.isEmpty { text += movementTable(movements.prefix(8)) }
    if let (event, moved) = Movement.sinceEvent(findings) {
      text += lines("Since \(event.anchor), \(event.title) (plain differences; the test is under events):")
      text += movementTable(moved.prefix(8))
    }
    for found in Tellings.found(findings) { text += lines("Found: " + found) }
    for watch in Tellings.watch(findings) { text += lines("To look at: " + watch) }
    return text
  }

  private func movementTable(_ movements: ArraySlice<Movement>) -> String {
    var table = TextTable([
      .init("Series"), .init("Before", .trailing), .init("Now", .trailing), .init("Change", .trailing),
    ])
    for movement in movements {
      table.append([
        movement.name, Figures.dollars(movement.before), Figures.dollars(movement.now.usd),
        Figures.change(movement.percent),
      ])
    }
    return table.text(width: width)
  }

  private var families: String {
    let points = latest(familyLevels(findings).values.flatMap { $0 })
    return points.isEmpty ? "No family has a price level.\n" : levelTable("Family", points)
  }

  private var prices: String { levelTable("Model", latestPrices(findings)) }

  private func levelTable(_ title: String, _ points: [PriceIndexPoint]) -> String {
    let names = modelNames(findings)
    var table = TextTable([
      .init(title), .init("Basis", keepsWhole: true), .init("Week of", keepsWhole: true), .init("US$", .trailing),
      .init("95 % interval", .trailing), .init("n", .trailing), .init("Status", keepsWhole: true),
    ])
    for point in points {
      table.append([
        names[point.modelID] ?? point.modelID, point.basis.rawValue, point.week.description,
        Figures.dollars(point.usd), shownInterval(point), String(point.n), point.status.rawValue,
      ])
    }
    return table.text(width: width)
  }

  private var value: String {
    var table = TextTable([
      .init("Model"), .init("US$", .trailing), .init("per TFLOP/s", .trailing), .init("per GB", .trailing),
      .init("per TB/s", .trailing), .init("per watt", .trailing), .init("Status", keepsWhole: true),
    ])
    for row in Value.all(findings) {
      table.append([
        row.model.name, Figures.dollars(row.point.usd), Figures.unitDollars(row.perTFLOPS),
        Figures.unitDollars(row.perGB), Figures.unitDollars(row.perTBs), Figures.unitDollars(row.perWatt),
        row.point.status.rawValue,
      ])
    }
    return table.text(width: width)
  }

  private var spikes: String {
    guard !findings.spikes.isEmpty else { return lines("No unusual stretch, no alarm about the data.") }
    var table = TextTable([
      .init("Family", keepsWhole: true), .init("Measure", keepsWhole: true), .init("From", keepsWhole: true),
      .init("To", keepsWhole: true), .init("Height", .trailing), .init("q", .trailing), .init("Events in reach"),
    ])
    for spike in findings.spikes.sorted(by: { $0.start > $1.start }).prefix(20) {
      let reach = spike.kind == .dataQuality ? "look at the data" : "none: unexplained"
      table.append([
        spike.family, spike.measure.rawValue, spike.start.description, spike.end.description,
        Figures.percent(log: spike.size), Figures.probability(spike.q),
        spike.events.isEmpty ? reach : spike.events.joined(separator: ", "),
      ])
    }
    return table.text(width: width)
  }

  private var demand: String {
    let last = Dictionary(grouping: findings.demand.filter { $0.status == .ok }, by: \.family)
      .compactMap { $0.value.max { $0.date < $1.date } }.sorted { $0.family < $1.family }
    guard !last.isEmpty else { return lines("No two nights were read in full, so nothing can be called new or gone.") }
    var table = TextTable([
      .init("Family", keepsWhole: true), .init("Night", keepsWhole: true), .init("Days", .trailing),
      .init("New", .trailing), .init("Gone", .trailing), .init("Live before", .trailing), .init("Bids", .trailing),
      .init("Mentions", .trailing),
    ])
    for point in last {
      let counts = [point.gapDays, point.new, point.gone, point.atRisk, point.bids, point.mentions]
      table.append([point.family, point.date.description] + counts.map { $0.map(String.init) ?? "—" })
    }
    return table.text(width: width)
  }

  private var stays: String {
    let times = timesOnMarket(findings)
    guard !times.isEmpty else { return lines("No offer was seen to come, so how long they stay cannot be told.") }
    var table = TextTable([
      .init("Family", keepsWhole: true), .init("Days until half went", .trailing), .init("95 %", .trailing),
      .init("Left after 7", .trailing), .init("After 30", .trailing), .init("Came", .trailing),
      .init("Went", .trailing),
      .init("Status", keepsWhole: true),
    ])
    for time in times {
      table.append([
        time.family, time.medianDays.map(String.init) ?? "—", medianLimits(time) ?? "—", share(time.week),
        share(time.month), String(time.offers), String(time.gone),
        time.isThin ? "thin" : "ok",
      ])
    }
    return table.text(width: width)
  }

  private var bids: String {
    let pairs = BidAsk.all(findings)
    guard !pairs.isEmpty else { return lines("No want-to-buy post names a price for one certain model.") }
    var table = TextTable([
      .init("Model"), .init("Bid", .trailing), .init("Bids", .trailing), .init("Ask", .trailing),
      .init("Bid beside ask", .trailing),
    ])
    for pair in pairs {
      table.append([
        pair.name, Figures.dollars(pair.bid.usd), String(pair.bid.n), Figures.dollars(pair.ask?.usd),
        pair.gap.map(Figures.change) ?? "—",
      ])
    }
    return table.text(width: width)
  }

  private var grey: String {
    let count = lines("Restricted models offered where they must not be sold: \(findings.facts.greyListings) so far.")
    let found = premiums(findings)
    guard !found.isEmpty else { return count + lines("No premium can be told: too few offers beside others.") }
    var table = TextTable([
      .init("Series"), .init("Premium", .trailing), .init("95 % interval", .trailing), .init("n", .trailing),
    ])
    for term in found {
      let (estimate, reach) = (term.estimate ?? 0, 1.96 * (term.standardError ?? 0))
      table.append([
        seriesName(term.series, modelNames(findings)), Figures.percent(log: estimate),
        Figures.percent(log: estimate - reach) + " to " + Figures.percent(log: estimate + reach), String(term.n),
      ])
    }
    return count + table.text(width: width)
  }

  private var claims: String {
    guard !findings.facts.claims.isEmpty else { return lines("No report was read that claims anything of a card.") }
    var table = TextTable([
      .init("Family", keepsWhole: true), .init("Claim"), .init("Check", keepsWhole: true), .init("Held against"),
      .init("Report"),
    ])
    for claim in findings.facts.claims.prefix(20) {
      let than = claim.relativeTo.isEmpty ? "" : " " + claim.relativeTo
      table.append([
        claim.family, claim.attribute + ": " + claim.claimed + than, claimWords(claim.verdict), claim.note, claim.title,
      ])
    }
    return table.text(width: width)
  }

  private var sources: String {
    var table = TextTable([
      .init("Source"), .init("Listings", .trailing), .init("Read in full", keepsWhole: true), .init("Age", .trailing),
      .init("Gaps of 30", .trailing), .init("Pass on", keepsWhole: true),
    ])
    for source in Freshness.all(findings) {
      table.append([
        source.facts.sourceID, Figures.grouped(source.facts.listings), source.lastComplete?.description ?? "never",
        source.age(on: findings.asOf).map(String.init) ?? "—", "\(source.gaps)/\(source.nights)",
        source.facts.allowsAggregates ? "yes" : "no",
      ])
    }
    return table.text(width: width)
  }

  private var origin: String {
    var table = TextTable([.init("What"), .init("Value")])
    for row in originRows(findings) { table.append([row.name, row.value]) }
    for row in tallyRows(findings.tally) { table.append(["Listings: " + row.name, Figures.grouped(row.count)]) }
    return table.text(width: width)
  }
}
