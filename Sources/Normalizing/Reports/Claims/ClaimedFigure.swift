/// A figure or range as a claim states it, to be held against the catalog's.
struct ClaimedFigure: Hashable, Sendable {
  var low: Double?
  var high: Double?
  var isAbout = false
  /// Whether it is only said to lie below `high`.
  var isBelow = false
  /// The tolerance of a plain figure: 0.05 unless told otherwise.
  var tolerance = 0.05

  private var slack: Double { isAbout ? max(tolerance, 0.1) : tolerance }

  /// Whether a figure of the catalog bears it out.
  ///
  /// A plain figure within the tolerance; "more than" anything from it up (short of it by 2 %); a range anything within
  /// it, widened by the tolerance; "up to" a figure within the tolerance, so that its top is really reached.
  func isMet(by value: Double) -> Bool {
    switch (low, high) {
    case (let low?, let high?) where low == high: abs(value - low) <= low * slack
    case (let low?, let high?): value >= low * (1 - slack) && value <= high * (1 + slack)
    case (let low?, nil): value >= low * 0.98
    case (nil, let high?) where isBelow: value <= high * 1.02
    case (nil, let high?): abs(value - high) <= high * slack
    case (nil, nil): false
    }
  }

  /// How far a figure is off, as a factor of at least 1.
  func factor(to value: Double) -> Double {
    guard value > 0 else { return .infinity }
    let nearest: Double =
      switch (low, high) {
      case (let low?, let high?): min(max(value, low), high)
      case (let low?, nil): max(value, low)
      case (nil, let high?): isBelow ? min(value, high) : high
      case (nil, nil): value
      }
    guard nearest > 0 else { return .infinity }
    return max(value / nearest, nearest / value)
  }
}
