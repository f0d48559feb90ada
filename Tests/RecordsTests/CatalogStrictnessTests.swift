import Records
import Testing

/// A mistake in a hand-kept file, made by one replacement, and what the message must say.
struct Slip: Sendable, CustomTestStringConvertible {
  let name: String
  let find: String
  let replace: String
  let message: String

  var testDescription: String { name }

  func apply(to text: String) -> [UInt8] {
    guard let range = text.firstRange(of: find) else { return [] }
    var text = text
    text.replaceSubrange(range, with: replace)
    return Array(text.utf8)
  }
}

@Suite struct CatalogSlipTests {
  static let file = """
    {
      sources: { lab: { what: "a bench", use: "all" }, press: { what: "a page", use: "hints" } },
      families: [{ family: "Z9", vendor: "Acme", note: "titles only" }],
      models: [
        {
          id: "acme-z1-8gb", name: "Z1 8GB", vendor: "Acme", family: "Z1",
          segment: "datacenter", origin: "lab", launched_on: "2020-02-29", memory_gb: 8,
          form: "pcie", gpus_per_board: 1, modified: false,
          part_numbers: ["100-1"], pci_ids: ["10de:20b5"],
          unverified: ["bus"],
          disputed: { launched_on: { press: "2020-03-01" } },
          specs: {
            fp32: { value: 9.5, unit: "TFLOP/s", confidence: "disputed", differs: { press: 8 }, origin: "lab" },
            tdp: { value: 70, unit: "W", confidence: "single", agrees: ["press"], origin: "lab" },
          },
        },
        {
          id: "acme-z1-16gb", name: "Z1 16GB", vendor: "Acme", family: "Z1",
          segment: "datacenter", origin: "lab", memory_gb: 16,
          form: "pcie", gpus_per_board: 1, modified: false, part_numbers: ["100-1"],
        },
      ],
    }
    """

  static func read(_ bytes: [UInt8]) throws(JSONFailure) -> Catalog {
    try Catalog(documents: [JSONObjectReader.Document(source: "z.json5", bytes: bytes)])
  }

  @Test func `the file without a slip reads, and a shared part number is noted`() throws {
    let catalog = try Self.read(Array(Self.file.utf8))
    #expect(catalog.families.map(\.name) == ["Z1", "Z9"])
    #expect(catalog.repeatedPartNumbers.map(\.number) == ["100-1"])
    #expect(catalog.repeatedPartNumbers.map(\.modelIDs) == [["acme-z1-16gb", "acme-z1-8gb"]])
    #expect(catalog.model(id: "acme-z1-8gb")?.disputed.map(\.text) == ["2020-03-01"])
  }

