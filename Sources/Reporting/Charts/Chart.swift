import Records

/// What all charts share: the frame, the axes, the marks of events and the hatched gaps.
struct Chart {
  let id: String
  let title: String
  let description: String
  let days: DayScale
  let values: ValueScale
  let label: (Double) -> String
  let events: [EventMark]
  let gaps: [Day]

  /// The drawing with `content` between the grid and the marks.
  func svg(_ content: Markup) -> Markup {
    let grid = values.ticks.map { tick -> Markup in
      let y = Figures.point(values.y(tick))
      return """
        <line class="grid" x1="\(Figures.point(Frame.left))" x2="\(Figures.point(Frame.width - Frame.right))" \
        y1="\(y)" y2="\(y)"/><text x="\(Figures.point(Frame.left - 5))" y="\(Figures.point(values.y(tick) + 4))" \
        text-anchor="end">\(label(tick))</text>
        """
    }
    let base = Figures.point(Frame.height - Frame.bottom)
    let dates = days.ticks.map { tick -> Markup in
      let x = Figures.point(days.x(tick.day))
      return """
        <line class="axis" x1="\(x)" x2="\(x)" y1="\(base)" y2="\(Figures.point(Frame.height - Frame.bottom + 4))"/>\
        <text x="\(x)" y="\(Figures.point(Frame.height - 5))" text-anchor="middle">\(tick.label)</text>
        """
    }
    return """
      <svg viewBox="0 0 360 190" role="img" aria-labelledby="\(id)-t \(id)-d">\
      <title id="\(id)-t">\(title)</title><desc id="\(id)-d">\(description)</desc>
      \(hatching)\(grid)
      \(content)
      <line class="axis" x1="\(Figures.point(Frame.left))" x2="\(Figures.point(Frame.width - Frame.right))" \
      y1="\(base)" y2="\(base)"/>\(dates)\(marks)</svg>

      """
  }

  /// The events as a numbered list, in the order of their marks.
  var legend: Markup {
    guard !events.isEmpty else { return "" }
    let items = events.map { event -> Markup in
      let kind = event.role == .outcome ? " (what the market did, not tested)" : ""
      return "<li><span class=\"nw\">\(event.anchor.description)</span> \(event.title)\(kind)</li>"
    }
    return "<ol>\(items)</ol>"
  }

  private var marks: [Markup] {
    events.enumerated().map { index, event in
      let x = Figures.point(days.x(event.anchor))
      return """
        <line class="event \(event.role.rawValue)" x1="\(x)" x2="\(x)" y1="\(Figures.point(Frame.top - 2))" \
        y2="\(Figures.point(Frame.height - Frame.bottom))"/>\
        <text class="mark" x="\(x)" y="\(Figures.point(Frame.top - 6))" text-anchor="middle">\(index + 1)</text>
        """
    }
  }

  private var hatching: [Markup] {
    Chart.stretches(of: gaps.filter(days.contains)).map { first, last in
      let x = days.x(first)
      let width = days.x(Double(last.number + 1)) - x
      return """
        <rect x="\(Figures.point(x))" y="\(Figures.point(Frame.top))" width="\(Figures.point(width))" \
        height="\(Figures.point(Frame.height - Frame.top - Frame.bottom))" fill="url(#hatch)"/>
        """
    }
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
