import FileKit
import Normalizing
import Records
import Testing

/// Which official documents are put before a reviewer.
struct CandidateTests {
  static let finder: CandidateFinder? = {
    let file = "pipelines/policy/terms.json5"
    guard let catalog = try? Pipelines.catalog(),
      let bytes = try? FileSystem.readAll("\(Pipelines.folder)/policy/terms.json5", limit: 1 << 20),
      let terms = try? PolicyTerms(json5: bytes, file: file, catalog: catalog)
    else { return nil }
    return CandidateFinder(terms: terms, families: catalog.families.map(\.name), events: [])
  }()

  @Test(arguments: [
    (
      "Revisions to Controls on Advanced Computing Items", "BIS amends the controls.", "2023-01-18", "A100, H100, MI250"
    ),
    (
      "Revisions to Controls on Advanced Computing Items", "BIS amends the controls.", "2024-06-18",
      "A100, A800, H100, H800, L40, L40S, RTX 4090"
    ),
    (
      "Due Diligence Measures for Advanced Computing Integrated Circuits", "BIS amends.", "2025-01-16",
      "Ascend 910B, Ascend 910C, BR100"
    ),
    ("License Review Policy", "This rule covers the Nvidia H20.", "2026-02-01", "H20"),
    ("License Review Policy", "This rule covers the Nvidia H200 and its equivalents.", "2026-02-01", "H200, MI325X"),
  ])
  func `a document about a tracked rule or family is a candidate`(
    title: String, abstract: String, day: String, families: String
  ) throws {
    let finder = try #require(Self.finder)
    var document = PolicyDocument(source: SourceID("federal-register"), key: "2024-00001@\(day)", title: title)
    document.abstract = abstract
    document.published = day
    #expect(finder.candidate(document)?.families.joined(separator: ", ") == families)
    #expect(finder.candidate(document)?.isReviewed == false)
  }

  @Test(arguments: [
    ("Additions to the Entity List", "BIS adds twelve entities."),
    ("Public Briefing on Advanced Computing Items", "BIS will host a public briefing on the rule."),
    (
      "Controls on Advanced Computing Items; Extension of Comment Period",
      "This document extends the deadline for comments."
    ),
    ("Camera Controls", "The Canon A100 and the Sony H100 are no longer controlled."),
    ("Notice of Inquiry on Imports of Semiconductors", "Comments are invited on imports of semiconductors."),
  ])
  func `a document about anything else is none`(title: String, abstract: String) throws {
    let finder = try #require(Self.finder)
    var document = PolicyDocument(source: SourceID("federal-register"), key: "2025-00001@2025-02-01", title: title)
    document.abstract = abstract
    document.published = "2025-02-01"
    #expect(finder.candidate(document) == nil)
  }
}
