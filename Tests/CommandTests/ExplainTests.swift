import Foundation
import Outside
import Testing

/// What `explain` leads back to.
struct ExplainTests {
  private func workspace() async throws -> Scratch {
    let scratch = try Scratch()
    for day in ["day-2025-07-15", "day-2025-08-05"] {
      let pages = "\(Program.root)/fixtures/pages/ebay-search/\(day)"
      #expect(try await Program.run("ingest", pages, in: scratch).status == 0)
    }
    #expect(try await Program.run("analyze", in: scratch).status == 0)
    return scratch
  }

  private func json(_ words: String..., in scratch: Scratch) async throws -> [String: Any] {
    let outcome = try await Program.run(["explain", "--json"] + words, in: scratch)
    #expect(outcome.status == 0, "\(outcome)")
    return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  @Test func `a listing leads to archive, offset, digest, place and the text found there`() async throws {
    let scratch = try await workspace()
    let answer = try await json("ebay-search:188600000011", in: scratch)
    let listing = try #require(answer["listing"] as? [String: Any])
    let observations = try #require(answer["observations"] as? [[String: Any]])
    #expect(observations.count == 2)
    let first = observations[0]
    let page = try #require(first["page"] as? [String: Any])
    #expect(page["verified"] as? Bool == true)
    #expect((page["archive"] as? String)?.hasSuffix(".warc.gz") == true)
    #expect((page["offset"] as? Int ?? 0) > 0)
    #expect((page["sha256"] as? String)?.count == 64)
    let place = try #require(first["place"] as? [String: Any])
    #expect(place["at"] as? String == "/html[1]/body[1]/div[1]/ul[1]/li[2]")
    #expect(place["price"] as? String == "$14,900.00" && first["price"] as? String == "USD 14900.00")
    #expect((first["price_reading"] as? [String])?.contains("'14,900.00' is 14900") == true)
    let rules = try #require(answer["rules"] as? [String: Any])
    #expect((rules["match_why"] as? [String])?.isEmpty == false)
    #expect(rules["condition_words"] as? String == "\"Pre-Owned\" is used")
    let id = try #require(listing["listing_id"] as? String)
    let text = try await Program.run("explain", "ebay-search:188600000011", in: scratch)
    for name in [id, String(id.prefix(10)), try #require(listing["url"] as? String)] {
      #expect(try await Program.run("explain", name, in: scratch).output == text.output, "\(name)")
    }
  }

  @Test func `a price level tells each price with the level without it`() async throws {
    let scratch = try await workspace()
    let answer = try await json("nvidia-a100-pcie-80gb", "2025-07-17", in: scratch)
    let inputs = try #require(answer["inputs"] as? [[String: Any]])
    #expect(!inputs.isEmpty)
    #expect(inputs.allSatisfy { $0["without_it"] != nil && $0["usd"] != nil })
    #expect((answer["figure"] as? [String: Any])?["date"] as? String == "2025-07-14")
  }

  @Test func `a price level tells which prices are those of no card`() async throws {
    let scratch = try Scratch()
    let offers = [9_000, 9_100, 8_900, 9_200, 9_050, 8_950, 40].enumerated().map { number, dollars in
      #"{"type":"listing","source":"market","key":"\#(number)","title":"NVIDIA A100 80GB PCIe","price":"\#(dollars)","#
        + #""currency_hint":"USD","seller":"seller \#(number)","side":"sell","status":"active","#
        + #""provenance":{"fetched_at":"2025-07-15T03:00:00Z"}}"#
    }
    try scratch.write(offers.joined(separator: "\n") + "\n", to: "raw.ndjson")
    let lines = try await Program.run(
      "normalize", input: String(decoding: try scratch.read("raw.ndjson"), as: UTF8.self), in: scratch)
    try scratch.write(lines.output, to: "offers.ndjson")
    #expect(try await Program.run("load", "offers.ndjson", in: scratch).status == 0)
    #expect(try await Program.run("analyze", in: scratch).status == 0)
    let answer = try await json("nvidia-a100-pcie-80gb", "2025-07-15", in: scratch)
    let excluded = try #require(answer["excluded"] as? [[String: Any]])
    #expect(
      excluded.compactMap { $0["reason"] as? String } == [
        "its price is below an eighth of what sellers of the family ask"
      ], "\(answer)")
    #expect((answer["inputs"] as? [[String: Any]])?.count == 6)
  }

  @Test func `what nobody is called ends with code 2 and what is nearest`() async throws {
    let scratch = try await workspace()
    for words in [
      ["ebay-search:18860000001"], ["nvidia-a100-pcie-80g", "2025-07-17"], ["https://www.ebay.com/itm/18860000001X"],
    ] {
      let outcome = try await Program.run(["explain"] + words, in: scratch)
      #expect(outcome.status == 2 && outcome.errorLines.count == 1, "\(outcome)")
      #expect(outcome.errors.contains("nearest: "), "\(outcome.errors)")
    }
    #expect(try await Program.run("explain", "nvidia-a100-pcie-80gb", "soon", in: scratch).status == 2)
  }

  @Test func `a page that is not what was loaded is told, with code 3`() async throws {
    let scratch = try await workspace()
    let file = try #require(scratch.names(in: "workspace/archive").first)
    var bytes = try scratch.read("workspace/archive/\(file)")
    bytes[bytes.count / 2] ^= 1
    try scratch.write(bytes, to: "workspace/archive/\(file)")
    let outcome = try await Program.run("explain", "ebay-search:188600000011", in: scratch)
    #expect(outcome.status == 3, "\(outcome)")
    #expect(outcome.output.contains("verified    no"), "\(outcome.output)")
  }
}
