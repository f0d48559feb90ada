import Records

/// Reports sorted into stories, so that a wire story printed forty times counts once.
///
/// Two reports of one address are one story, whatever sources told them. Two of one language within ten days are one
/// when their texts share half of their shingles; two of different languages within seven days when they share a quoted
/// sum or an event, and enough besides. Specs are common knowledge: they count less and never alone. The result is a
/// partition that does not depend on order.
public enum StoryClusters {
  /// The share of shingles from which on two texts are one story.
  static let leastSimilarity = 0.5
  /// The reports that one shared hash or fact may bring together; past it each meets its neighbors only.
  static let blockSize = 32

  /// The stories of all reports, by id.
  ///
  /// Time grows as n log n: pairs are compared within blocks of bounded size.
  public static func stories(of reports: [ReportSummary]) -> [ReportStory] {
    var byID: [String: ReportSummary] = [:]
    for report in reports where byID[report.reportID] == nil { byID[report.reportID] = report }
    let all = byID.values.sorted { $0.reportID < $1.reportID }
    var evidence: [ReportStory.Evidence] = []
    let told = addressed(all)
    evidence += told
    // What one address tells, no other reason need tell again.
    let pairs = Set(told.map { [$0.reportID, $0.otherReportID] })
    evidence += (textual(all) + factual(all)).filter { !pairs.contains([$0.reportID, $0.otherReportID]) }
    var parents = Array(all.indices)
    func root(_ at: Int) -> Int {
      var at = at
      while parents[at] != at {
        parents[at] = parents[parents[at]]
        at = parents[at]
      }
      return at
    }
    let places = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.reportID, $0) })
    for pair in evidence {
      guard let a = places[pair.reportID], let b = places[pair.otherReportID] else { continue }
      let (low, high) = (min(root(a), root(b)), max(root(a), root(b)))
      parents[high] = low
    }
    var members: [Int: [String]] = [:]
    for at in all.indices { members[root(at), default: []].append(all[at].reportID) }
    var reasons: [Int: [ReportStory.Evidence]] = [:]
    for pair in evidence { if let at = places[pair.reportID] { reasons[root(at), default: []].append(pair) } }
    return members.sorted { $0.key < $1.key }.map { first, ids in
      ReportStory(
        id: all[first].reportID, reportIDs: ids,
        evidence: (reasons[first] ?? []).sorted {
          ($0.reportID, $0.otherReportID, $0.kind) < ($1.reportID, $1.otherReportID, $1.kind)
        })
    }
  }

  /// Pairs that meet in some block, each once; both places in order.
  private static func pairs(_ blocks: [[Int]]) -> Set<[Int]> {
    var pairs: Set<[Int]> = []
    for block in blocks where block.count > 1 {
      for (place, first) in block.enumerated() {
        // A block past its bound is a chain: each member meets the next few only.
        let reach = block.count <= blockSize ? block.count : min(block.count, place + 4)
        for second in block[min(place + 1, reach)..<reach] { pairs.insert([first, second]) }
      }
    }
    return pairs
  }

  /// Reports of one address, told by two sources: a feed of one and a page of the other.
  private static func addressed(_ all: [ReportSummary]) -> [ReportStory.Evidence] {
    var first: [String: String] = [:]
    return all.compactMap { report in
      guard let address = report.address else { return nil }
      guard let other = first[address] else {
        first[address] = report.reportID
        return nil
      }
      return ReportStory.Evidence(
        kind: "text", reportID: other, otherReportID: report.reportID, confidence: 1, reason: "one address")
    }
  }

  private static func isNear(_ a: ReportSummary, _ b: ReportSummary, days: Int) -> Bool {
    guard let first = a.day, let second = b.day else { return true }
    return abs(first.number - second.number) <= days
  }

  private static func language(_ report: ReportSummary) -> String {
    report.language.flatMap { $0.split { $0 == "-" || $0 == "_" }.first.map { $0.lowercased() } } ?? ""
  }

  private static func textual(_ all: [ReportSummary]) -> [ReportStory.Evidence] {
    let sketches = all.map { TextSketch($0.title + "\n" + ($0.text ?? "")) }
    var blocks: [UInt64: [Int]] = [:]
    for (place, sketch) in sketches.enumerated() {
      for hash in sketch.hashes.prefix(16) { blocks[hash, default: []].append(place) }
    }
    return pairs(Array(blocks.values)).compactMap { pair in
      let (a, b) = (all[pair[0]], all[pair[1]])
      guard isNear(a, b, days: 10) else { return nil }
      let share = sketches[pair[0]].similarity(to: sketches[pair[1]])
      guard share >= leastSimilarity else { return nil }
      let percent = Int((share * 100).rounded())
      return ReportStory.Evidence(
        kind: "text", reportID: a.reportID, otherReportID: b.reportID, confidence: Double(percent) / 100,
        reason: "\(percent) % of their shingles are shared")
    }
  }

  private static func factual(_ all: [ReportSummary]) -> [ReportStory.Evidence] {
    var blocks: [String: [Int]] = [:]
    for (place, report) in all.enumerated() {
      for fact in report.quotes.union(report.names.filter { $0.contains("-") }) {
        blocks[fact, default: []].append(place)
      }
    }
    let near = blocks.values.map { block in
      block.sorted { (all[$0].day?.number ?? 0, $0) < (all[$1].day?.number ?? 0, $1) }
    }
    let unordered = pairs(near)
    let ordered = Set(unordered.map { $0[0] < $0[1] ? $0 : [$0[1], $0[0]] })
    return ordered.compactMap { pair in
      let (a, b) = (all[pair[0]], all[pair[1]])
      guard language(a) != language(b) || a.language != b.language, isNear(a, b, days: 7), a.day != nil, b.day != nil
      else { return nil }
      return facts(a, b)
    }
  }

  /// What two reports of different languages share, when it is enough.
  private static func facts(_ a: ReportSummary, _ b: ReportSummary) -> ReportStory.Evidence? {
    let quotes = a.quotes.intersection(b.quotes)
    let names = a.names.intersection(b.names)
    let events = names.filter { $0.contains("-") }
    let claims = a.claims.intersection(b.claims)
    guard !quotes.isEmpty || !events.isEmpty else { return nil }
    func weight(_ quotes: Int, _ events: Int, _ families: Int, _ claims: Int) -> Double {
      Double(quotes) * 2 + Double(events) * 1.5 + Double(families) * 0.5 + Double(claims) * 0.5
    }
    func acts(of report: ReportSummary) -> Int { report.names.count { $0.contains("-") } }
    let shared = weight(quotes.count, events.count, names.count - events.count, claims.count)
    let whole =
      [a, b].map {
        weight($0.quotes.count, acts(of: $0), $0.names.count - acts(of: $0), $0.claims.count)
      }.min() ?? 0
    guard shared >= 4, whole > 0, shared / whole >= 0.5 else { return nil }
    let confidence = min(0.95, shared / whole * min(1, shared / 8))
    guard confidence >= 0.3 else { return nil }
    let parts = [
      (quotes.count, "sums"), (events.count, "events"), (names.count - events.count, "families"),
      (claims.count, "claims"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return ReportStory.Evidence(
      kind: "facts", reportID: a.reportID, otherReportID: b.reportID,
      confidence: (confidence * 100).rounded() / 100, reason: parts.joined(separator: ", ") + " are shared")
  }
}
