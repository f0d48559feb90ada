import Archiving
import CurlKit
import Fetching
import Parsing
import Records

/// Fetches one source as its plan says: pages of one pagination one after the other, all else side by side.
///
/// Whatever comes is handed to the archive before it is read. What is in the archive of the run is not asked for.
struct SourceDrive: Sendable {
  let source: SourceDefinition
  let policy: FetchPolicy
  let fetcher: Fetcher
  let parser: PageParser
  let archive: ArchiveFolder
  let held: RunArchives
  let earlier: EarlierPages
  let desk: ArchiveDesk
  let progress: FetchProgress
  let clock: Clock
  let story: Story

  /// What became of one step of the plan.
  private enum Answer: Sendable {
    case page(ParsedPage, url: String, bytes: Int, isKept: Bool)
    case none(PageLine)
    /// There is no page behind the last one, which is how numbered pages end.
    case end(String)
  }

  /// How many steps are in hand at once: those under way, and as many that wait before the host's gate.
  private var width: Int { min(64, 2 * max(1, policy.concurrency)) }

  /// Follows the plan to its end.
  ///
  /// - Throws: What ends the whole run: the archive cannot be written, or the run is being stopped.
  func run() async throws -> FetchSummary.Tally {
    var tally = FetchSummary.Tally(source.id)
    guard let rules = source.fetch else {
      try await note(outcome(source.url, .refused, policy.refusal ?? "it declares no address"), in: &tally)
      return tally
    }
    var plan: FetchPlan
    do throws(FetchFailure) { plan = try FetchPlan(rules, source: source.id) } catch {
      try await note(outcome(error.url, error.verdict, "\(error)"), in: &tally)
      return tally
    }
    try await desk.store([], PageLine(.begun, of: source.id, at: clock.now()))
    try await follow(&plan, &tally)
    let broken = plan.outcomes(at: clock.now())
    for line in broken { try await note(line, in: &tally) }
    if broken.isEmpty { try await desk.store([], PageLine(.ended, of: source.id, at: clock.now())) }
    return tally
  }

  private func follow(_ plan: inout FetchPlan, _ tally: inout FetchSummary.Tally) async throws {
    try await withThrowingTaskGroup(of: (PlanStep, Answer).self) { group in
      var inHand = 0
      var done = 0
      while true {
        try Task.checkCancellation()
        while inHand < width, let step = plan.next() {
          group.addTask { (step, try await answer(step)) }
          inHand += 1
        }
        progress.expects(max(inHand, plan.expectedRequests.lowerBound - done), of: source.id)
        guard let (step, answer) = try await group.next() else { return }
        inHand -= 1
        done += 1
        take(answer, to: step, &plan, &tally)
      }
    }
    progress.expects(0, of: source.id)
  }

  private func take(_ answer: Answer, to step: PlanStep, _ plan: inout FetchPlan, _ tally: inout FetchSummary.Tally) {
    switch answer {
    case .none(let line):
      tally.verdicts[line.verdict, default: 0] += 1
      progress.failed()
      plan.missed(step, because: line.reason ?? line.verdict.rawValue)
    case .end(let reason): plan.missed(step, because: reason, isGone: true)
    case .page(let parsed, let url, let bytes, let isKept):
      tally.verdicts[parsed.line.verdict, default: 0] += 1
      if isKept {
        tally.kept += 1
        progress.kept()
      } else {
        tally.fetched += 1
        tally.bytes += bytes
        progress.came(bytes: bytes)
      }
      plan.took(step, PageSeen(parsed, url: url))
    }
  }

  /// The page of a step: from the archive of the run, else from its server.
  private func answer(_ step: PlanStep) async throws -> Answer {
    if let place = held.page(source.id, step.url), let kept = keptPage(at: place) { return kept }
    let before = try await earlier.page(source.id, step.url)
    do { return try await ask(step, before) } catch let failure as ArchiveFailure {
      guard before != nil, case .earlierMissing = failure.reason else { throw failure }
      // What the server says is unchanged is not in the archive any more: ask for the whole of it.
      return try await ask(step, nil)
    }
  }

