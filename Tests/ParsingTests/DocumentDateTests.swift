import Records
import Testing

@testable import Parsing

/// What official documents say of their dates, and what they correct.
struct DocumentDateTests {
  @Test(arguments: [
    (
      "This rule is effective January 16, 2025, except for amendatory instruction 3, which is effective May 15, 2025.",
      "2025-01-16", ["2025-05-15"]
    ),
    (
      "This rule is effective October 7, 2022. Comments must be received by BIS no later than December 12, 2022.",
      "2022-10-07", []
    ),
    ("Effective date: 12 November 2025.", "2025-11-12", []),
    ("This rule is effective upon publication in the Federal Register.", "2025-01-15", []),
    ("The interim final rule published on October 25, 2023, is effective November 17, 2023.", "2023-11-17", []),
    ("2025-02-03", "2025-02-03", []),
  ])
  func `the day of effect is read from free text`(text: String, day: String, others: [String]) throws {
    let found = try #require(EffectiveDate(text, published: "2025-01-15"))
    #expect(found.day.description == day)
    #expect(found.others.map(\.description) == others)
  }

  @Test(arguments: ["Comments must be received by March 3, 2025.", "", "DATES: See below."])
  func `what names no day of effect gives none`(text: String) {
    #expect(EffectiveDate(text, published: "2025-01-15") == nil)
  }

  @Test(
    arguments: [
      ("C1-2022-21658@2022-10-28", "Implementation of Controls; Correction", "", nil, "2022-21658"),
      (
        "2025-02655@2025-02-14", "Due Diligence; Correction",
        "In FR Doc. 2025-00711 published January 16, 2025, BIS corrects an error.", nil, "2025-00711"
      ),
      (
        "2025-1@2025-02-14", "A rule", "It is new.",
        "https://www.federalregister.gov/api/v1/documents/2025-00636?publication_date=2025-01-15", "2025-00636"
      ),
      ("2025-00636@2025-01-15", "Framework", "In FR Doc. 2025-00711 it is said.", nil, nil),
    ] as [(String, String, String, String?, String?)])
  func `a correction is linked to what it corrects`(
    key: String, title: String, abstract: String, link: String?, number: String?
  ) {
    var document = PolicyDocument(source: SourceID("federal-register"), key: key, title: title)
    document.abstract = abstract
    document.published = "2025-02-14"
    if let link { document.attributes = [Listing.Attribute(name: "correction_of", text: link)] }
    let settled = DocumentFacts.settle(document, utcOffsetMinutes: -300)
    #expect(settled.attributes.first { $0.name == "correction_of" }?.text == number)
    #expect(settled.attributes.first { $0.name == "public_on" }?.text == "2025-02-14")
  }

  @Test
  func `a filing is public on the day of its publisher's calendar`() {
    var filing = PolicyDocument(source: SourceID("sec-edgar"), key: "0000000000-25-000001", title: "A: 8-K")
    filing.published = "2025-04-16T01:30:00.000Z"
    let settled = DocumentFacts.settle(filing, utcOffsetMinutes: -300)
    #expect(settled.attributes.first { $0.name == "public_on" }?.text == "2025-04-15")
  }
}
