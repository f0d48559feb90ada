/// An effect with its interval and what placebos say of it.
public struct CalibratedEffect: Hashable, Sendable {
  /// The window's mean effect (log).
  public let effect: Double
  /// Its standard error, calibrated.
  public let error: Double
  /// Lower end of the 95 % interval.
  public let low: Double
  /// Upper end of the 95 % interval.
  public let high: Double
  /// Two-sided p-value from Student's distribution.
  public let p: Double
  /// The rank among placebos.
  public let pPlacebo: Double
  /// Degrees of freedom.
  public let degrees: Double
  /// What the placebos multiplied the error by.
  public let scale: Double
  /// How many placebos.
  public let placebos: Int

  /// The effect that would be found four times in five: 2.8 standard errors.
  public var minimumDetectable: Double { 2.8 * error }

  /// An effect with its error before calibration and the degrees of freedom its fit has.
  init(_ effect: Double, error raw: Double, degrees most: Double, _ calibration: Calibration) {
    self.effect = effect
    scale = calibration.scale
    error = raw * scale
    degrees = min(most, calibration.degrees)
    let half = studentQuantile(0.975, degrees: degrees) * error
    low = effect - half
    high = effect + half
    p = studentTwoSided(effect / error, degrees: degrees)
    pPlacebo = calibration.rank(of: effect / raw)
    placebos = calibration.count
  }
}
