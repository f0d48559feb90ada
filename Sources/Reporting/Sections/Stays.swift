import Records

/// How long offers stay, those told surely first.
func timesOnMarket(_ findings: Findings) -> [TimeOnMarket] {
  findings.timesOnMarket.sorted { ($0.isThin ? 1 : 0, $0.family) < ($1.isThin ? 1 : 0, $1.family) }
}

/// "12 days (9 – 15)", or what can be said where half never went.
func medianStay(_ time: TimeOnMarket) -> String {
  guard let median = time.medianDays else { return "more than half are still there" }
  return Figures.count(median, "day") + (medianLimits(time).map { " (" + $0 + ")" } ?? "")
}

/// "9 – 15", or "9 or more" where the upper limit is beyond what was seen.
func medianLimits(_ time: TimeOnMarket) -> String? {
  guard time.medianDays != nil, let low = time.medianLow else { return nil }
  return time.medianHigh.map { "\(low) – \($0)" } ?? "\(low) or more"
}

/// The table of times on the market, a part of the section on demand.
func staysTable(_ findings: Findings) -> Markup {
  let times = timesOnMarket(findings)
  guard !times.isEmpty else {
    return """
      <h3>Time on the market</h3>
      <p class="note">No offer was seen to come, so how long they stay cannot be told.</p>
      """
  }
  var csv = CSV([
    "family", "offers", "gone", "median_days", "median_low", "median_high", "share_after_7", "share_after_30", "status",
  ])
  var table = Table(
    "Days until half of the offers of a family have gone, with the 95 % interval",
    [
      ("Family", false), ("Half gone after", false), ("Still there after 7 days", true), ("After 30 days", true),
      ("Came", true), ("Went", true), ("Status", false),
    ])
  for time in times {
    csv.append(
      [time.family, String(time.offers), String(time.gone)]
        + [time.medianDays, time.medianLow, time.medianHigh].map { $0.map(String.init) ?? "" }
        + [Figures.plain(time.week?.share, 4), Figures.plain(time.month?.share, 4), time.isThin ? "thin" : "ok"])
    table.append([
      "\(time.family)", "\(medianStay(time))", "\(share(time.week))", "\(share(time.month))", "\(time.offers)",
      "\(time.gone)", "\(time.isThin ? "thin" : "ok")",
    ])
  }
  let exhibit = Exhibit(
    "time on the market", name: "stays", csv: csv, query: Queries(findings).timesOnMarket, stamp: Stamp(findings))
  return """
    <h3>Time on the market</h3>
    <p class="key">After Kaplan and Meier, over offers first seen in the last 26 weeks: those still there count for as
    long as they were seen, and those that stood there when a source was first read do not count, since nobody knows how
    long. What one seller put up on one day counts as one. An offer that went was sold, withdrawn or has expired.</p>
    \(table.markup)<div class="data">\(exhibit.links)</div>
    """
}

/// A share in percent.
func share(_ share: TimeOnMarket.Share?) -> String { share.map { Figures.fixed(100 * $0.share) + " %" } ?? "—" }
