import Normalizing
import Records
import Testing

struct NormalizerTests {
  static let source = SourceID("shop")

  static func normalizer() throws -> Normalizer {
    let day = try #require(Day(iso: "2025-07-14"))
    let rates = [
      Rate(source: SourceID("ecb"), date: day, base: .eur, quote: .usd, value: "1.2500"),
      Rate(source: SourceID("ecb"), date: day, base: .eur, quote: try #require(Currency(code: "RUB")), value: "100"),
    ].compactMap { $0 }
    return Normalizer(
      catalog: try Pipelines.catalog(), vocabulary: try Pipelines.vocabulary(),
      sources: [
        source: SourceDefaults(currency: .init(code: "RUB"), locale: "ru-RU", country: "RU", utcOffsetMinutes: 180)
      ],
      rates: RateHistory(rates), salt: [1, 2, 3])
  }

  static func observation(_ change: (inout Listing) -> Void) throws -> Observation {
    var listing = Listing(source: source, key: "1", title: "Лот из 2 Tesla T4 16GB")
    listing.provenance.fetchedAt = Instant(rfc3339: "2025-07-16T09:00:00Z")
    change(&listing)
    guard case .observation(let result) = try normalizer().normalize(.listing(listing)) else {
      throw JSONFailure("no observation", at: 0, in: [])
    }
    return result
  }

  @Test func `a listing of only a title is enough`() throws {
    let result = try Normalizer(catalog: Pipelines.catalog(), vocabulary: Pipelines.vocabulary())
      .normalize(.listing(Listing(source: SourceID("anybody"), key: "9", title: "Tesla T4 16GB")))
    guard case .observation(let observation) = result else {
      Issue.record("not an observation: \(result)")
      return
    }
    #expect(observation.modelID == "nvidia-t4-16gb")
    #expect(observation.usd == nil)
    #expect(observation.sellerHash == nil)
  }

  @Test func `dollars follow the last earlier rate and divide by the lot`() throws {
    let result = try Self.observation { $0.price = "100 000 р." }
    #expect(result.quantity == 2)
    #expect(result.price?.currency?.code == "RUB")
    #expect(result.usd?.amount == "1250.00")
    #expect(result.usd?.perCard == "625.00")
    #expect(result.usd?.rateDate?.description == "2025-07-14")
  }

  @Test func `a rate older than a week is not used`() throws {
    let result = try Self.observation {
      $0.price = "100 000 р."
      $0.provenance.fetchedAt = Instant(rfc3339: "2025-07-22T09:00:00Z")
    }
    #expect(result.usd == nil)
  }

  @Test func `a bare number is a board under a post that is about boards, and nothing under any other`() throws {
    let boards = try Self.observation {
      $0.title = "3080"
      $0.attributes = [.init(name: "post_title", text: "[US-TX] [H] Graphics cards [W] PayPal")]
    }
    #expect(boards.kind == .card)
    #expect(boards.family == "RTX 3080")
    let anything = try Self.observation {
      $0.title = "3080"
      $0.attributes = [.init(name: "post_title", text: "[US-TX] [H] Desks and chairs [W] PayPal")]
    }
    #expect(anything.family == nil)
  }

  @Test(arguments: [("4", 4), ("x3", 3), ("Qty 2", 2), ("4 шт", 4), ("1", 1), ("50 available", 1), ("9999", 1)])
  func `a count beside a title that has none is the quantity, and its price is for each`(
    _ text: String, _ count: Int
  ) throws {
    let result = try Self.observation {
      $0.title = "Tesla T4 16GB"
      $0.quantityText = text
      $0.price = "100 000 р."
    }
    #expect(result.quantity == count)
    #expect(result.usd?.perCard == "1250.00")
    #expect(result.flags.contains("lot") == (count > 1))
  }

  @Test func `the count of the title stands over the one beside it`() throws {
    #expect(try Self.observation { $0.quantityText = "7" }.quantity == 2)
  }

  @Test func `sellers are hashed with the salt to sixteen digits`() throws {
    let first = try Self.observation { $0.seller = "ivan" }.sellerHash
    #expect(first?.utf8.count == 16)
    #expect(first != (try Self.observation { $0.seller = "anna" }.sellerHash))
  }

  @Test func `relative days count from the fetch in the zone of the source`() throws {
    let result = try Self.observation { $0.posted = "Вчера 23:51" }
    #expect(result.postedAt?.description == "2025-07-15T20:51:00Z")
  }

  @Test func `a board under an export rule in a barred country is marked`() throws {
    let result = try Self.observation {
      $0.title = "NVIDIA A100 80GB PCIe"
      $0.location = "Shenzhen, China"
    }
    #expect(result.country == "CN")
    #expect(result.flags.contains("restricted_market"))
  }

  @Test(arguments: [
    ("New", Condition.new), ("Open box", .openBox), ("Excellent - Refurbished", .refurbished), ("Like New", .used),
    ("3000", .used), ("For parts or not working", .forParts), ("全新", .new), ("gebraucht", .used),
  ])
  func `conditions fall on the closed scale`(_ text: String, _ expected: Condition) throws {
    #expect(try Self.observation { $0.condition = text }.condition == expected)
  }

  @Test func `a title without a word is set aside with a stable code`() throws {
    let result = try Self.normalizer().normalize(.listing(Listing(source: Self.source, key: "1", title: "!!!")))
    guard case .quarantine(let line) = result else {
      Issue.record("not set aside: \(result)")
      return
    }
    #expect(line.code == "title_missing")
  }

  @Test(
    arguments: [
      (nil, nil, "date_missing"), ("some day soon", nil, "date_unread"),
      ("2099-01-01T00:00:00Z", "2099-01-01T00:00:00Z", "date_in_future"),
      ("2025-07-15T08:00:00Z", "2025-07-15T08:00:00Z", nil), ("22/11/2024, 00:00 (GMT+7)", "2024-11-21T17:00:00Z", nil),
    ] as [(String?, String?, String?)])
  func `an article without a date says so, and a date in the future is kept and flagged`(
    shown: String?, moment: String?, flag: String?
  ) throws {
    var report = Report(source: Self.source, key: "a", title: "Used boards")
    report.published = shown
    report.provenance.fetchedAt = Instant(rfc3339: "2025-07-16T09:00:00Z")
    guard case .report(let read) = try Self.normalizer().normalize(.report(report)) else {
      Issue.record("no report")
      return
    }
    #expect(read.publishedAt?.description == moment)
    #expect(read.flags == (flag.map { [$0] } ?? []))
  }

  @Test func `normalizing twice gives the same line`() throws {
    let normalizer = try Self.normalizer()
    for example in titleExamples {
      let record = RawRecord.listing(Listing(source: Self.source, key: "1", title: example.title))
      #expect(normalizer.normalize(record) == normalizer.normalize(record))
    }
  }
}
