import Records

/// Demand and supply of one family: arrivals upward, departures downward, and the live stock below.
///
/// Nights that were not read are hatched; they count as unknown, never as zero.
struct DemandChart {
  /// Rows that the table beside a chart shows; all are in its CSV.
  static let rowsInTable = 10

  let family: String
  let bins: [DemandBin]
  let isByWeek: Bool
  let flow: Chart
  let stock: Chart
  let spikes: [DemandSpike]
  let exhibit: Exhibit

  init?(_ family: String, id: String, points: [DemandPoint], findings: Findings) {
    guard let first = points.first?.date, let last = points.last?.date, points.contains(where: { $0.status == .ok })
    else { return nil }
    self.family = family
    isByWeek = points.count > DemandBin.mostNights
    bins = DemandBin.bins(of: points)
    spikes = findings.spikes.filter { $0.family == family }
    let read = points.count { $0.status == .ok }
    let gaps = points.filter { $0.status == .gap }.map(\.date)
    let days = DayScale(first: first, last: last)
    let stamp = Stamp(findings)
    let events = findings.events.filter {
      days.contains($0.anchor) && ($0.targets.contains(family) || $0.substitutes.contains(family))
    }
    let flows = bins.flatMap { [$0.daily($0.new), $0.daily($0.gone).map { -$0 }].compactMap { $0 } }
    flow = Chart(
      id: id, title: "New and gone listings of \(family) a day",
      description: "From \(first) to \(last): \(read) nights compared, \(gaps.count) not read and left open.",
      days: days, values: ValueScale(holding: flows + [0, 1]),
      label: { Figures.fixed(abs($0), $0 == $0.rounded() ? 0 : 1) }, events: events, gaps: gaps, stamp: stamp)
    let live = bins.compactMap(\.atRisk)
    stock = Chart(
      id: id + "s", title: "Live listings of \(family)",
      description: "Lowest \(Figures.fixed(live.min())), highest \(Figures.fixed(live.max())).", days: days,
      values: ValueScale(holding: live + [0], fromZero: true),
      label: { Figures.fixed($0, $0 == $0.rounded() ? 0 : 1) }, events: events, gaps: gaps, stamp: stamp)
    let queries = Queries(findings)
    exhibit = Exhibit(
      "demand and supply of \(family)", name: "demand-" + family, csv: DemandBin.csv(bins, byWeek: isByWeek),
      query: isByWeek ? queries.weeklyDemand(of: family) : queries.demand(of: family), stamp: stamp)
  }

  var figure: Markup {
    """
    <figure><h3>\(family)</h3>
    \(flow.svg(bars + marks))\(stock.svg(line))<figcaption>\(flow.legend)</figcaption>
    <div class="data"><details><summary>Table<span class="hidden"> of \(family)</span></summary>
    \(table)</details>\(exhibit.links)</div></figure>

    """
  }

  private var bars: Markup {
    let zero = flow.values.y(0)
    let level = Figures.point(zero)
    var up = ""
    var down = ""
    var width = 1.0
    for bin in bins {
      let (start, end) = (flow.days.x(bin.start), flow.days.x(bin.start.adding(bin.width)))
      width = max(0.8, end - start - (isByWeek ? 0.3 : 1))
      if let new = bin.daily(bin.new), new > 0 {
        up += DrawnPath.bar(x: (start + end) / 2, from: zero, to: flow.values.y(new))
      }
      if let gone = bin.daily(bin.gone), gone > 0 {
        down += DrawnPath.bar(x: (start + end) / 2, from: zero, to: flow.values.y(-gone))
      }
    }
    let stroke = Figures.point(width)
    return """
      <path class="bar ask" stroke-width="\(stroke)" d="\(up)"/>\
      <path class="bar sold" stroke-width="\(stroke)" d="\(down)"/>\
      <line class="axis" x1="\(Figures.point(Frame.left))" x2="\(Figures.point(Frame.width - Frame.right))" \
      y1="\(level)" y2="\(level)"/>
      """
  }

  /// A stripe along the top for each unusual stretch.
  private var marks: Markup {
    Markup(
      spikes.filter { flow.days.contains($0.start) }.map { spike in
        let (start, end) = (flow.days.x(spike.start), flow.days.x(min(flow.days.end, spike.end.adding(1))))
        return """
          <line class="spike" x1="\(Figures.point(start))" x2="\(Figures.point(max(end, start + 2)))" \
          y1="\(Figures.point(Frame.top + 2))" y2="\(Figures.point(Frame.top + 2))"/>
          """
      })
  }

  private var line: Markup {
    var runs: [[DrawnPath.Place]] = [[]]
    for bin in bins {
      guard let live = bin.atRisk else {
        runs.append([])
        continue
      }
      runs[runs.count - 1].append(
        (stock.days.x(Double(bin.start.number) + Double(bin.width) / 2), stock.values.y(live)))
    }
    let lines = runs.filter { $0.count > 1 }.map(DrawnPath.line).joined()
    let dots = DrawnPath.dots(runs.filter { $0.count == 1 }.flatMap { $0 })
    return """
      <path class="level ask" d="\(lines)"/><path class="dot ask fine" d="\(dots)"/>
      """
  }

  private var table: Markup {
    let shown = bins.suffix(Self.rowsInTable)
    var table = Table(
      "\(family), listings by \(isByWeek ? "week" : "night")" + (shown.count < bins.count ? ", the last ones" : ""),
      [
        (isByWeek ? "Week" : "Night", false), ("Status", false), ("Days", true), ("New", true), ("Gone", true),
        ("Live before", true), ("Bids", true), ("Mentions", true),
      ])
    func number(_ value: Int?) -> Markup { value.map { "\($0)" } ?? "—" }
    for bin in shown {
      table.append(
        [
          "<span class=\"nw\">\(bin.start.description)</span>", "\(bin.status.rawValue)", number(bin.gapDays),
          number(bin.new), number(bin.gone), "\(Figures.fixed(bin.atRisk, isByWeek ? 1 : 0))", number(bin.bids),
          number(bin.mentions),
        ], style: bin.status == .ok ? "" : "thin")
    }
    return table.markup
  }
}
