import Records
import XMLKit

/// Reads an XML table of reference rates.
struct RateReader: Sendable {
  let table: RateTable
  let source: SourceID

  /// Reads the page; a rate that is no number or names no currency is counted, not guessed.
  func read(_ text: [UInt8], of page: Page) throws(MarkupFailure) -> Harvest {
    let feed = try XMLFeed(utf8: text, limits: MarkupLimits(bytes: 64 << 20))
    var harvest = Harvest()
    var day: Day?
    try feed.walk { element in
      guard element.name == table.element else { return }
      if let date = element.attribute(table.date) { day = Day(iso: date) }
      guard let code = element.attribute(table.quote) else { return }
      harvest.rows += 1
      guard let day, let quote = Currency(code: code), let value = element.attribute(table.value),
        var rate = Rate(source: source, date: day, base: table.base, quote: quote, value: value)
      else {
        harvest.unreadable += 1
        return
      }
      rate.provenance = page.provenance(at: "//*[@\(table.date)='\(day)']/*[@\(table.quote)='\(quote)']")
      harvest.records.append(.rate(rate))
    }
    return harvest
  }
}
