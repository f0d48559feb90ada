import Records

/// What all charts over time share: the frame, the axes, the marks of events and the hatched gaps.
struct Chart {
  let id: String
  let title: String
  let description: String
  let days: DayScale
  let values: ValueScale
  let label: (Double) -> String
  let events: [EventMark]
  let gaps: [Day]
  let stamp: Stamp
  /// Whether the values are US dollars, which the reader may see in another currency.
  var isMoney = false

  /// The drawing with `content` between the grid and the marks.
  func svg(_ content: Markup) -> Markup {
    let grid = values.ticks.map { tick -> Markup in
      let y = Figures.point(values.y(tick))
      return """
        <line class="grid" x1="\(Figures.point(Frame.left))" x2="\(Figures.point(Frame.width - Frame.right))" \
        y1="\(y)" y2="\(y)"/><text x="\(Figures.point(Frame.left - 5))" y="\(Figures.point(values.y(tick) + 4))" \
        text-anchor="end">\(shown(tick))</text>
        """
    }
    let base = Figures.point(Frame.height - Frame.bottom)
    let dates = days.ticks.filter { days.x($0.day) < Frame.width - 24 }.map { tick -> Markup in
      let x = Figures.point(days.x(tick.day))
      return """
        <line class="axis" x1="\(x)" x2="\(x)" y1="\(base)" y2="\(Figures.point(Frame.height - Frame.bottom + 4))"/>\
        <text x="\(x)" y="\(Figures.point(Frame.height - 5))" text-anchor="middle">\(tick.label)</text>
        """
    }
    return """
      <svg viewBox="0 0 360 204" role="img" aria-labelledby="\(id)-t \(id)-d" data-first="\(days.first.number)" \
      data-end="\(days.end.number)"><title id="\(id)-t">\(title)</title><desc id="\(id)-d">\(description)</desc>\
      <metadata>\(stamp.terms)</metadata>
      \(hatching)\(grid)
      \(content)
      <line class="axis" x1="\(Figures.point(Frame.left))" x2="\(Figures.point(Frame.width - Frame.right))" \
      y1="\(base)" y2="\(base)"/>\(dates)\(marks)\
      <text class="stamp" x="352" y="200" text-anchor="end">\(stamp.line)</text></svg>

      """
  }

  private func shown(_ tick: Double) -> Markup {
    isMoney ? "\(drawnUSD: tick, { $0.map(label) ?? "—" })" : "\(label(tick))"
  }

  /// The events as a numbered list, in the order of their marks.
  var legend: Markup {
    guard !events.isEmpty else { return "" }
    let items = events.map { event -> Markup in
      let kind = event.role == .outcome ? " (what the market did, not tested)" : ""
      return "<li><span class=\"nw\">\(event.anchor.description)</span> \(event.title)\(kind)</li>"
    }
    guard items.count > 4 else { return "<ol>\(items)</ol>" }
    return """
      <details><summary>\(Figures.count(items.count, "event"))<span class="hidden"> of \(title)</span></summary>\
      <ol>\(items)</ol></details>
      """
  }

  /// Numbers stand over events where there is room for them.
  private var marks: [Markup] {
    var free = -Double.infinity
    return events.enumerated().map { index, event in
      let x = days.x(event.anchor)
      let line: Markup = """
        <line class="event \(event.role.rawValue)" x1="\(Figures.point(x))" x2="\(Figures.point(x))" \
        y1="\(Figures.point(Frame.top - 2))" y2="\(Figures.point(Frame.height - Frame.bottom))"/>
        """
      guard x >= free else { return line }
      free = x + 12
      return line + """
        <text class="mark" x="\(Figures.point(x))" y="\(Figures.point(Frame.top - 6))" text-anchor="middle">\
        \(index + 1)</text>
        """
    }
  }

  /// Nights that were not read, where they are wide enough to be seen.
  private var hatching: Markup {
    let boxes = Chart.stretches(of: gaps.filter(days.contains)).compactMap { first, last -> String? in
      let x = days.x(first)
      let width = days.x(Double(last.number + 1)) - x
      return width < 0.8 ? nil : DrawnPath.box(x, Frame.top, width, Frame.height - Frame.top - Frame.bottom)
    }
    return boxes.isEmpty ? "" : "<path fill=\"url(#hatch)\" d=\"\(boxes.joined())\"/>"
  }

  /// Days in order, joined where they follow each other.
  static func stretches(of days: [Day]) -> [(first: Day, last: Day)] {
    var result: [(first: Day, last: Day)] = []
    for day in days.sorted() {
      if let last = result.last, day.number <= last.last.number + 1 {
        result[result.count - 1].last = day
      } else {
        result.append((day, day))
      }
    }
    return result
  }
}
