import Records

/// The nights of one source as a calendar: a column a week, a row a weekday, the last year at most.
struct CoverageCalendar {
  /// Days that a calendar shows at most.
  static let mostDays = 371

  let source: String
  let nights: [CoverageNight]
  let first: Day
  let last: Day
  let exhibit: Exhibit

  private static let cell = 13
  private static let left = 30
  private static let top = 16

  /// - Parameter end: The last day of the report; nights up to it that nobody asked for are gaps too.
  init?(_ source: String, nights all: [CoverageNight], end: Day?, findings: Findings) {
    guard let begun = all.map(\.date).min(), let newest = all.map(\.date).max() else { return nil }
    self.source = source
    last = max(newest, end ?? newest)
    let first = max(begun, last.adding(1 - Self.mostDays))
    self.first = first
    nights = all.filter { $0.date >= first }.sorted { $0.date < $1.date }
    var csv = CSV(["date", "pages_expected", "pages_read", "complete"])
    for night in nights {
      csv.append([
        night.date.description, night.pagesExpected.map(String.init) ?? "", String(night.pagesRead),
        night.isComplete ? "1" : "0",
      ])
    }
    exhibit = Exhibit(
      "coverage of \(source)", name: "coverage-" + source, csv: csv,
      query: Queries(findings).coverage(of: source, from: first), stamp: Stamp(findings))
  }

  var complete: Int { nights.count { $0.isComplete } }
  var days: Int { last.number - first.number + 1 }

  var figure: Markup {
    let weeks = (last.monday.number - first.monday.number) / 7 + 1
    let summary = """
      \(source): \(complete) of \(days) nights from \(first) to \(last) read in full, \(nights.count - complete) in \
      part, \(days - nights.count) not at all.
      """
    let weekdays = [("Mon", 0), ("Thu", 3), ("Sun", 6)].map { name, row -> Markup in
      "<text x=\"0\" y=\"\(Self.top + row * Self.cell + 10)\">\(name)</text>"
    }
    let width = Self.left + max(weeks * Self.cell, 60)
    return """
      <figure><h3>\(source)</h3><div class="scroll" tabindex="0" role="region" aria-label="Calendar of \(source)">\
      <svg class="calendar" width="\(width)" height="\(Self.top + 7 * Self.cell)" role="img" aria-label="\(summary)">\
      \(months)\(weekdays)\(cells)</svg></div>
      <figcaption>\(summary)\(gaps)</figcaption><div class="data">\(exhibit.links)</div></figure>

      """
  }

  /// The first of each month over its week, with room between.
  private var months: [Markup] {
    var result: [Markup] = []
    var free = 0
    for number in first.number...last.number {
      let day = Day(number: number)
      guard day == first || day.civil.day == 1 else { continue }
      let x = Self.left + (day.monday.number - first.monday.number) / 7 * Self.cell
      guard x >= free else { continue }
      free = x + 60
      result.append("<text x=\"\(x)\" y=\"11\">\(String(day.description.prefix(7)))</text>")
    }
    return result
  }

  private var cells: Markup {
    let byDay = Dictionary(nights.map { ($0.date, $0) }) { kept, _ in kept }
    var (full, partial, missing) = ("", "", "")
    for number in first.number...last.number {
      let day = Day(number: number)
      let x = Self.left + (day.monday.number - first.monday.number) / 7 * Self.cell
      let y = Self.top + (day.weekday - 1) * Self.cell
      switch byDay[day]?.isComplete {
      case true?: full += "M\(x) \(y + 5).5h11"
      case false?: partial += "M\(x + 1) \(y + 1)h9v9h-9z"
      case nil: missing += "M\(x + 1) \(y + 10)l9-9"
      }
    }
    return """
      <path class="full" d="\(full)"/><path class="partial" d="\(partial)"/><path class="missing" d="\(missing)"/>
      """
  }

  /// The stretches that were not read in full, the last ones, in words.
  private var gaps: Markup {
    let known = Set(nights.filter(\.isComplete).map(\.date))
    let open = (first.number...last.number).map { Day(number: $0) }.filter { !known.contains($0) }
    let stretches = Chart.stretches(of: open)
    guard !stretches.isEmpty else { return "" }
    let words = stretches.suffix(8).map { $0.first == $0.last ? "\($0.first)" : "\($0.first) to \($0.last)" }
    let more = stretches.count > 8 ? " and \(stretches.count - 8) earlier" : ""
    return " Gaps: \(words.joined(separator: ", "))\(more)."
  }
}
