import Foundation
import Records
import Testing

@Suite struct PriceRangeTests {
  static func read(_ entries: String) throws -> [PriceRange] {
    try PriceRange.read(
      json5: Array("{ ranges: [\(entries)] }".utf8), file: "price-ranges.json5", catalog: try ReferenceFiles.catalog())
  }

  @Test func `the shipped guides are of known models, with where they are from`() throws {
    let file = ReferenceFiles.root.appending(path: "pipelines/price-ranges.json5")
    let ranges = try PriceRange.read(
      json5: Array(try Data(contentsOf: file)), file: "price-ranges.json5", catalog: try ReferenceFiles.catalog())
    #expect(ranges.count > 10)
    #expect(ranges.allSatisfy { $0.highUSD >= 2 * $0.lowUSD && !$0.basis.isEmpty })
  }

  @Test(arguments: [
    (#"{ models: ["nvidia-none"], low: 1, high: 2, basis: "b", sources: ["s"] }"#, "the catalog has no"),
    (#"{ models: ["nvidia-rtx-4090"], low: 3, high: 2, basis: "b", sources: ["s"] }"#, "must lie below"),
    (#"{ models: ["nvidia-rtx-4090"], low: -1, high: 2, basis: "b", sources: ["s"] }"#, "a price above 0"),
    (#"{ models: ["nvidia-rtx-4090"], low: 1, high: 2, basis: "b" }"#, "where it is from"),
    (#"{ models: ["nvidia-rtx-4090"], low: 1, high: 2, sources: ["s"] }"#, "\"basis\" is missing"),
    (#"{ models: ["nvidia-rtx-4090", "nvidia-rtx-4090"], low: 1, high: 2, basis: "b", sources: ["s"] }"#, "twice"),
  ])
  func `a guide that is none is told with its place`(entry: String, message: String) {
    let failure = #expect(throws: JSONFailure.self) { _ = try Self.read(entry) }
    #expect(failure?.description.contains(message) == true, "\(failure?.description ?? "")")
  }
}
