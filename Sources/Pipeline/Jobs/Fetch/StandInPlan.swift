import Fetching
import Records

// Until plans come from Fetching: the start addresses, once each.

struct PlanStep: Hashable, Sendable {
  let url: String
  let start: Int
  let depth: Int
  let isDetail: Bool
}

struct PageSeen: Sendable {
  let url: String
  let keys: [String]
  let claimed: Int?
  let next: String?
  let cursor: String?
  let details: [String]
  let verdict: PageLine.Verdict
}

struct FetchPlan: Sendable {
  private var urls: [String]
  private var at = 0
  private var open = 0
  init(_ rules: FetchRules, source: SourceID) throws(FetchFailure) { urls = rules.urls }
  mutating func next() -> PlanStep? {
    guard at < urls.count else { return nil }
    defer { at += 1 }
    open += 1
    return PlanStep(url: urls[at], start: at, depth: 0, isDetail: false)
  }
  var isFinished: Bool { at == urls.count && open == 0 }
  mutating func took(_ step: PlanStep, _ seen: PageSeen) { open -= 1 }
  mutating func missed(_ step: PlanStep, because: String) { open -= 1 }
  func outcomes(at: Instant) -> [PageLine] { [] }
  var expectedRequests: ClosedRange<Int> { urls.count...urls.count }
}
