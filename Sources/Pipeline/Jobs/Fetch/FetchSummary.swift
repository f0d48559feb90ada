import Records

/// What came of fetching, by source.
public struct FetchSummary: Hashable, Sendable {
  /// What came of one source.
  public struct Tally: Hashable, Sendable {
    /// The source.
    public let source: SourceID
    /// Pages that came from the server, with those that it said are unchanged.
    public internal(set) var fetched = 0
    /// Pages that an earlier run of the same day had archived.
    public internal(set) var kept = 0
    /// Bytes of the bodies that came, unpacked.
    public internal(set) var bytes = 0
    /// Addresses by what became of them.
    public internal(set) var verdicts: [PageLine.Verdict: Int] = [:]

    init(_ source: SourceID) { self.source = source }

    /// Pages that say something about the market.
    public var usable: Int { verdicts.reduce(0) { $0 + ($1.key.isUsable ? $1.value : 0) } }
    /// Whether every address gave such a page.
    public var isComplete: Bool { verdicts.allSatisfy(\.key.isUsable) }
  }

  /// The sources that were to be fetched, by name.
  public internal(set) var sources: [Tally] = []
  /// The archives that were written, in order.
  public internal(set) var archives: [String] = []

  /// Nothing yet.
  init() {}

  /// Pages that came.
  public var fetched: Int { sources.reduce(0) { $0 + $1.fetched } }
  /// Pages that were there.
  public var kept: Int { sources.reduce(0) { $0 + $1.kept } }
  /// Pages that say something about the market.
  public var usable: Int { sources.reduce(0) { $0 + $1.usable } }
  /// Addresses that were asked for or looked up.
  public var addresses: Int { sources.reduce(0) { $0 + $1.verdicts.values.reduce(0, +) } }
  /// Whether some address gave no page to be believed.
  public var isIncomplete: Bool { sources.contains { !$0.isComplete } }
  /// Whether none did.
  public var isUseless: Bool { isIncomplete && usable == 0 }

  private func count(_ verdict: PageLine.Verdict) -> Int { sources.reduce(0) { $0 + $1.verdicts[verdict, default: 0] } }

  /// One line for people.
  public var line: String {
    var parts = ["\(fetched) pages fetched"]
    if kept > 0 { parts.append("\(kept) there already") }
    for verdict in PageLine.Verdict.allCases where verdict != .parsed {
      if count(verdict) > 0 { parts.append("\(count(verdict)) \(verdict.rawValue)") }
    }
    let place = archives.isEmpty ? "" : " into \(archives.joined(separator: ", "))"
    return parts.joined(separator: ", ") + place
  }

  /// The figures as one JSON object.
  public var json: String {
    var writer = JSONWriter()
    writer.object { writer in write(to: &writer) }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  func write(to writer: inout JSONWriter) {
    writer.member("fetched", fetched)
    writer.member("kept", kept)
    writer.member("archives", archives)
    writer.key("sources")
    writer.array { writer in
      for tally in sources {
        writer.object { writer in
          writer.member("source", tally.source.name)
          writer.member("fetched", tally.fetched)
          writer.member("kept", tally.kept)
          writer.member("bytes", tally.bytes)
          writer.object("verdicts") { writer in
            for verdict in PageLine.Verdict.allCases { writer.member(verdict.rawValue, tally.verdicts[verdict]) }
          }
        }
      }
    }
  }
}
