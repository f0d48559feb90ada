import Foundation
import Outside
import Testing

/// Archives that other programs made, handed in as they are.
struct ForeignArchiveTests {
  static func record(_ fields: [String], _ block: String) -> String {
    let lines = ["WARC/1.0", "WARC-Date: 2025-07-14T21:05:00Z"] + fields + ["Content-Length: \(block.utf8.count)"]
    return lines.joined(separator: "\r\n") + "\r\n\r\n" + block + "\r\n\r\n"
  }

  /// A list page with one listing of `key`.
  static func page(_ key: Int) -> String {
    """
    <html><head><meta charset="utf-8"></head><body>
    <div class="item item_list" id="i\(key)"><div class="price"><p>61 000 р.</p></div>
    <h3><a class="description-title-link" href="/moskva/card_\(key)">RTX 3090 24GB</a></h3></div>
    </body></html>
    """
  }

  static func response(_ key: Int, _ more: [String] = []) -> String {
    record(
      [
        "WARC-Type: response", "WARC-Target-URI: <http://market.example/\(key)>",
        "Content-Type: application/http;msgtype=response",
      ] + more, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(key))
  }

  @Test func `what is damaged or cut off is told by file and offset, and the rest is read`() async throws {
    let scratch = try Scratch()
    let first = Self.response(1)
    let broken = "WARC/1.0\r\nWARC-Type: response\r\nno header\r\n\r\nlost\r\n\r\n"
    let cut = Self.response(3, ["WARC-Truncated: length"])
    let request = Self.record(
      ["WARC-Type: request", "Content-Type: application/http;msgtype=request"], "GET / \r\n\r\n")
    try scratch.write(first + broken + Self.response(2) + cut + request + Self.response(4), to: "f.warc")
    let outcome = try await Program.run("ingest", "f.warc", "--source", "avito", in: scratch)
    #expect(outcome.status == 1, "\(outcome)")
    let cutAt = first.utf8.count + broken.utf8.count + Self.response(2).utf8.count
    #expect(outcome.errorLines.count == 2, "\(outcome.errors)")
    for place in ["f.warc at byte \(first.utf8.count): the header line", "f.warc at byte \(cutAt): the archive says"] {
      #expect(outcome.errors.contains(place), "\(outcome.errors)")
    }
    #expect(outcome.output.contains("2 unreadable") && outcome.output.contains("3 listings"), "\(outcome.output)")
  }

  @Test func `a page found unchanged has the body of the one before, also in another file`() async throws {
    let scratch = try Scratch()
    let digest = "WARC-Payload-Digest: xxh64:0123456789abcdef"
    let first = Self.response(1, [digest])
    let revisit = Self.record(
      [
        "WARC-Type: revisit", "WARC-Target-URI: http://market.example/1",
        "Content-Type: application/http;msgtype=response",
        digest,
      ], "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    ).replacingOccurrences(of: "07-14T21", with: "07-15T21")
    try scratch.write(first, to: "in/1.warc")
    try scratch.write(revisit, to: "in/2.warc")
    let outcome = try await Program.run("ingest", "in", "--source", "avito", in: scratch)
    #expect(outcome.status == 0, "\(outcome)")
    let query = "SELECT first_seen_at || ' ' || last_seen_at AS seen FROM listing"
    let rows = try await Program.run("query", query, "--format", "csv", in: scratch)
    let seen = rows.output.split(whereSeparator: \.isNewline).last
    #expect(seen == "2025-07-14T21:05:00Z 2025-07-15T21:05:00Z", "\(rows)")
    // Without the file that holds the body, that is said.
    let alone = try await Program.run("ingest", "in/2.warc", "--source", "avito", "--workspace", "other", in: scratch)
    #expect(alone.status != 0 && alone.errors.contains("the body of an unchanged page"), "\(alone)")
  }
}
