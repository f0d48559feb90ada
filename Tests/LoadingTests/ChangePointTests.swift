import Loading
import Records
import Testing

@Suite struct ChangePointTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Day and price of each sighting, in the order of loading; "-" is a listing without a price.
    let sightings: [(Int, String)]
    /// Day and price in minor units of each row that must stand.
    let rows: [String]
  }

  static let examples = [
    Example(testDescription: "an unchanged price", sightings: [(1, "10"), (2, "10"), (3, "10")], rows: ["1 1000"]),
    Example(testDescription: "a change", sightings: [(1, "10"), (2, "12"), (3, "12")], rows: ["1 1000", "2 1200"]),
    Example(
      testDescription: "there and back", sightings: [(1, "10"), (2, "12"), (3, "10")],
      rows: ["1 1000", "2 1200", "3 1000"]),
    Example(testDescription: "a late one before all", sightings: [(2, "10"), (1, "10")], rows: ["1 1000"]),
    Example(
      testDescription: "a late one that moves a change back", sightings: [(1, "10"), (5, "12"), (3, "12")],
      rows: ["1 1000", "3 1200"]),
    Example(
      testDescription: "a late one that splits a run", sightings: [(1, "10"), (3, "10"), (5, "10"), (2, "12")],
      rows: ["1 1000", "2 1200", "3 1000"]),
    Example(
      testDescription: "a price that is withdrawn", sightings: [(1, "10"), (2, "-"), (3, "-"), (4, "10")],
      rows: ["1 1000", "2 -", "4 1000"]),
    Example(testDescription: "two prices at one instant", sightings: [(1, "12"), (1, "10")], rows: ["1 1000"]),
    Example(testDescription: "a price and none at one instant", sightings: [(1, "-"), (1, "10")], rows: ["1 1000"]),
    Example(
      testDescription: "one that takes another's place joins runs",
      sightings: [(1, "10"), (2, "12"), (3, "10"), (2, "10")], rows: ["1 1000"]),
  ]

  @Test(arguments: examples)
  func `a row stands where the price changed`(_ example: Example) throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path)
    for (day, price) in example.sightings {
      let observation = Samples.observation("1", price == "-" ? nil : price, try Samples.time(day))
      _ = try loader.load([.observation(observation)])
    }
    let rows = try Samples.rows(
      path, "SELECT cast(substr(observed_at, 9, 2) AS INTEGER), price_minor FROM observation ORDER BY observed_at")
    #expect(rows == example.rows)
  }

  @Test(arguments: [(Observation.Kind.card, 2), (.system, 1), (.baseboard, 1)])
  func `another quantity is a change for cards, whose price it divides`(_ kind: Observation.Kind, _ rows: Int) throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path)
    for (day, quantity) in [(1, 4), (2, 5), (3, 5)] {
      var observation = Samples.observation("1", "10", try Samples.time(day))
      observation.kind = kind
      observation.quantity = quantity
      _ = try loader.load([.observation(observation)])
    }
    #expect(try Samples.rows(path, "SELECT count(*), 0 FROM observation") == ["\(rows) 0"])
    #expect(try Samples.rows(path, "SELECT quantity, 0 FROM listing") == ["5 0"])
  }

  @Test func `a listing that says it is sold has ended, one that is not seen has not`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path)
    var sold = Samples.observation("1", "10", try Samples.time(3))
    sold.status = .sold
    var again = sold
    again.observedAt = try Samples.time(5)
    _ = try loader.load([
      .observation(again), .observation(Samples.observation("1", "10", try Samples.time(1))), .observation(sold),
      .observation(Samples.observation("2", "10", try Samples.time(1))),
    ])
    let rows = try Samples.rows(
      path, "SELECT source_key, status, first_seen_at, last_seen_at, ended_at FROM listing ORDER BY source_key")
    #expect(
      rows == [
        "1 sold 2025-07-01T00:00:00Z 2025-07-05T00:00:00Z 2025-07-03T00:00:00Z",
        "2 active 2025-07-01T00:00:00Z 2025-07-01T00:00:00Z -",
      ])
  }

  @Test func `an unusable page moves nothing but coverage`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path)
    let (first, second) = (try Samples.time(1), try Samples.time(2))
    _ = try loader.load([
      .observation(Samples.observation("1", "10", first)), .page(Samples.page("p", first)),
    ])
    let counts = try loader.load([
      .observation(Samples.observation("1", "99", second, page: "q")), .page(Samples.page("q", second, .partial)),
      .page(Samples.page("r", second, .blocked)),
    ])
    #expect(counts.skipped == 1)
    #expect(try Samples.rows(path, "SELECT last_seen_at, status FROM listing") == ["2025-07-01T00:00:00Z active"])
    #expect(try Samples.rows(path, "SELECT count(*) FROM observation") == ["1"])
    #expect(
      try Samples.rows(path, "SELECT date, pages_expected, pages_read, complete FROM coverage ORDER BY date")
        == ["2025-07-01 1 1 1", "2025-07-02 2 0 0"])
  }

  @Test func `an observation without a time is set aside`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path)
    var observation = Samples.observation("1", "10", try Samples.time(1))
    observation.observedAt = nil
    observation.provenance = .none
    #expect(try loader.load([.observation(observation)]).quarantined == 1)
    #expect(try Samples.rows(path, "SELECT stage, code FROM quarantine") == ["load observation_without_time"])
    #expect(try Samples.rows(path, "SELECT count(*) FROM listing") == ["0"])
  }
}
