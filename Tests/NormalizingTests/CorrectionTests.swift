import Normalizing
import Records
import Testing

/// What reviewers say stands over what the rules read.
struct CorrectionTests {
  static let said = #"reason: "the photos show it", by: "A. Reviewer", date: "2026-01-31""#

  static func read(_ entries: String) throws(JSONFailure) -> [Correction] {
    guard let catalog = try? Pipelines.catalog() else { throw JSONFailure("no catalog", at: 0, in: []) }
    return try Correction.read(
      json5: Array("{ corrections: [\(entries)] }".utf8), file: "corrections.json5", catalog: catalog,
      sources: [SourceID("shop")])
  }

  static func observation(_ set: String, title: String, _ change: (inout Listing) -> Void = { _ in }) throws
    -> Observation
  {
    let day = try #require(Day(iso: "2025-07-14"))
    let rate = Rate(source: SourceID("ecb"), date: day, base: .eur, quote: .usd, value: "1.2500")
    let normalizer = Normalizer(
      catalog: try Pipelines.catalog(), vocabulary: try Pipelines.vocabulary(),
      rates: RateHistory([rate].compactMap { $0 }),
      corrections: set.isEmpty ? [] : try read(#"{ source: "shop", key: "1", set: { \#(set) }, \#(said) }"#))
    var listing = Listing(source: SourceID("shop"), key: "1", title: title)
    listing.price = "EUR 800"
    listing.provenance.fetchedAt = Instant(rfc3339: "2025-07-14T09:00:00Z")
    change(&listing)
    guard case .observation(let result) = normalizer.normalize(.listing(listing)) else {
      throw JSONFailure("no observation", at: 0, in: [])
    }
    return result
  }

  @Test func `an excluded listing is of no model, and says who said so and why`() throws {
    let result = try Self.observation("exclude: true", title: "NVIDIA H100 80GB PCIe")
    #expect(result.kind == .other && result.modelIDs.isEmpty && result.family == nil && result.quantity == 0)
    #expect(result.usd?.perCard == nil)
    #expect(result.flags.contains("corrected") && result.flags.contains("excluded"))
    #expect(result.why.last == "corrected by A. Reviewer on 2026-01-31: the photos show it")
    #expect(result.price?.amount == "800.00")
  }

  @Test func `models, quantity and condition are set, and dollars follow`() throws {
    let title = "Tesla T4 16GB"
    let before = try Self.observation("", title: title)
    #expect(before.usd?.perCard == "1000.00" && !before.flags.contains("corrected"))
    let result = try Self.observation(
      #"model_id: "nvidia-a100-pcie-80gb", quantity: 2, condition: "for_parts""#, title: title)
    #expect(result.modelID == "nvidia-a100-pcie-80gb" && result.family == "A100")
    #expect(result.quantity == 2 && result.flags == ["corrected", "lot"])
    #expect(result.condition == .forParts && result.partsOnly)
    #expect(result.usd?.amount == "1000.00" && result.usd?.perCard == "500.00")
  }

  @Test func `a kind without GPUs drops models and quantity, one with GPUs has at least one`() throws {
    let cooler = try Self.observation(#"kind: "accessory""#, title: "Tesla T4 16GB")
    #expect(cooler.kind == .accessory && cooler.modelIDs.isEmpty && cooler.quantity == 0)
    let card = try Self.observation(
      #"kind: "card", model_ids: ["nvidia-t4-16gb"]"#, title: "Bracket for Tesla T4 16GB")
    #expect(card.kind == .card && card.modelID == "nvidia-t4-16gb" && card.quantity == 1)
  }

  @Test func `what follows from the model follows from the corrected one`() throws {
    let result = try Self.observation(#"model_id: "nvidia-h100-pcie-80gb""#, title: "Tesla T4 16GB") {
      $0.location = "China"
    }
    #expect(result.flags == ["corrected", "restricted_market"])
  }

  @Test func `other listings stay as they were read`() throws {
    let result = try Self.observation("exclude: true", title: "Tesla T4 16GB") { $0.key = "2" }
    #expect(result.modelID == "nvidia-t4-16gb" && result.flags.isEmpty)
  }

  @Test(arguments: [
    (#"source: "shop", key: "1", set: { exclude: true }, by: "A", date: "2026-01-31""#, #""reason" is missing"#),
    (#"source: "shop", key: "1", set: { exclude: true }, reason: " ", by: "A", date: "2026-01-31""#, "says nothing"),
    (#"source: "shop", key: "1", set: { exclude: true }, reason: "r", by: "A", date: "soon""#, "a day such as"),
    (#"source: "shop", key: "1", \#(said)"#, #""set" is missing"#),
    (#"source: "shop", key: "1", set: {}, \#(said)"#, "give kind"),
    (#"source: "shop", key: "1", set: { exclude: true, quantity: 2 }, \#(said)"#, "stands alone"),
    (#"source: "shop", key: "1", set: { kind: "cooler" }, \#(said)"#, "is not one of card"),
    (#"source: "shop", key: "1", set: { model_id: "nvidia-z1" }, \#(said)"#, "the catalog has no"),
    (#"source: "shop", key: "1", set: { model_id: "nvidia-t4-16gb", model_ids: [] }, \#(said)"#, "model_id or"),
    (#"source: "shop", key: "1", set: { kind: "component", quantity: 2 }, \#(said)"#, "delivers no GPU"),
    (#"source: "shop", key: "1", set: { kind: "card", quantity: 0 }, \#(said)"#, "at least one"),
    (#"source: "shop", key: "1", set: { price: "1" }, \#(said)"#, #"unknown key "price""#),
    (#"source: "shed", key: "1", set: { exclude: true }, \#(said)"#, "no source is called"),
    (
      #"source: "shop", key: "1", set: { exclude: true }, \#(said) }, { source: "shop", key: "1", set: { quantity: 1 }, \#(said)"#,
      "stands twice"
    ),
  ])
  func `a correction that cannot be meant is refused by name`(_ entry: String, _ part: String) {
    do throws(JSONFailure) {
      _ = try Self.read("{ \(entry) }")
      Issue.record("accepted: \(entry)")
    } catch {
      #expect(error.description.contains(part) && error.description.contains("corrections.json5"), "\(error)")
    }
  }
}
