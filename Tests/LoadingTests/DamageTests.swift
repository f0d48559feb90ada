import Loading
import Records
import SQLiteKit
import Testing

@Suite struct DamageTests {
  @Test func `a history cut short is damage, never a new beginning`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path)
    var range = Samples.observation("1", nil, try Samples.time(1))
    range.price = Price(low: "10", high: "20", currency: .eur, text: "10 to 20")
    range.usd = USDPrice(amount: "15", perCard: "15", rateDate: Day(year: 2025, month: 7, day: 1))
    range.flags = ["negotiable"]
    _ = try loader.load([.observation(range), .observation(Samples.observation("1", "9", try Samples.time(2)))])
    let database = try Database(path: path, mode: .readWrite)
    var select = try database.prepare("SELECT log FROM listing_sighting")
    let log = try #require(try select.first { $0.blob(0) })
    let late = Samples.observation("1", "8", try Samples.time(3))
    var update = try database.prepare("UPDATE listing_sighting SET log = ?1")
    for length in 0..<log.count {
      try update.run(.blob(Array(log.prefix(length))))
      let failure = #expect(throws: LoadFailure.self) { _ = try loader.load([.observation(late)]) }
      #expect(failure?.code == "database_damaged")
    }
    // A flipped byte may pass for another history, but is never a trap.
    for index in log.indices {
      var flipped = log
      flipped[index] ^= 0xFF
      try update.run(.blob(flipped))
      _ = try? loader.load([.observation(late)])
    }
  }

  @Test func `a batch that fails leaves nothing`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path)
    _ = try loader.load([.observation(Samples.observation("1", "9", try Samples.time(1)))])
    let before = try Samples.dump(path)
    let database = try Database(path: path, mode: .readWrite)
    try database.execute("UPDATE listing_sighting SET log = x'00'")
    #expect(throws: LoadFailure.self) {
      _ = try loader.load([
        .observation(Samples.observation("2", "9", try Samples.time(2))),
        .observation(Samples.observation("1", "9", try Samples.time(2))),
      ])
    }
    #expect(try Samples.dump(path) == before)
    _ = try loader.load([.observation(Samples.observation("2", "9", try Samples.time(2)))])
    #expect(try Samples.rows(path, "SELECT count(*) FROM listing") == ["2"])
  }

  @Test func `text that looks like SQL is text`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path)
    let attack = "'); DROP TABLE listing;--"
    var observation = Samples.observation(attack, "9", try Samples.time(1))
    observation.source = SourceID(attack)
    observation.title = attack
    observation.modelIDs = [attack]
    _ = try loader.load([.observation(observation)])
    #expect(
      try Samples.rows(path, "SELECT source_id, source_key, title, model_id FROM listing")
        == [Array(repeating: attack, count: 4).joined(separator: " ")])
  }
}
