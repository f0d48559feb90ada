import Normalizing
import Records
import Testing

/// Conditions, places and what a price stands for, by the tables of `fixtures/`.
struct PlaceTests {
  static let conditions = (try? Tables.rows("conditions/cases.tsv")) ?? []
  static let places = (try? Tables.rows("places/cases.tsv")) ?? []
  static let vocabulary = try? Pipelines.vocabulary()

  private static func observation(_ change: (inout Listing) -> Void) throws -> Observation {
    var listing = Listing(source: SourceID("board"), key: "1", title: "a thing")
    change(&listing)
    let normalizer = Normalizer(
      catalog: try Catalog(documents: []), vocabulary: try #require(vocabulary))
    guard case .observation(let result) = normalizer.normalize(.listing(listing)) else {
      throw JSONFailure("no observation", at: 0, in: [])
    }
    return result
  }

  @Test func `the tables are long enough to say something`() {
    #expect(Self.conditions.count >= 80)
    #expect(Self.places.count >= 80)
  }

  @Test(arguments: conditions)
  func `a condition falls on the closed scale and keeps the seller's words`(_ row: [String: String]) throws {
    let result = try Self.observation { $0.condition = row["text"] }
    #expect(result.condition.rawValue == row["condition"])
    #expect(result.conditionText == row["text"])
  }

  @Test(arguments: places)
  func `a place tells its country or none`(_ row: [String: String]) throws {
    #expect(try Self.observation { $0.location = row["text"] }.country ?? "" == row["country"])
  }

  @Test(arguments: [
    ("$100.00 to $250.00", "100.00", "250.00"), ("US $899.00 - US $1,050.00", "899.00", "1050.00"),
    ("EUR 3.899,00 bis EUR 4.250,00", "3899.00", "4250.00"), ("12 000 – 15 000 ₽", "12000", "15000"),
    ("¥1200-1500", "1200", "1500"), ("15tr - 17tr", "15000000", "17000000"),
  ])
  func `a listing of several variations keeps the range, never the lowest`(
    _ text: String, _ low: String, _ high: String
  ) throws {
    let result = try Self.observation {
      $0.price = text
      $0.currencyHint = "USD"
    }
    #expect(result.price?.amount == nil)
    #expect(Double(result.price?.low ?? "") == Double(low))
    #expect(Double(result.price?.high ?? "") == Double(high))
    #expect(result.usd == nil)
    #expect(result.flags.contains("range"))
  }

  @Test(arguments: [Listing.Status.active, .sold, .ended])
  func `what a page says of sold and asked is kept`(_ status: Listing.Status) throws {
    #expect(try Self.observation { $0.status = status }.status == status)
  }
}
