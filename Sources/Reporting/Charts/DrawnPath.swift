/// Paths of SVG: many marks in one element, with as few characters as tenths of a unit need.
///
/// Places are rounded to tenths first and told relative to each other then, so that no error adds up.
enum DrawnPath {
  typealias Place = (x: Double, y: Double)

  /// A line through places.
  static func line(_ places: [Place]) -> String { steps(places, first: "M", next: "l", each: "") }

  /// The area between two lines of as many places; a single place gets the width of a week.
  static func band(upper: [Place], lower: [Place], halfWidth: Double) -> String {
    guard let first = upper.first, let low = lower.first else { return "" }
    guard upper.count > 1 else { return box(first.x - halfWidth, first.y, 2 * halfWidth, low.y - first.y) }
    return line(upper + lower.reversed()) + "z"
  }

  /// A dot at each place, drawn by the stroke's caps; a short upright tick instead where wanted.
  static func dots(_ places: [Place], isTick: Bool = false) -> String {
    isTick
      ? places.map { "M" + joined(tenths($0.x), tenths($0.y) - 40) + "v8" }.joined()
      : steps(places, first: "M", next: "m", each: "h0")
  }

  /// An upright bar from one height to another.
  static func bar(x: Double, from start: Double, to end: Double) -> String {
    "M" + joined(tenths(x), tenths(start)) + "V" + text(tenths(end))
  }

  /// A rectangle.
  static func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> String {
    "M" + joined(tenths(x), tenths(y)) + "h" + text(tenths(width)) + "v" + text(tenths(height)) + "h"
      + text(-tenths(width)) + "z"
  }

  private static func steps(_ places: [Place], first: String, next: String, each: String) -> String {
    var result = ""
    var last: (x: Int, y: Int)?
    for place in places {
      let now = (x: tenths(place.x), y: tenths(place.y))
      if let last {
        result += next + joined(now.x - last.x, now.y - last.y) + each
      } else {
        result += first + joined(now.x, now.y) + each
      }
      last = now
    }
    return result
  }

  private static func tenths(_ value: Double) -> Int { Int((value * 10).rounded()) }

  private static func joined(_ x: Int, _ y: Int) -> String { text(x) + (y < 0 ? "" : " ") + text(y) }

  /// Tenths as a number: "12.3", "-.5", "7".
  private static func text(_ tenths: Int) -> String {
    let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
    let digits = rest == 0 ? String(whole) : (whole == 0 ? "" : String(whole)) + "." + String(rest)
    return (tenths < 0 ? "-" : "") + digits
  }
}
