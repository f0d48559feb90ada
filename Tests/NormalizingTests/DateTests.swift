import Normalizing
import Records
import Testing

/// When listings were posted, by the table of `fixtures/dates` and by what holds for every text.
struct DateTests {
  static let rows = (try? Tables.rows("dates/cases.tsv")) ?? []
  static let vocabulary = try? Pipelines.vocabulary()
  static let empty = try? Catalog(documents: [])

  /// What a text says of a time, as a listing of a source has it.
  private static func posted(
    _ text: String, fetchedAt: Instant?, offset: Int?, locale: String? = nil
  ) throws -> (instant: Instant?, flags: [String]) {
    let source = SourceID("board")
    var listing = Listing(source: source, key: "1", title: "a card")
    listing.posted = text
    listing.locale = locale
    listing.provenance.fetchedAt = fetchedAt
    let normalizer = Normalizer(
      catalog: try #require(empty), vocabulary: try #require(vocabulary),
      sources: [source: SourceDefaults(utcOffsetMinutes: offset)])
    guard case .observation(let result) = normalizer.normalize(.listing(listing)) else {
      throw JSONFailure("no observation", at: 0, in: [])
    }
    return (result.postedAt, result.flags.filter { $0.hasPrefix("posted_") })
  }

  @Test func `the table is long enough to say something`() { #expect(Self.rows.count >= 80) }

  @Test(arguments: rows)
  func `a text of a time is read as the table says`(_ row: [String: String]) throws {
    let result = try Self.posted(
      row["text"] ?? "", fetchedAt: Instant(rfc3339: row["fetched_at"] ?? ""),
      offset: Int(row["utc_offset_minutes"] ?? ""), locale: row["locale"].flatMap { $0.isEmpty ? nil : $0 })
    #expect(result.instant?.description ?? "" == row["posted_at"])
    #expect(result.flags.joined(separator: " ") == row["flag"])
  }

  @Test func `every text of the table is read the same a year later, but for what the fetch decides`() throws {
    for row in Self.rows where !(row["fetched_at"] ?? "").isEmpty {
      let then = try #require(Instant(rfc3339: row["fetched_at"] ?? ""))
      let later = Instant(seconds: then.seconds + 365 * 86_400)
      let offset = Int(row["utc_offset_minutes"] ?? "")
      let first = try Self.posted(row["text"] ?? "", fetchedAt: then, offset: offset, locale: row["locale"])
      let second = try Self.posted(row["text"] ?? "", fetchedAt: later, offset: offset, locale: row["locale"])
      if let first = first.instant, let second = second.instant { #expect(first <= second, "\(row["text"] ?? "")") }
    }
  }

  @Test func `nothing is posted after it was seen, and an older text never reads as newer`() throws {
    var random = SeededRandom(state: 20_251_124)
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    for _ in 0..<600 {
      let now = Instant(seconds: 1_700_000_000 + Int(random.next() % 100_000_000))
      let offset = (Int(random.next() % 27) - 12) * 60
      let local = Instant(seconds: now.seconds + offset * 60)
      let ages = [Int(random.next() % 300), Int(random.next() % 300)].sorted()
      for form in 0..<3 {
        let read = try ages.map { age -> Instant in
          let (_, month, day) = local.day.adding(-age).civil
          let text = [
            "\(age) days ago", "\(day) \(months[month - 1])", "\(months[month - 1]) \(day), 00:00",
          ][form]
          let found = try Self.posted(text, fetchedAt: now, offset: offset)
          let instant = try #require(found.instant, "\(text) at \(now), offset \(offset): \(found.flags)")
          #expect(instant <= now, "\(text) at \(now), offset \(offset)")
          return instant
        }
        #expect(read[0] >= read[1], "\(ages) days before \(now), offset \(offset), form \(form)")
      }
    }
  }
}

/// Numbers that look random and are the same in every run (xorshift64*).
private struct SeededRandom {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 2_685_821_657_736_338_717
  }
}
