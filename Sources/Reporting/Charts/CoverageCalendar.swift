import Records

/// The nights of one source as a calendar: a column a week, a row a weekday.
struct CoverageCalendar {
  let source: String
  let nights: [CoverageNight]

  private static let cell = 13
  private static let left = 30
  private static let top = 16

  var figure: Markup {
    guard let first = nights.map(\.date).min(), let last = nights.map(\.date).max() else { return "" }
    let byDay = Dictionary(nights.map { ($0.date, $0) }) { kept, _ in kept }
    let weeks = (last.monday.number - first.monday.number) / 7 + 1
    let cells = (first.number...last.number).map { number -> Markup in
      let day = Day(number: number)
      let x = Self.left + (day.monday.number - first.monday.number) / 7 * Self.cell
      let y = Self.top + (day.weekday - 1) * Self.cell
      guard let night = byDay[day] else {
        return "<rect x=\"\(x)\" y=\"\(y)\" width=\"11\" height=\"11\" fill=\"url(#hatch)\"/>"
      }
      let words = "\(day): \(night.pagesRead) of \(night.pagesExpected.map(String.init) ?? "?") pages"
      let style = night.isComplete ? "full" : "partial"
      return """
        <rect class="\(style)" x="\(x)" y="\(y)" width="11" height="11"><title>\(words)</title></rect>
        """
    }
    let weekdays = [("Mon", 0), ("Thu", 3), ("Sun", 6)].map { name, row -> Markup in
      "<text x=\"0\" y=\"\(Self.top + row * Self.cell + 10)\">\(name)</text>"
    }
    let complete = nights.count { $0.isComplete }
    let days = last.number - first.number + 1
    let summary = """
      \(source): \(complete) of \(days) nights from \(first) to \(last) read in full, \(nights.count - complete) in \
      part, \(days - nights.count) not at all.
      """
    let width = Self.left + max(weeks * Self.cell, 40)
    return """
      <figure><h3>\(source)</h3><div class="scroll"><svg class="calendar" width="\(width)" \
      height="\(Self.top + 7 * Self.cell)" role="img" aria-label="\(summary)"><title>\(summary)</title>\
      <text x="\(Self.left)" y="11">\(String(first.description.prefix(7)))</text>\(weekdays)\(cells)</svg></div>
      <figcaption>\(summary)</figcaption></figure>

      """
  }
}
