/// What a policy event did to one measure of one family, as far as the nights that were read can tell.
public struct EventEffect: Hashable, Sendable {
  /// What is compared before and after.
  public enum Measure: String, Hashable, Sendable, CaseIterable {
    /// Listings that appear, per day.
    case new
    /// Listings that go, per listing and day.
    case gone
  }

  /// The finding in a word.
  public enum Verdict: String, Hashable, Sendable {
    /// The rate rose, with q below .05.
    case rise
    /// The rate fell, with q below .05.
    case fall
    /// No change can be told from noise at this volume; not the same as no effect.
    case notDetectable = "not_detectable"
    /// Too few nights or listings to compare anything; the figures are absent.
    case notEnoughData = "not_enough_data"
  }

  /// Whether the market at large was taken out.
  public enum Controls: String, Hashable, Sendable {
    /// Families that the event does not name moved beside it.
    case controlled
    /// There were none with enough listings: a change of the whole market would look like an effect.
    case uncontrolled
  }

  /// The figures of a comparison that could be made.
  ///
  /// Logarithms are natural.
  public struct Figures: Hashable, Sendable {
    /// Logarithm of the rate after over the rate before, less that of the controls.
    public let effectLog: Double
    /// Lower end of the 95 % interval of `effectLog`; nil when there is none, since nothing was counted after.
    public let low: Double?
    /// Upper end of the 95 % interval of `effectLog`; nil when there is none, since nothing was counted before.
    public let high: Double?
    /// Two-sided p-value, not corrected for the number of tests.
    public let p: Double
    /// `p` corrected over all comparisons of the run (Benjamini–Hochberg).
    public var q: Double
    /// The smallest effect (log) that would be found four times in five.
    public let minimumDetectable: Double
    /// Overdispersion of the counts against Poisson, at least 1.
    public let dispersion: Double

    /// Figures from their parts.
    public init(
      effectLog: Double, low: Double?, high: Double?, p: Double, q: Double, minimumDetectable: Double,
      dispersion: Double
    ) {
      self.effectLog = effectLog
      self.low = low
      self.high = high
      self.p = p
      self.q = q
      self.minimumDetectable = minimumDetectable
      self.dispersion = dispersion
    }
  }

  /// What was counted in one of the two windows.
  public struct Window: Hashable, Sendable {
    /// Listings counted.
    public let count: Int
    /// What they are counted against: days for `new`, listing-days for `gone`.
    public let exposure: Double
    /// Nights read in full.
    public let nights: Int
    /// Nights of the window that were not.
    public let missingNights: Int

    /// A window from its parts.
    public init(count: Int, exposure: Double, nights: Int, missingNights: Int) {
      self.count = count
      self.exposure = exposure
      self.nights = nights
      self.missingNights = missingNights
    }

    /// Count over exposure, or nil without exposure.
    public var rate: Double? { exposure > 0 ? Double(count) / exposure : nil }
  }

  /// The word of the column `method` for this way of comparing.
  public static let method = "poisson_before_after"

  /// The event.
  public let eventID: String
  /// The family whose listings are counted.
  public let family: String
  /// Whether the event restricts the family itself or makes it a substitute.
  public let targetRole: PolicyTargetRole
  /// What is compared.
  public let measure: Measure
  /// Length of the window after the anchor.
  public let windowDays: Int
  /// The window before the event.
  public let before: Window
  /// The window after it.
  public let after: Window
  /// The figures; nil exactly where the verdict is `notEnoughData`.
  public let figures: Figures?
  /// The finding.
  public let verdict: Verdict
  /// Whether the market at large was taken out.
  public let controls: Controls
  /// Other events so near that their effects cannot be told apart, by id.
  public let confoundedWith: [String]
  /// Why there is not enough data, in words; nil where there is.
  public let reason: String?

  /// An effect from its parts.
  public init(
    eventID: String, family: String, targetRole: PolicyTargetRole, measure: Measure, windowDays: Int, before: Window,
    after: Window, figures: Figures?, verdict: Verdict, controls: Controls, confoundedWith: [String], reason: String?
  ) {
    self.eventID = eventID
    self.family = family
    self.targetRole = targetRole
    self.measure = measure
    self.windowDays = windowDays
    self.before = before
    self.after = after
    self.figures = figures
    self.verdict = verdict
    self.controls = controls
    self.confoundedWith = confoundedWith
    self.reason = reason
  }
}

/// How an event concerns a family.
public enum PolicyTargetRole: String, Hashable, Sendable {
  /// The event names it.
  case target
  /// Buyers may turn to it instead.
  case substitute
}
