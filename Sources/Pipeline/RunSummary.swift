import Records

/// What a job did, in figures, and what its caller should think of it.
public struct RunSummary: Hashable, Sendable {
  /// Pages that were handed in.
  public var pages = 0
  /// Pages that were archived already and passed over.
  public var known = 0
  /// Pages by how they were read.
  public var verdicts: [PageLine.Verdict: Int] = [:]
  /// Listings read.
  public var listings = 0
  /// Reports read.
  public var reports = 0
  /// Official documents read.
  public var documents = 0
  /// Rates read.
  public var rates = 0
  /// Rows of spec tables read.
  public var specs = 0
  /// Records set aside.
  public var setAside = 0
  /// Files that could not be read at all.
  public var unreadable = 0

  /// Nothing done yet.
  public init() {}

  /// Pages that said something about the market.
  public var usable: Int { verdicts.reduce(0) { $0 + ($1.key.isUsable ? $1.value : 0) } }

  /// Whether something was set aside or failed.
  public var isIncomplete: Bool { unreadable > 0 || usable < pages - known || setAside > 0 }

  /// Whether nothing at all could be used.
  public var isUseless: Bool { pages + unreadable > known && usable == 0 && known == 0 }

  /// Counts the records of a page with its line; what says how far a plan is counts for nothing.
  mutating func count(_ records: [NormalizedRecord]) {
    if case .page(let line)? = records.last, line.planMark != nil { return }
    pages += 1
    for record in records { count(record) }
  }

  mutating func count(_ record: RawRecord) {
    switch record {
    case .listing: listings += 1
    case .report: reports += 1
    case .rate: rates += 1
    case .spec: specs += 1
    case .policyDocument: documents += 1
    case .page(let line): verdicts[line.verdict, default: 0] += 1
    }
  }

  mutating func count(_ record: NormalizedRecord) {
    switch record {
    case .observation: listings += 1
    case .report: reports += 1
    case .rate: rates += 1
    case .spec: specs += 1
    case .policyDocument: documents += 1
    case .page(let line): verdicts[line.verdict, default: 0] += 1
    case .quarantine: setAside += 1
    }
  }

  /// The figures of two jobs together.
  static func + (left: RunSummary, right: RunSummary) -> RunSummary {
    var sum = left
    sum.pages += right.pages
    sum.known += right.known
    sum.verdicts.merge(right.verdicts) { $0 + $1 }
    sum.listings += right.listings
    sum.reports += right.reports
    sum.documents += right.documents
    sum.rates += right.rates
    sum.specs += right.specs
    sum.setAside += right.setAside
    sum.unreadable += right.unreadable
    return sum
  }

  /// One line for people.
  public var line: String {
    var parts = ["\(pages) pages"]
    if known > 0 { parts.append("\(known) known already") }
    for verdict in PageLine.Verdict.allCases {
      if let count = verdicts[verdict] { parts.append("\(count) \(verdict.rawValue)") }
    }
    if unreadable > 0 { parts.append("\(unreadable) unreadable") }
    parts.append("\(listings) listings")
    if reports > 0 { parts.append("\(reports) reports") }
    if documents > 0 { parts.append("\(documents) policy documents") }
    if rates > 0 { parts.append("\(rates) rates") }
    if specs > 0 { parts.append("\(specs) specs") }
    if setAside > 0 { parts.append("\(setAside) records set aside") }
    return parts.joined(separator: ", ")
  }
}

extension RunSummary {
  /// The figures as one JSON object.
  public var json: String {
    var writer = JSONWriter()
    writer.object { writer in write(to: &writer) }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  func write(to writer: inout JSONWriter) {
    writer.member("pages", pages)
    writer.member("known", known)
    writer.object("verdicts") { writer in
      for verdict in PageLine.Verdict.allCases { writer.member(verdict.rawValue, verdicts[verdict]) }
    }
    writer.member("unreadable", unreadable)
    writer.member("listings", listings)
    writer.member("reports", reports)
    writer.member("policy_documents", documents)
    writer.member("rates", rates)
    writer.member("specs", specs)
    writer.member("set_aside", setAside)
  }
}
