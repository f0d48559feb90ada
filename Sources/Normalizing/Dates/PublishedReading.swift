import Records

/// When a report was published, and what is to be known of its date.
struct PublishedReading: Hashable, Sendable {
  /// The moment, also one that lies ahead; nil when there is none to be read.
  let instant: Instant?
  /// `date_missing`, `date_unread` or `date_in_future`; nil for a plain date.
  let flag: String?

  /// Reads the date of a report.
  ///
  /// - Parameters:
  ///   - text: The date as shown; nil when the report has none.
  ///   - time: Reads what people write, and knows when the page was fetched.
  init(_ text: String?, _ time: TimeReader) {
    guard let text else {
      instant = nil
      flag = "date_missing"
      return
    }
    let read: Instant?
    switch MachineDate.read(text) {
    case .moment(let moment): read = moment
    case .wrong: read = nil
    case .other: read = time.publishedAtAnyTime(text)
    }
    instant = read
    guard let read else {
      flag = "date_unread"
      return
    }
    // A day's tolerance: a date without an hour begins earlier in other zones.
    let isAhead = time.now.map { read.seconds > $0.seconds + 86_400 } ?? false
    flag = isAhead ? "date_in_future" : nil
  }
}
