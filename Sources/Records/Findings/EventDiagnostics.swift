/// What an event test says beside its effect: how far it can be trusted.
public struct EventDiagnostics: Hashable, Sendable {
  /// Overdispersion of the counts against Poisson, at least 1; nil for prices and composites.
  public var dispersion: Double?
  /// How many times nights that depend on each other raise the variance, at least 1; nil likewise.
  public var longRunRatio: Double?
  /// What placebos multiplied the error by, at least 1.
  public var scale: Double
  /// How arrivals' and departures' placebos go together, from 0 to 0.9; nil but for composites.
  public var correlation: Double?
  /// How many placebos.
  public var placebos: Int
  /// The p-value of a slope before the event that the controls do not share; nil but for composites.
  public var trendP: Double?
  /// The p-value of an effect in the days just before the anchor; nil where that was not asked.
  public var anticipationP: Double?
  /// The series it was compared with.
  public var controls: [String]
  /// A control that itself moved at the event's date as no placebo does; nil when none did.
  public var contaminatedControl: String?

  /// Diagnostics from their parts.
  public init(
    dispersion: Double? = nil, longRunRatio: Double? = nil, scale: Double, correlation: Double? = nil, placebos: Int,
    trendP: Double? = nil, anticipationP: Double? = nil, controls: [String], contaminatedControl: String? = nil
  ) {
    self.dispersion = dispersion
    self.longRunRatio = longRunRatio
    self.scale = scale
    self.correlation = correlation
    self.placebos = placebos
    self.trendP = trendP
    self.anticipationP = anticipationP
    self.controls = controls
    self.contaminatedControl = contaminatedControl
  }
}

/// After how many days half of an effect was gone.
public struct EventHalfLife: Hashable, Sendable {
  /// The longest that is tried, in days.
  public static let longest = 90

  /// The best fit, in days from 1 to 90; 90 is also what a lasting effect gives.
  public let days: Int
  /// The lower end of the 95 % interval.
  public let low: Int
  /// The upper end of the 95 % interval.
  public let high: Int

  /// A half-life from its parts.
  public init(days: Int, low: Int, high: Int) {
    self.days = days
    self.low = low
    self.high = high
  }
}

/// One placebo: the same test where no event was.
public struct EventPlacebo: Hashable, Sendable {
  /// The event whose effect it calibrates.
  public let eventID: String
  /// The series whose effect it calibrates.
  public let family: String
  /// What is compared.
  public let measure: EventEffect.Measure
  /// The series it was made on.
  public let placeboFamily: String
  /// The first day of its window.
  public let start: Day
  /// The effect (log).
  public let effectLog: Double
  /// Effect over standard error, before calibration.
  public let t: Double

  /// A placebo from its parts.
  public init(
    eventID: String, family: String, measure: EventEffect.Measure, placeboFamily: String, start: Day,
    effectLog: Double, t: Double
  ) {
    self.eventID = eventID
    self.family = family
    self.measure = measure
    self.placeboFamily = placeboFamily
    self.start = start
    self.effectLog = effectLog
    self.t = t
  }
}
