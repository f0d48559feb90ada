import Glibc
import Records

/// Reads the three files of a panel.
public struct PanelReader: Sendable {
  /// The columns that `listings.csv` must have.
  public static let listingColumns = [
    "listing_id", "model", "form", "mem_gb", "condition", "seller", "price_usd", "first_seen", "last_seen",
  ]
  /// The columns that `crawls.csv` must have.
  public static let crawlColumns = ["date", "status", "coverage"]
  /// The columns that `events.csv` must have.
  public static let eventColumns = ["event_id", "date", "affected_models", "control_models"]

  private let name: String

  /// A reader for the panel in a folder of this name.
  public init(name: String) { self.name = name }

  /// The panel of the bytes of its files.
  ///
  /// - Throws: A column is missing, a value cannot be read, or no night was read in full.
  public func read(listings: [UInt8], crawls: [UInt8], events: [UInt8]) throws(AnalysisFailure) -> Panel {
    let nights = try self.crawls(crawls)
    let events = try self.events(events)
    var models = WordTable()
    var columns: [Panel.Listings] = []
    var words = [WordTable(), WordTable(), WordTable()]
    let bytes = listings.span
    var table = try Table(bytes, "listings.csv", Self.listingColumns, name)
    var seen: Set<UInt64> = []
    while try table.next(bytes) {
      // Twice the same listing would count twice.
      guard seen.insert(CSVFields.mark(bytes, table[0])).inserted else {
        throw table.bad(bytes, 0, "an id that no other listing has")
      }
      let first = try table.day(bytes, 7)
      let last = try table.day(bytes, 8)
      guard last >= first else { throw table.bad(bytes, 8, "a day on or after first_seen") }
      var price = Double.nan
      if !table[6].isEmpty {
        guard let value = CSVFields.decimal(bytes, table[6]), value > 0, value.isFinite else {
          throw table.bad(bytes, 6, "a price above 0, or nothing")
        }
        price = log(value)
      }
      guard !table[1].isEmpty else { throw table.bad(bytes, 1, "a model") }
      let model = models.number(bytes, table[1])
      if model == columns.count { columns.append(Panel.Listings()) }
      columns[model].firsts.append(first)
      columns[model].lasts.append(last)
      columns[model].logPrices.append(price)
      columns[model].attributes[0].append(words[0].number(bytes, table[4]))
      columns[model].attributes[1].append(words[1].number(bytes, table[2]))
      columns[model].attributes[2].append(words[2].number(bytes, table[3]))
    }
    let order = models.words.indices.sorted { models.words[$0] < models.words[$1] }
    return Panel(
      name: name, models: order.map { models.words[$0] }, listings: order.map { columns[$0] }, completeNights: nights,
      events: events)
  }

  private func crawls(_ file: [UInt8]) throws(AnalysisFailure) -> [Int] {
    let bytes = file.span
    var table = try Table(bytes, "crawls.csv", Self.crawlColumns, name)
    var nights: [Int] = []
    var seen: Set<Int> = []
    while try table.next(bytes) {
      let day = try table.day(bytes, 0)
      guard seen.insert(day).inserted else { throw table.bad(bytes, 0, "each day once") }
      switch CSVScanner.text(bytes, table[1]) {
      case "ok": nights.append(day)
      case "partial", "missed": break
      default: throw table.bad(bytes, 1, "ok, partial or missed")
      }
    }
    guard nights.count >= 2 else {
      throw AnalysisFailure(reason: .noNights(file: "crawls.csv", count: nights.count), database: name)
    }
    return nights.sorted()
  }

  private func events(_ file: [UInt8]) throws(AnalysisFailure) -> [Panel.Event] {
    let bytes = file.span
    var table = try Table(bytes, "events.csv", Self.eventColumns, name)
    var events: [Panel.Event] = []
    var seen: Set<String> = []
    while try table.next(bytes) {
      func models(_ column: Int) -> [String] {
        var list: [String] = []
        for part in CSVScanner.text(bytes, table[column]).split(separator: ";") {
          let name = String(part.drop { $0 == " " })
          if !name.isEmpty, !list.contains(name) { list.append(name) }
        }
        return list
      }
      let id = CSVScanner.text(bytes, table[0])
      guard !id.isEmpty, seen.insert(id).inserted else { throw table.bad(bytes, 0, "an id that no other event has") }
      let affected = models(2)
      guard !affected.isEmpty else { throw table.bad(bytes, 2, "models, joined by ;") }
      events.append(
        Panel.Event(
          eventID: id, day: Day(number: try table.day(bytes, 1)), affected: affected, controls: models(3)))
    }
    return events
  }

  /// One of the files, whose columns may stand in any order.
  private struct Table {
    private let file: String
    private let panel: String
    private let names: [String]
    private var places: [Int] = []
    private var scanner = CSVScanner()
    private var fields: [Range<Int>] = []
    private let width: Int

    init(_ bytes: Span<UInt8>, _ file: String, _ names: [String], _ panel: String) throws(AnalysisFailure) {
      self.file = file
      self.panel = panel
      self.names = names
      // A byte order mark, which some programs put before the first name.
      let isMarked = bytes.count > 2 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
      guard scanner.next(bytes, &fields) else {
        throw AnalysisFailure(reason: .missingColumn(file: file, column: names[0]), database: panel)
      }
      var heads = fields.map { CSVScanner.text(bytes, $0) }
      if isMarked { heads[0].removeFirst() }
      width = heads.count
      for name in names {
        guard let place = heads.firstIndex(of: name) else {
          throw AnalysisFailure(reason: .missingColumn(file: file, column: name), database: panel)
        }
        places.append(place)
      }
    }

    mutating func next(_ bytes: Span<UInt8>) throws(AnalysisFailure) -> Bool {
      guard scanner.next(bytes, &fields) else { return false }
      guard fields.count == width else {
        throw AnalysisFailure(
          reason: .badField(
            file: file, line: scanner.line, column: "", value: "\(fields.count) fields", wanted: "\(width) fields"),
          database: panel)
      }
      return true
    }

    /// The field of a column, by its place among the names asked for.
    subscript(column: Int) -> Range<Int> { fields[places[column]] }

    func day(_ bytes: Span<UInt8>, _ column: Int) throws(AnalysisFailure) -> Int {
      guard let day = CSVFields.day(bytes, self[column]) else { throw bad(bytes, column, "a day such as 2025-07-14") }
      return day
    }

    func bad(_ bytes: Span<UInt8>, _ column: Int, _ wanted: String) -> AnalysisFailure {
      AnalysisFailure(
        reason: .badField(
          file: file, line: scanner.line, column: names[column], value: CSVScanner.text(bytes, self[column]),
          wanted: wanted), database: panel)
    }
  }
}
