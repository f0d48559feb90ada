/// What became of one page: the line that ends its records.
public struct PageLine: Hashable, Sendable {
  /// How a page was read.
  ///
  /// Only `parsed`, `unchanged` and `empty` may move a series or end a listing.
  public enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// Its records were read.
    case parsed
    /// The server says it is as it was (304).
    case unchanged
    /// It proves that there is nothing ("0 results").
    case empty
    /// Its pagination broke off.
    case partial
    /// A block or challenge page came instead.
    case blocked
    /// A login page came instead.
    case login
    /// It was recognized, but its items are not where they were.
    case drifted
    /// It could not be read.
    case failed
    /// Robots or terms bar it.
    case refused

    /// Whether the page says something about the market.
    public var isUsable: Bool { self == .parsed || self == .unchanged || self == .empty }
  }

  /// The source, when it is known.
  public var source: SourceID?
  /// The address, when it is known.
  public var url: String?
  /// How it was read.
  public var verdict: Verdict
  /// Why, as a sentence; absent for a page that was simply read.
  public var reason: String?
  /// How many records it gave.
  public var listings: Int
  /// How many the page itself claims to list.
  public var claimed: Int?
  /// The title of a feed, which is that of its publisher.
  public var title: String?
  /// The language of a feed, as BCP 47.
  public var language: String?
  /// The charset its text was read with and where that came from: "utf-8 (meta)".
  public var charset: String?
  /// The status of the HTTP response; nil for a saved page.
  public var httpStatus: Int?
  /// The size of the body in bytes.
  public var bytes: Int?
  /// Where it comes from.
  public var provenance: Provenance = .none

  /// A verdict about a page.
  public init(source: SourceID?, url: String?, verdict: Verdict, reason: String? = nil, listings: Int = 0) {
    self.source = source
    self.url = url
    self.verdict = verdict
    self.reason = reason
    self.listings = listings
  }
}

extension PageLine {
  /// What a line says that is about no page, but about all that is to be fetched of a source in a night.
  public enum PlanMark: Hashable, Sendable {
    /// It was begun; until it is ended, the night is not wholly read.
    case begun
    /// All of it was asked for, and no pagination broke off.
    case ended
  }

  /// What the line says of a night's plan; nil for a line about a page.
  public var planMark: PlanMark? {
    guard url == nil, source != nil, provenance.pageSHA256 == nil, bytes == nil else { return nil }
    switch verdict {
    case .partial: return .begun
    case .parsed: return .ended
    default: return nil
    }
  }

  /// A line that says how far a night's plan for a source is.
  public init(_ mark: PlanMark, of source: SourceID, at time: Instant) {
    self.init(
      source: source, url: nil, verdict: mark == .begun ? .partial : .parsed,
      reason: mark == .begun ? "fetching began" : "fetching ended, and nothing was left")
    provenance.fetchedAt = time
  }

  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    self.init(
      source: try reader.string("source").map(SourceID.init), url: try reader.string("url"),
      verdict: try reader.required("verdict", "a verdict") { $0.string.flatMap(Verdict.init(rawValue:)) },
      reason: try reader.string("reason"), listings: try reader.integer("listings") ?? 0)
    claimed = try reader.integer("claimed")
    title = try reader.string("title")
    language = try reader.string("language")
    charset = try reader.string("charset")
    httpStatus = try reader.integer("http_status")
    bytes = try reader.integer("bytes")
    provenance = try Provenance(&reader)
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("type", "page")
      writer.member("source", source?.name)
      writer.member("url", url)
      writer.member("verdict", verdict.rawValue)
      writer.member("reason", reason)
      writer.member("listings", listings)
      writer.member("claimed", claimed)
      writer.member("title", title)
      writer.member("language", language)
      writer.member("charset", charset)
      writer.member("http_status", httpStatus)
      writer.member("bytes", bytes)
      provenance.write(to: &writer)
    }
  }
}
