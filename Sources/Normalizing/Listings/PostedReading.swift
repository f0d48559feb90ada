import Records

/// When something was posted, as far as its text says.
struct PostedReading: Hashable, Sendable {
  /// The moment; of a day without its hour, the first of the day.
  var instant: Instant?
  /// What is to be known of it: `posted_day` (the hour is not said), `posted_about` (counted in weeks or longer), or why
  /// there is none: `posted_unreadable`, `posted_future`, `posted_zone_open`, `posted_year_open`, `posted_order_open`.
  var flag: String?

  /// An exact moment.
  static func exactly(_ instant: Instant) -> PostedReading { PostedReading(instant: instant) }

  /// No moment, and why.
  static func open(_ flag: String) -> PostedReading { PostedReading(flag: flag) }

  /// The same, but that what is later than `now` was not posted yet.
  func notAfter(_ now: Instant?) -> PostedReading {
    if let now, let instant, instant > now { return .open("posted_future") }
    return self
  }
}
