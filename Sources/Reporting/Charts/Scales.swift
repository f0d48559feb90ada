import Glibc
import Records

/// The frame of a small chart, in units of its view box.
enum Frame {
  static let width = 360.0
  static let height = 190.0
  static let left = 50.0
  static let right = 8.0
  static let top = 18.0
  static let bottom = 22.0
}

/// Days to horizontal places.
struct DayScale {
  let first: Day
  /// The day after the last.
  let end: Day

  /// At least four weeks, so that a single point does not fill the chart.
  init(first: Day, last: Day) {
    let missing = max(0, 28 - (last.number - first.number + 1))
    self.first = first.adding(-(missing / 2))
    end = last.adding(1 + missing - missing / 2)
  }

  func x(_ days: Double) -> Double {
    let share = (days - Double(first.number)) / Double(end.number - first.number)
    return Frame.left + share * (Frame.width - Frame.left - Frame.right)
  }

  func x(_ day: Day) -> Double { x(Double(day.number)) }

  func contains(_ day: Day) -> Bool { first <= day && day < end }

  /// Up to five days to write under the axis: Mondays in a short chart, firsts of months in a long one.
  var ticks: [(day: Day, label: String)] {
    let days = end.number - first.number
    if days <= 70 {
      let step = days <= 35 ? 7 : 14
      let start = first.number + (8 - first.weekday) % 7
      return stride(from: start, to: end.number - 2, by: step).map {
        let day = Day(number: $0)
        return (day, String(day.description.dropFirst(5)))
      }
    }
    let months = (first.number..<end.number).map { Day(number: $0) }.filter { $0.civil.day == 1 }
    let step = max(1, (months.count + 4) / 5)
    return months.enumerated().filter { $0.offset % step == 0 }.map {
      ($0.element, String($0.element.description.prefix(7)))
    }
  }
}

/// Values to vertical places, with round ticks.
struct ValueScale {
  let low: Double
  let high: Double
  let ticks: [Double]

  /// A scale that holds `values` with a little air; `low` and `high` are not themselves ticks.
  init(holding values: [Double], fromZero: Bool = false) {
    var least = values.min() ?? 0
    var most = values.max() ?? 1
    if fromZero { least = min(0, least) }
    let air = most > least ? (most - least) * 0.08 : max(abs(most) * 0.1, 1)
    most += air
    if !(fromZero && least == 0) { least -= air }
    low = least
    high = most
    let step = ValueScale.step((most - least) / 4)
    let start = (least / step).rounded(.up)
    ticks = (0..<8).map { (start + Double($0)) * step }.filter { $0 <= most }
  }

  func y(_ value: Double) -> Double {
    let share = (min(max(value, low), high) - low) / (high - low)
    return Frame.height - Frame.bottom - share * (Frame.height - Frame.top - Frame.bottom)
  }

  /// The smallest of 1, 2 and 5 times a power of ten that is at least `least`.
  private static func step(_ least: Double) -> Double {
    let power = pow(10, floor(log10(least)))
    for factor in [1.0, 2, 5] where power * factor >= least * 0.999 { return power * factor }
    return power * 10
  }
}