  /// A page that the archive of the run holds; nil when it cannot be read or is none to be believed.
  private func keptPage(at place: ArchiveLocation) -> Answer? {
    guard let found = try? archive.record(at: place).page(), let page = try? archive.filled(found) else { return nil }
    let parsed = parser.parse(page, as: source.id)
    switch parsed.line.verdict {
    case .blocked, .login, .failed: return nil
    default:
      story.tell(.detail, "\(source.id) \(page.url ?? ""): there already, \(parsed.line.verdict.rawValue)")
      return .page(parsed, url: page.url ?? "", bytes: page.body.count, isKept: true)
    }
  }

  private func ask(_ step: PlanStep, _ before: EarlierPage?) async throws -> Answer {
    let result: FetchResult
    do throws(FetchFailure) { result = try await fetcher.fetch(step.url, policy: policy, earlier: before) } catch {
      if case .cancelled = error.reason { throw CancellationError() }
      if isEnd(step, error) {
        try await desk.store(error.evidence)
        return .end("\(error)")
      }
      let line = outcome(step.url, error.verdict, "\(error)")
      try await desk.store(error.evidence, line)
      let start = error.url == step.url ? "" : " (it began at \(step.url))"
      story.tell(.error, "\(error)\(start)")
      return .none(line)
    }
    for note in result.notes { story.tell(.event, "\(source.id): \(note)") }
    var page = result.page
    page.location = try await desk.store(result.trail + [page])
    page = try archive.filled(page)
    let parsed = parser.parse(page, as: source.id)
    tell(parsed.line, page)
    if parsed.line.verdict == .blocked, let url = page.url, let host = try? WebAddress(url).host {
      fetcher.blocked(host: host)
    }
    return .page(parsed, url: page.url ?? step.url, bytes: page.body.count, isKept: false)
  }

  /// Whether the failure only says that the numbered pages of a list are over.
  private func isEnd(_ step: PlanStep, _ failure: FetchFailure) -> Bool {
    guard case .status(let status) = failure.reason, status == 404 || status == 410 else { return false }
    guard case .number = source.fetch?.pagination else { return false }
    return step.depth > 0 && !step.isDetail
  }

  private func tell(_ line: PageLine, _ page: Page) {
    let reason = line.reason.map { " (\($0))" } ?? ""
    story.tell(
      line.verdict.isUsable ? .event : .error,
      "\(source.id) \(page.url ?? ""): \(page.body.count) bytes, \(line.verdict.rawValue), \(line.listings) records"
        + reason)
  }

  private func outcome(_ url: String, _ verdict: PageLine.Verdict, _ reason: String) -> PageLine {
    var line = PageLine(source: source.id, url: url, verdict: verdict, reason: reason)
    line.provenance.fetchedAt = clock.now()
    return line
  }

  /// Archives, tells and counts a line that no page stands behind.
  private func note(_ line: PageLine, in tally: inout FetchSummary.Tally) async throws {
    try await desk.store([], line)
    tally.verdicts[line.verdict, default: 0] += 1
    story.tell(.error, "\(source.id) \(line.url ?? ""): \(line.verdict.rawValue): \(line.reason ?? "")")
  }
}

extension PageSeen {
  /// What a plan needs to know of a page.
  init(_ parsed: ParsedPage, url: String) {
    let keys = parsed.records.compactMap { record -> String? in
      switch record {
      case .listing(let listing): listing.key
      case .report(let report): report.key
      case .spec(let row): row.key
      case .policyDocument(let document): document.key
      case .rate, .page: nil
      }
    }
    self.init(
      url: url, keys: keys, claimed: parsed.line.claimed, next: parsed.links.next, cursor: parsed.links.cursor,
      details: parsed.links.details, verdict: parsed.line.verdict)
  }
}
