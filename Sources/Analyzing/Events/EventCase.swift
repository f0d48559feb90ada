import Records

/// One series beside one event: what is to be tested, and against what.
struct EventCase {
  /// The event's id.
  let eventID: String
  /// The first day on which the market could react.
  let anchor: Day
  /// The series, or the name of the sum of several.
  let series: String
  /// Whether the event names it or makes it a substitute.
  let role: PolicyTargetRole
  /// The series that are counted: one, or all whose sum it is.
  let members: [String]
  /// The series that the event does not concern.
  let controls: [String]
  /// Other events so near that their effects cannot be told apart.
  let neighbors: [String]
}

/// What is found of one case before its p-values are set beside the others'.
struct EventDraft {
  /// New, gone, composite and price, with q still as p.
  var effects: [EventEffect]
  /// The placebos behind them.
  var placebos: [EventPlacebo] = []
}

/// How little is too little to compare.
enum EventFloor {
  /// Nights that must have been read before.
  static let historyNights = 60
  /// Nights that must have been read of the window.
  static let windowNights = 7
  /// Listings that must be expected to come, and to go, in the window.
  static let expected = 5.0
}
