import Loading
import Records

/// Reads from the tables what a report tells beside the analysis, from what was known at the end of a day.
struct FactReader: ~Copyable {
  /// Rows of a kind on the page; the rest is counted.
  private static let mostRows = 50

  let reader: DatabaseReader
  let day: Day

  init(path: String, day: Day) throws {
    reader = try DatabaseReader(path: path)
    self.day = day
  }

  /// The day after, before which everything must have been seen.
  private var after: String { day.adding(1).description }

  func facts() throws -> MarketFacts {
    var facts = MarketFacts()
    try readNight(into: &facts)
    try readVintage(into: &facts)
    try readGrey(into: &facts)
    try readClaims(into: &facts)
    try readSources(into: &facts)
    return facts
  }

  private func readNight(into facts: inout MarketFacts) throws {
    let nights = try reader.rows(FactQueries.nights, day.description).compactMap { Day(iso: $0.text("date") ?? "") }
    guard let night = nights.first else { return }
    facts.night = night
    facts.nightBefore = nights.dropFirst().first
    facts.newListings = try count(FactQueries.new, night.description, after)
    facts.goneListings = try count(FactQueries.gone, night.description, after)
    var moves = try reader.rows(FactQueries.moves, night.description, after).map { row in
      var move = PriceMove()
      move.listingID = row.text("listing_id") ?? ""
      move.title = row.text("title") ?? ""
      move.family = row.text("family") ?? ""
      move.day = Day(iso: row.text("day") ?? "") ?? night
      move.currency = row.text("currency") ?? ""
      move.before = row.integer("before_minor") ?? 0
      move.after = row.integer("after_minor") ?? 0
      return move
    }
    moves.sort { ($1.percent.magnitude, $0.listingID, $0.day) < ($0.percent.magnitude, $1.listingID, $1.day) }
    facts.movedListings = Set(moves.map(\.listingID)).count
    facts.moves = Array(moves.prefix(12))
  }

  private func readVintage(into facts: inout MarketFacts) throws {
    let sql = "SELECT max(vintage) AS vintage FROM price_index WHERE vintage < ?1 AND method = 'hedonic_huber'"
    guard let vintage = try reader.rows(sql, day.description).first?.text("vintage") else { return }
    facts.vintageBefore = Day(iso: vintage)
    for row in try reader.rows(FactQueries.levels, vintage) {
      guard let series = row.text("series"), let week = Day(iso: row.text("date") ?? ""), let usd = row.real("usd")
      else { continue }
      facts.levelsBefore[series] = MarketFacts.LevelBefore(
        week: week, usd: usd, status: PriceIndexPoint.Status(rawValue: row.text("status") ?? "") ?? .thin)
    }
  }

  private func readGrey(into facts: inout MarketFacts) throws {
    facts.greyListings = try count(FactQueries.greyCount, after)
    facts.grey = try reader.rows(FactQueries.grey, [after], limit: Self.mostRows).map { row in
      var listing = GreyListing()
      listing.listingID = row.text("listing_id") ?? ""
      listing.sourceID = row.text("source_id") ?? ""
      listing.title = row.text("title") ?? ""
      listing.family = row.text("family") ?? ""
      listing.country = row.text("country") ?? ""
      listing.usd = row.real("usd")
      listing.lastSeen = min(day, Day(iso: row.text("day") ?? "") ?? day)
      return listing
    }
  }

  private func readClaims(into facts: inout MarketFacts) throws {
    facts.claimCount = try count(FactQueries.claimCount, after)
    facts.claims = try reader.rows(FactQueries.claims, [after], limit: Self.mostRows).map { row in
      var claim = CheckedClaim()
      claim.reportID = row.text("report_id") ?? ""
      claim.number = row.integer("number") ?? 0
      claim.day = Day(iso: row.text("day") ?? "") ?? day
      claim.publisher = row.text("publisher") ?? ""
      claim.title = row.text("title") ?? ""
      claim.family = row.text("family") ?? ""
      claim.attribute = row.text("attribute") ?? ""
      claim.claimed = row.text("claimed") ?? ""
      claim.relativeTo = row.text("relative_to") ?? ""
      claim.verdict = row.text("verdict") ?? "unknown"
      claim.note = row.text("note") ?? ""
      return claim
    }
  }

  private func readSources(into facts: inout MarketFacts) throws {
    facts.sources = try reader.rows(FactQueries.sources, after).map { row in
      var source = SourceFacts()
      source.sourceID = row.text("source_id") ?? ""
      source.name = row.text("name") ?? ""
      source.terms = row.text("terms") ?? ""
      source.retention = row.text("retention") ?? ""
      source.allowedUses = row.text("allowed_uses") ?? ""
      source.listings = row.integer("listings") ?? 0
      return source
    }
    for row in try reader.rows(FactQueries.rates, day.description) {
      guard let currency = row.text("currency"), let usd = row.real("usd"), usd > 0 else { continue }
      facts.rates[currency] = usd
    }
  }

  private func count(_ sql: String, _ values: String...) throws -> Int {
    try reader.rows(sql, values, limit: 1).first?.integer("n") ?? 0
  }
}
