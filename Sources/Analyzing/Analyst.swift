public import Records
import SQLiteKit

/// Reads a database, which it never changes, and says what it finds.
public struct Analyst: ~Copyable {
  let database: Database
  let path: String

  /// Opens the database at `path` for reading only.
  ///
  /// - Throws: The file cannot be opened.
  public init(path: String) throws(AnalysisFailure) {
    self.path = path
    do { database = try Database(path: path, mode: .readOnly) } catch {
      throw AnalysisFailure(error, database: path)
    }
  }

  /// Everything a report needs, from what was known at the end of a day.
  ///
  /// Reads one state of the database, also while somebody else writes. The same database and day give the same
  /// findings.
  ///
  /// - Parameters:
  ///   - asOf: The last day that counts; nil for the last day on which anything was seen.
  ///   - withEffects: Whether events are studied too, which takes longest.
  /// - Throws: The database cannot be read.
  public func findings(asOf: Day? = nil, withEffects: Bool = true) throws(AnalysisFailure) -> Findings {
    try run("BEGIN")
    defer { try? database.execute("ROLLBACK") }
    let lastDay = try self.lastDay()
    guard let day = asOf ?? lastDay else { return Findings(asOf: nil, origin: try origin(through: nil)) }
    let coverage = try self.coverage(through: day)
    let stock = try self.stock(through: day)
    let levels = PriceLevels(stock.priced, published: try published(before: day), guides: try priceGuides())
    let prices = levels.points
    let demand = DemandSeries(
      spans: stock.spans, coverage: coverage, bids: stock.bids, mentions: try mentions(through: day)
    ).points
    let events = try self.events(through: day)
    let models = try models(Set(prices.map(\.modelID)))
    let voices = oneVoiceEach(stock.spans)
    let study = MarketStudy(
      stock, voices: voices, families: Dictionary(uniqueKeysWithValues: models.map { ($0.modelID, $0.family) }),
      coverage: coverage,
      events: withEffects ? events : [], lastDay: day
    ).study
    var findings = Findings(
      asOf: day, origin: try origin(through: day), tally: stock.tally, models: models, prices: prices,
      demand: demand, events: events, effects: study.effects, coverage: coverage)
    findings.placebos = study.placebos
    findings.isPresent = lastDay.map { day >= $0 } ?? true
    findings.indices = levels.indices
    findings.timesOnMarket = TimesOnMarket(spans: stock.spans, coverage: coverage, lastDay: day).families
    findings.spikes = DemandSpikes(voices: voices, coverage: coverage, events: events).spikes
    return findings
  }

  func run(_ sql: String) throws(AnalysisFailure) {
    do { try database.execute(sql) } catch { throw AnalysisFailure(error, database: path) }
  }

  /// Runs a query with text bound to ?1, ?2, … and hands each row to `body`.
  func rows(
    _ sql: String, _ values: String..., body: (borrowing Statement) throws(AnalysisFailure) -> Void
  ) throws(AnalysisFailure) {
    var failure: AnalysisFailure?
    do throws(SQLiteFailure) {
      var statement = try database.prepare(sql)
      for (index, value) in values.enumerated() { try statement.bind(value, at: Int32(index + 1)) }
      while failure == nil, try statement.step() {
        do throws(AnalysisFailure) { try body(statement) } catch { failure = error }
      }
    } catch { throw AnalysisFailure(error, database: path) }
    if let failure { throw failure }
  }

  /// The day a column of dates or times names.
  func day(_ text: String?, _ table: String, _ column: String) throws(AnalysisFailure) -> Day {
    guard let text, let day = Day(iso: String(text.prefix(10))) else {
      throw AnalysisFailure(reason: .badValue(table: table, column: column, value: text ?? "NULL"), database: path)
    }
    return day
  }
}