  static let slips = [
    Slip(
      name: "an unknown key at the top", find: "families: [", replace: "familes: [",
      message: #"z.json5:3:3: unknown key "familes" (at /familes)"#),
    Slip(
      name: "an unknown key of a model", find: "memory_gb: 8", replace: "memory: 8",
      message: #"z.json5:7:72: unknown key "memory" (at /models/0/memory)"#),
    Slip(
      name: "an unknown figure", find: "tdp: {", replace: "power: {",
      message: #"unknown key "power" (at /models/0/specs/power)"#),
    Slip(
      name: "a key that stands twice", find: "modified: false,", replace: "modified: false, modified: true,",
      message: #"the key "modified" stands twice"#),
    Slip(
      name: "a key that is missing", find: #"vendor: "Acme", family: "Z1","#, replace: #"vendor: "Acme","#,
      message: #"the key "family" is missing (at /models/0)"#),
    Slip(
      name: "a form outside the closed list", find: #"form: "pcie""#, replace: #"form: "sxm9""#,
      message: #""sxm9" is not one of pcie, sxm2"#),
    Slip(
      name: "a day that does not exist", find: "2020-02-29", replace: "2021-02-29",
      message: "a string where a day such as 2025-07-14 should be (at /models/0/launched_on)"),
    Slip(
      name: "a figure in another unit", find: #"unit: "W""#, replace: #"unit: "kW""#,
      message: #"tdp is given in W, not in "kW" (at /models/0/specs/tdp/unit)"#),
    Slip(
      name: "a figure of nothing", find: "value: 70", replace: "value: 0",
      message: "a number where a positive number should be"),
    Slip(
      name: "verified by one other origin", find: #"confidence: "single""#, replace: #"confidence: "verified""#,
      message: "verified needs two origins that agree"),
    Slip(
      name: "disputed by nobody", find: #"differs: { press: 8 }, "#, replace: "",
      message: "disputed needs the figure of another origin"),
    Slip(
      name: "a source that no file describes", find: #"agrees: ["press"]"#, replace: #"agrees: ["pres"]"#,
      message: #"the source "pres" is described in no file"#),
    Slip(
      name: "an id that stands twice", find: "acme-z1-16gb", replace: "acme-z1-8gb",
      message: #"the id "acme-z1-8gb" stands twice, first in z.json5 (at /models/1/id)"#),
    Slip(
      name: "an id in capitals", find: "acme-z1-16gb", replace: "Acme-z1-16gb",
      message: "small letters, digits and hyphens only"),
    Slip(
      name: "a family of two vendors", find: #"vendor: "Acme", family: "Z1""#,
      replace: #"vendor: "Other", family: "Z1""#,
      message: #"the family "Z1" is one of Other elsewhere (at /models/1/family)"#),
    Slip(
      name: "a family that stands twice", find: #"families: ["#,
      replace: #"families: [{ family: "Z9", vendor: "Acme" }, "#,
      message: #"the family "Z9" stands twice (at /families/1/family)"#),
    Slip(
      name: "a mark on a key that does not exist", find: #"unverified: ["bus"]"#, replace: #"unverified: ["buss"]"#,
      message: #""buss" is not a key that can be marked here"#),
    Slip(
      name: "a part number that stands twice in one list", find: #"["100-1"]"#, replace: #"["100-1", "100-1"]"#,
      message: #""100-1" stands twice (at /models/0/part_numbers)"#),
    Slip(
      name: "a PCI id without its vendor", find: "10de:20b5", replace: "20b5",
      message: "a PCI id is vendor:device"),
  ]

  @Test(arguments: slips) func `a slip is refused with its place`(_ slip: Slip) throws {
    let failure = try #require(throws: JSONFailure.self) { try Self.read(slip.apply(to: Self.file)) }
    #expect(failure.description.contains(slip.message), "\(failure)")
    #expect(failure.line > 1)
  }
}

@Suite struct EventSlipTests {
  static let file = """
    { events: [
      {
        id: "e-1", title: "A rule", announced_on: "2023-10-17", effective_on: "2023-11-17", ends_on: "2024-01-01",
        anchor_on: "2023-10-17", jurisdiction: "US", actor: "BIS", direction: "restrict", kind: "rule",
        role: "policy", confidence: "high", targets: ["Z1"], substitutes: ["Z9"], sources: ["https://example.org/"],
      },
      {
        id: "e-2", title: "A run", announced_on: "2023-10-18", anchor_on: "2023-10-18", jurisdiction: "CN",
        actor: "shops", direction: "enforce", kind: "market", role: "outcome", confidence: "low",
        targets: ["Z1"], sources: ["from memory, unverified"],
      },
    ] }
    """

  static func read(_ bytes: [UInt8]) throws -> [PolicyEvent] {
    let catalog = try CatalogSlipTests.read(Array(CatalogSlipTests.file.utf8))
    return try PolicyEvent.read(
      documents: [JSONObjectReader.Document(source: "e.json5", bytes: bytes)], catalog: catalog)
  }

  @Test func `the file without a slip reads, and only the rule opens a window`() throws {
    let events = try Self.read(Array(Self.file.utf8))
    #expect(events.map(\.id) == ["e-1", "e-2"])
    #expect(events.map(\.opensDemandWindow) == [true, false])
  }

  static let slips = [
    Slip(
      name: "an unknown key", find: "announced_on", replace: "announced_at",
      message: #"the key "announced_on" is missing (at /events/0)"#),
    Slip(
      name: "an unknown target", find: #"targets: ["Z1"]"#, replace: #"targets: ["Z2"]"#,
      message: #"the family "Z2" is not in the catalog (at /events/0/targets)"#),
    Slip(
      name: "an unknown substitute", find: #"["Z9"]"#, replace: #"["Z8"]"#,
      message: #"the family "Z8" is not in the catalog (at /events/0/substitutes)"#),
    Slip(
      name: "an anchor before the announcement", find: #"anchor_on: "2023-10-17""#,
      replace: #"anchor_on: "2023-10-16""#,
      message: "the market cannot react before the event is announced"),
    Slip(
      name: "an end before the start", find: "2024-01-01", replace: "2023-11-01",
      message: "the event ends before it takes effect"),
    Slip(
      name: "an id that stands twice", find: "e-2", replace: "e-1",
      message: #"the id "e-1" stands twice (at /events/1/id)"#),
    Slip(
      name: "a kind outside the closed list", find: #"kind: "rule""#, replace: #"kind: "law""#,
      message: #""law" is not one of rule, letter"#),
    Slip(
      name: "no source", find: #"["https://example.org/"]"#, replace: "[]",
      message: "an event needs a source"),
  ]

  @Test(arguments: slips) func `a slip is refused with its place`(_ slip: Slip) throws {
    let failure = try #require(throws: JSONFailure.self) { try Self.read(slip.apply(to: Self.file)) }
    #expect(failure.description.contains(slip.message), "\(failure)")
    #expect(failure.line > 1)
  }

  @Test func `a model that names an event of no file is refused`() throws {
    let export = #"export: { status: "licence_required", since: "2023-10-17", event_id: "e-9" }, form"#
    let slip = Slip(name: "", find: "form", replace: export, message: "")
    let catalog = try CatalogSlipTests.read(slip.apply(to: CatalogSlipTests.file))
    let failure = #expect(throws: JSONFailure.self) {
      try PolicyEvent.read(
        documents: [JSONObjectReader.Document(source: "e.json5", bytes: Array(Self.file.utf8))], catalog: catalog)
    }
    #expect(failure?.description.contains(#"names the event "e-9", which no file has"#) == true)
  }
}
