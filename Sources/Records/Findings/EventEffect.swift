/// What a policy event did to one measure of one series, as far as the nights that were read can tell.
public struct EventEffect: Hashable, Sendable {
  /// What is compared with what would have been.
  public enum Measure: String, Hashable, Sendable, CaseIterable {
    /// Listings that appear, per day.
    case new
    /// Listings that go, per listing and day.
    case gone
    /// Both together, weighed by their precision: the primary test.
    case composite
    /// Prices of cards alike, newly listed.
    case price
  }

  /// The finding in a word.
  public enum Verdict: String, Hashable, Sendable {
    /// The measure rose, with q below .05.
    case rise
    /// The measure fell, with q below .05.
    case fall
    /// No change can be told from noise at this volume; not the same as no effect.
    case notDetectable = "not_detectable"
    /// Too few nights or listings to compare anything; the figures are absent.
    case notEnoughData = "not_enough_data"
  }

  /// Whether the market at large was taken out.
  public enum Controls: String, Hashable, Sendable {
    /// Series that the event does not concern moved beside it.
    case controlled
    /// There were none with enough listings: a change of the whole market would look like an effect.
    case uncontrolled
  }

  /// What sort of shock the signs of volume and price make together.
  public enum Kind: String, Hashable, Sendable {
    /// More trade at higher prices.
    case demandUp = "demand_up"
    /// More trade at lower prices.
    case supplyUp = "supply_up"
    /// Less trade at lower prices.
    case demandDown = "demand_down"
    /// Less trade at higher prices.
    case supplyDown = "supply_down"
    /// Volume or price did not clearly move.
    case unclear
  }

  /// The figures of a comparison that could be made.
  ///
  /// Logarithms are natural.
  public struct Figures: Hashable, Sendable {
    /// The mean effect over the window: logarithm of what was seen over what was expected.
    public let effectLog: Double
    /// Standard error of `effectLog`; nil where the method has none.
    public let error: Double?
    /// Lower end of the 95 % interval of `effectLog`; nil when there is none.
    public let low: Double?
    /// Upper end of the 95 % interval of `effectLog`; nil when there is none.
    public let high: Double?
    /// Two-sided p-value, not corrected for the number of tests.
    public let p: Double
    /// The rank of the effect among placebos; nil without placebos.
    public let pPlacebo: Double?
    /// `p` corrected over all comparisons of its family of tests (Benjamini–Hochberg).
    public var q: Double
    /// Degrees of freedom of the t distribution behind `p`; nil where the method has none.
    public let degrees: Double?
    /// The smallest effect (log) that would be found four times in five.
    public let minimumDetectable: Double
    /// Overdispersion of the counts against Poisson, at least 1; nil where nothing is counted.
    public let dispersion: Double?

    /// Figures from their parts.
    public init(
      effectLog: Double, error: Double? = nil, low: Double?, high: Double?, p: Double, pPlacebo: Double? = nil,
      q: Double, degrees: Double? = nil, minimumDetectable: Double, dispersion: Double? = nil
    ) {
      self.effectLog = effectLog
      self.error = error
      self.low = low
      self.high = high
      self.p = p
      self.pPlacebo = pPlacebo
      self.q = q
      self.degrees = degrees
      self.minimumDetectable = minimumDetectable
      self.dispersion = dispersion
    }
  }

  /// What was counted before the event, or after it.
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

  /// The word of the column `method`: what counts are compared by.
  public static let method = "pe_did_placebo"
  /// The word of the column `method` for prices.
  public static let priceMethod = "hedonic_did_placebo"

  /// The event.
  public let eventID: String
  /// The series whose listings are counted: a family or model, or the sum of several.
  public let family: String
  /// Whether the event restricts the family itself or makes it a substitute.
  public let targetRole: PolicyTargetRole
  /// What is compared.
  public let measure: Measure
  /// The first day of the window, on which the market could react; nil where it is told elsewhere.
  public let anchor: Day?
  /// Length of the window, from the anchor on.
  public let windowDays: Int
  /// The nights before the event.
  public let before: Window
  /// The nights after it.
  public let after: Window
  /// The figures; nil exactly where the verdict is `notEnoughData`.
  public var figures: Figures?
  /// The finding.
  public var verdict: Verdict
  /// Whether the market at large was taken out.
  public let controls: Controls
  /// Other events so near that their effects cannot be told apart, by id.
  public let confoundedWith: [String]
  /// Why there is not enough data, in words; nil where there is.
  public let reason: String?
  /// What sort of shock it was; nil where nothing could be compared.
  public var kind: Kind?
  /// How fast the effect went; nil where no effect was found.
  public var halfLife: EventHalfLife?
  /// What else the method says; nil where nothing could be compared.
  public var diagnostics: EventDiagnostics?

  /// An effect from its parts.
  public init(
    eventID: String, family: String, targetRole: PolicyTargetRole, measure: Measure, windowDays: Int, before: Window,
    after: Window, figures: Figures?, verdict: Verdict, controls: Controls, confoundedWith: [String], reason: String?,
    anchor: Day? = nil, kind: Kind? = nil, halfLife: EventHalfLife? = nil, diagnostics: EventDiagnostics? = nil
  ) {
    self.eventID = eventID
    self.family = family
    self.targetRole = targetRole
    self.measure = measure
    self.anchor = anchor
    self.windowDays = windowDays
    self.before = before
    self.after = after
    self.figures = figures
    self.verdict = verdict
    self.controls = controls
    self.confoundedWith = confoundedWith
    self.reason = reason
    self.kind = kind
    self.halfLife = halfLife
    self.diagnostics = diagnostics
  }
}

/// How an event concerns a family.
public enum PolicyTargetRole: String, Hashable, Sendable {
  /// The event names it.
  case target
  /// Buyers may turn to it instead.
  case substitute
}
