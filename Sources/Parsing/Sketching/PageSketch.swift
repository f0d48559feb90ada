public import Records
import TextKit

/// What the rules of a source could find on a page, for whoever writes the file of a new source.
///
/// Nothing here is read for a database: these are guesses, ranked, and what could not be told is said.
public struct PageSketch: Hashable, Sendable {
  /// A field that rows seem to have.
  public struct Field: Hashable, Sendable {
    /// A name of the contract, or one of the page's own.
    public var name: String
    /// The selector, with `@attribute` where an attribute is meant, or the JSON pointer.
    public var place: String
    /// Whether only its first run of digits counts.
    public var isDigits = false
    /// How many rows have it.
    public var found: Int
    /// The first texts.
    public var samples: [String]
  }

  /// One way to read the page.
  public struct Candidate: Hashable, Sendable {
    /// The selector or JSON pointer of its rows.
    public var rows: String
    /// How many rows that finds.
    public var count: Int
    /// The fields with a name of the contract, in its order.
    public var fields: [Field]
    /// What else rows have.
    public var others: [Field]
    /// By what candidates are ranked.
    var score: Double
  }

  /// What a page is, as far as formats of source files go.
  public enum Format: String, Hashable, Sendable {
    case html, json, feed
  }

  /// What the page is; nil when it is none of these.
  public private(set) var format: Format?
  /// The page's address, as it is known or says itself.
  public private(set) var address: String?
  /// The host of that address.
  public var host: String? { address.flatMap(Link.host(of:)) }
  /// The repeated structures, the likeliest first.
  public private(set) var candidates: [Candidate] = []
  /// What was seen that a source file can or cannot use, a sentence each.
  public private(set) var notes: [String] = []

  /// Looks at a page.
  public init(of page: Page) {
    address = page.url.flatMap { Link.host(of: $0) == nil ? nil : $0 }
    let text = UTF8Text(decoding: page.body, contentType: page.contentType).bytes
    let start = text[...].trimmed.first
    if start == UInt8(ascii: "{") || start == UInt8(ascii: "[") {
      do throws(JSONFailure) {
        let root = try JSONReader.read(text)
        format = .json
        candidates = Self.ranked(JSONSketch.candidates(in: root))
        if candidates.isEmpty { notes.append("it has no list of objects that have texts") }
      } catch {
        notes.append("it begins like JSON and is none: \(error)")
      }
      return
    }
    if Self.beginsAsFeed(text), FeedReader.isFeed(text) {
      format = .feed
      return
    }
    guard text.contains(UInt8(ascii: "<")), let table = try? ElementTable(utf8: text), !table.nodes.isEmpty else {
      notes.append("it is neither HTML nor JSON nor a feed")
      return
    }
    format = .html
    address = address ?? table.address.flatMap { Link.host(of: $0) == nil ? nil : $0 }
    if table.wasCut { notes.append("only its first \(ElementTable.limit) elements were looked at") }
    candidates = Self.ranked(RowFinder(table).candidates())
    notes += table.notes
    if candidates.isEmpty { notes.append("no structure with a text that could be a title repeats three times or more") }
  }

  private static func beginsAsFeed(_ text: [UInt8]) -> Bool {
    let head = text[..<min(text.count, 4096)]
    return ["<rss", "<feed", "<rdf:RDF", "<RDF"].contains { head.firstRange(ofBytes: Array($0.utf8)) != nil }
  }

  private static func ranked(_ candidates: [Candidate]) -> [Candidate] {
    candidates.sorted { ($1.score, $0.rows) < ($0.score, $1.rows) }.prefix(5).map { $0 }
  }
}
