import Foundation
import Outside
import Testing

/// Pages that were made to break a reader, each read by the program under limits: 512 KiB of stack, ten seconds of
/// processor time, one GiB of memory.
enum HostilePages {
  /// What `parse` and `normalize` write, as far as the tests look at it.
  struct Line: Decodable {
    let type: String
    let verdict: String?
    let reason: String?
    let listings: Int?
    let charset: String?
    let key: String?
    let title: String?
    let price: Price?
    let published: String?
    let publishedAt: String?
    let modelIDs: [String]?

    enum CodingKeys: String, CodingKey {
      case type, verdict, reason, listings, charset, key, title, price, published
      case publishedAt = "published_at"
      case modelIDs = "model_ids"
    }

    /// A text in raw records, read in normalized ones.
    struct Price: Decodable, Equatable {
      let text: String?
      let amount: String?

      init(from decoder: any Decoder) throws {
        if let raw = try? decoder.singleValueContainer().decode(String.self) {
          (text, amount) = (raw, nil)
          return
        }
        let members = try decoder.container(keyedBy: Key.self)
        text = try members.decodeIfPresent(String.self, forKey: .text)
        amount = try members.decodeIfPresent(String.self, forKey: .amount)
      }

      private enum Key: String, CodingKey { case text, amount }
    }
  }

  /// What a run left behind.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
    let lines: [Line]

    var pages: [Line] { lines.filter { $0.type == "page" } }
    var page: Line? { pages.last }
    var verdict: String? { page?.verdict }
    var reason: String { page?.reason ?? "" }
    var records: [Line] { lines.filter { $0.type != "page" } }
    var titles: [String] { records.compactMap(\.title) }
  }

  /// A source of the tests' own: rows with a key, a title and a price.
  private static let rows = """
    { name: "rows", title: "Rows", kind: "marketplace", access: "saved", url: "https://rows.example/", terms: "none",
      robots: "none", auth: "none", locale: "en-US", allowed_uses: ["analysis"], recognize: { hosts: ["rows.example"] },
      read: { format: "html", layouts: [{ name: "l", rows: "li.l", fields: { key: "@data-id", title: "b", price: "i" } }],
        empty: [".none"] } }
    """
  /// The same in JSON-LD, which is never parsed as a page.
  private static let scripts = """
    { name: "scripts", title: "Scripts", kind: "generic", access: "saved", url: "https://scripts.example/", terms: "none",
      robots: "none", auth: "none", allowed_uses: ["analysis"], recognize: { hosts: ["scripts.example"] },
      read: { format: "schema-org", syntax: ["json-ld"] } }
    """

  /// Runs `parse` on a page that came over HTTP, and, when asked, `normalize` on what it wrote.
  static func read(
    _ body: Data, as source: String = "rows", type: String? = "text/html; charset=utf-8", normalized: Bool = false,
    seconds: Int = 10, mebibytes: Int = 1024
  ) async throws -> Outcome {
    try await read(
      all: [body], as: source, type: type, normalized: normalized, seconds: seconds, mebibytes: mebibytes)
  }

  /// Runs `parse` on pages of one archive.
  static func read(
    all bodies: [Data], as source: String = "rows", type: String? = "text/html; charset=utf-8",
    normalized: Bool = false,
    seconds: Int = 10, mebibytes: Int = 1024
  ) async throws -> Outcome {
    let scratch = try Scratch()
    let pipelines = try scratch.pipelines()
    try scratch.write(rows, to: "pipelines/sources/rows.json5")
    try scratch.write(scripts, to: "pipelines/sources/scripts.json5")
    try scratch.write(bodies.map { archive(of: $0, type: type) }.reduce(Data(), +), to: "page.warc")
    let limits = "ulimit -s 512; ulimit -t \(seconds); ulimit -v \(mebibytes * 1024)"
    var line = "\(limits); \"$0\" parse page.warc --source \(source) --pipelines '\(pipelines)' --jobs 1"
    // The exit code is that of parse.
    if normalized {
      line += " --output raw.ndjson; code=$?; \"$0\" normalize --pipelines '\(pipelines)' < raw.ndjson && exit $code"
    }
    let outcome = try await Program.shell(line, in: scratch)
    let decoder = JSONDecoder()
    let lines = try outcome.output.split(separator: "\n").map { try decoder.decode(Line.self, from: Data($0.utf8)) }
    return Outcome(status: outcome.status, output: outcome.output, errors: outcome.errors, lines: lines)
  }

  static func read(
    _ text: String, as source: String = "rows", normalized: Bool = false, seconds: Int = 10, mebibytes: Int = 1024
  ) async throws -> Outcome {
    try await read(
      Data(text.utf8), as: source, normalized: normalized, seconds: seconds, mebibytes: mebibytes)
  }

  /// An archive with one answer in it.
  private static func archive(of body: Data, type: String?) -> Data {
    let header = type.map { "Content-Type: \($0)\r\n" } ?? ""
    let head = Data("HTTP/1.1 200 OK\r\n\(header)Content-Length: \(body.count)\r\n\r\n".utf8)
    let record = """
      WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://rows.example/page\r
      WARC-Date: 2025-09-30T12:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r
      Content-Type: application/http;msgtype=response\r\nContent-Length: \(head.count + body.count)\r\n\r\n
      """
    return Data(record.utf8) + head + body + Data("\r\n\r\n".utf8)
  }

  /// A row of the source `rows`.
  static func row(_ key: String, _ title: String = "A100", _ price: String = "$7,995")
    -> String
  {
    "<li class=\"l\" data-id=\"\(key)\"><b>\(title)</b><i>\(price)</i></li>"
  }

  /// A page whose products stand in a script; `json` is written as it is.
  static func script(_ json: String, body: String = "") -> String {
    "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Cards</title>"
      + "<script type=\"application/ld+json\">\(json)</script></head><body>\(body)</body></html>"
  }

  /// A product of such a script.
  static func product(_ sku: String, price: String, title: String = "NVIDIA A100 80GB") -> String {
    #"{"@type":"Product","name":"\#(title)","sku":"\#(sku)","offers":{"price":\#(price),"priceCurrency":"USD"}}"#
  }

  /// A feed of these items.
  static func feed(_ items: String, prolog: String = "", attributes: String = "version=\"2.0\"") -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\(prolog)<rss \(attributes)><channel><title>GPU news</title>\(items)"
      + "</channel></rss>"
  }

  /// A good item of a feed.
  static let item =
    "<item><title>Export rule</title><guid>n1</guid><pubDate>Tue, 15 Apr 2025 20:00:00 GMT</pubDate></item>"
}
