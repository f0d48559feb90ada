/// Everything a report is made of, as of one day.
public struct Findings: Hashable, Sendable {
  /// From what database and by what rules the findings were made.
  public struct Origin: Hashable, Sendable {
    /// The name of the database file.
    public var database: String
    /// Pages in it.
    public var pages: Int
    /// Listings in it.
    public var listings: Int
    /// Price observations in it.
    public var observations: Int
    /// The first and the last day on which something was seen; nil for an empty database.
    public var firstDay: Day?
    /// The last day on which something was seen; nil for an empty database.
    public var lastDay: Day?
    /// The program's version; nil where the database names none.
    public var version: String?
    /// SHA-256 over the pipelines folder; nil where the database names none.
    public var pipelinesSHA256: String?

    /// An origin from its parts.
    public init(
      database: String, pages: Int, listings: Int, observations: Int, firstDay: Day?, lastDay: Day?, version: String?,
      pipelinesSHA256: String?
    ) {
      self.database = database
      self.pages = pages
      self.listings = listings
      self.observations = observations
      self.firstDay = firstDay
      self.lastDay = lastDay
      self.version = version
      self.pipelinesSHA256 = pipelinesSHA256
    }
  }

  /// The last day whose observations count; nil for an empty database when none was asked for.
  public var asOf: Day?
  /// What they were made from.
  public var origin: Origin
  /// What became of the listings.
  public var tally: ListingTally
  /// The models that have prices, by id.
  public var models: [ModelFacts]
  /// Weekly price levels, by series and week.
  public var prices: [PriceIndexPoint]
  /// What stands behind and beside `prices`: families, cross-checks, coefficients and weights.
  public var indices = IndexFindings()
  /// Unusual stretches of demand, and alarms about the data.
  public var spikes: [DemandSpike] = []
  /// How long offers stay on the market, by family.
  public var timesOnMarket: [TimeOnMarket] = []
  /// New and gone listings, by family and night, gaps included.
  public var demand: [DemandPoint]
  /// All events on or before the day, by anchor and id.
  public var events: [EventMark]
  /// Comparisons before and after each testable event, by event, family and measure.
  public var effects: [EventEffect]
  /// Whether nothing was observed after the day; a look at the past must not take the present's place.
  public var isPresent = true
  /// The placebos behind the effects.
  public var placebos: [EventPlacebo] = []
  /// What was read, by source and night.
  public var coverage: [CoverageNight]
  /// What the tables tell beside the analysis.
  public var facts = MarketFacts()

  /// Findings from their parts.
  public init(
    asOf: Day?, origin: Origin, tally: ListingTally = ListingTally(), models: [ModelFacts] = [],
    prices: [PriceIndexPoint] = [], demand: [DemandPoint] = [], events: [EventMark] = [], effects: [EventEffect] = [],
    coverage: [CoverageNight] = []
  ) {
    self.asOf = asOf
    self.origin = origin
    self.tally = tally
    self.models = models
    self.prices = prices
    self.demand = demand
    self.events = events
    self.effects = effects
    self.coverage = coverage
  }
}
