import Foundation
import Outside
import Records
import Testing

/// A night that leaves the band of its source is not loaded without a reason.
@Suite struct ShieldTests {
  private static func night(_ day: Int, rows: Int, pages: Int = 1) throws -> String {
    let time = try Samples.time(day)
    var writer = JSONWriter()
    for page in 1...pages {
      for key in 1...rows {
        NormalizedRecord.observation(Samples.observation("\(page)-\(key)", "9", time, page: "p\(day)-\(page)"))
          .write(to: &writer)
        writer.endLine()
      }
      var line = Samples.page("p\(page)", time)
      line.provenance.pageSHA256 = "p\(day)-\(page)"
      line.listings = rows
      NormalizedRecord.page(line).write(to: &writer)
      writer.endLine()
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func `a night of a tenth is refused whole, and let through with a reason that is kept`() async throws {
    let scratch = try Scratch()
    for day in 1...11 {
      #expect(try await Program.run("load", "-", input: try Self.night(day, rows: 30), in: scratch).status == 0)
    }
    let before = try await Program.dump(in: scratch)
    let short = try Self.night(12, rows: 3)
    try scratch.write(short, to: "short.ndjson")
    for words in [["load", "short.ndjson"], ["load", "-"]] {
      let outcome = try await Program.run(words, input: short, in: scratch)
      #expect(outcome.status == 2, "\(outcome)")
      #expect(outcome.errors.contains("shop had 3 rows a night on 2025-07-12"), "\(outcome)")
      #expect(try await Program.dump(in: scratch) == before)
      #expect(!scratch.names(in: "workspace").contains("load.part"))
    }
    let accepted = try await Program.run("load", "short.ndjson", "--accept-drop", "the shop closes", in: scratch)
    #expect(accepted.status == 0, "\(accepted)")
    let path = scratch.path("workspace/aftermarket.sqlite")
    #expect(try Samples.rows(path, "SELECT command, reason FROM accepted_drop") == ["load the shop closes"])
    // What is known is not asked about again.
    #expect(try await Program.run("load", "short.ndjson", in: scratch).status == 0)
  }

  @Test func `a part of a night is no short night`() async throws {
    let scratch = try Scratch()
    for day in 1...11 {
      let night = try Self.night(day, rows: 20, pages: 6)
      #expect(try await Program.run("load", "-", input: night, in: scratch).status == 0)
    }
    let part = try await Program.run("load", "-", input: try Self.night(12, rows: 20, pages: 1), in: scratch)
    #expect(part.status == 0, "\(part)")
  }
}
