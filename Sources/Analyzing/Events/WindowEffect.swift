/// What was counted in a window beside what the nights around it let expect.
public struct WindowEffect: Hashable, Sendable {
  /// The window's mean effect: log of counted over expected, half a listing added to both.
  public let effect: Double
  /// Its standard error before calibration: √(long-run ratio · (φ/expected + variance of the expectation)).
  public let error: Double
  /// Listings counted.
  public let counted: Double
  /// Listings expected.
  public let expected: Double
  /// Nights of the window.
  public let nights: Int
  /// φ of the fit, at least 1.
  public let dispersion: Double
  /// How many times nights that depend on each other raise the variance, at least 1.
  public let longRunRatio: Double
  /// Degrees of freedom: nights less coefficients, over the long-run ratio, at least 4.
  public let degrees: Double

  /// Effect over error.
  public var t: Double { effect / error }
}
