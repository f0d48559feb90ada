import CurlKit
import HTTPKit
public import Records

/// What is asked of a source in a night, step by step as its pages come in.
///
/// Pure and deterministic: the same answers in the same order give the same steps. Pages of one start address come
/// one after the other; those of different ones, and the pages of single items, may be asked at the same time.
///
///     var plan = try FetchPlan(rules, source: source.id)
///     while let step = plan.next() { … plan.took(step, seen) … }
///     for line in plan.outcomes(at: now) { … }      // what was read in part only
///
/// Whatever the pages say, it ends: each address is asked once, at most `maximumPages` are asked, none more than
/// `maximumDepth` links away, and none that is longer than 2,048 bytes, not http(s), or not of the source's hosts.
public struct FetchPlan: Sendable {
  private let rules: FetchRules
  private let source: SourceID
  private let scope: PlanScope
  private let addresses: [WebAddress]
  private var chains: [PageChain] = []
  /// List pages and pages of items that wait to be asked; those of lists come first.
  private var pages = StepQueue()
  private var items = StepQueue()
  /// The addresses asked or waiting, each by its identity.
  private var known: Set<String> = []
  private var underWay: Set<PlanStep> = []
  /// Steps handed out so far.
  public private(set) var asked = 0
  /// Links to pages of items that were not taken, because of a limit or because they lead elsewhere.
  public private(set) var detailsLeft = 0

  /// A plan for the addresses of a source, parameters put in.
  ///
  /// - Throws: `FetchFailure` for an address that cannot be read.
  public init(_ rules: FetchRules, source: SourceID) throws(FetchFailure) {
    self.rules = rules
    self.source = source
    var addresses: [WebAddress] = []
    for url in try StartAddresses.list(rules, source: source) {
      do throws(WebAddress.Refusal) {
        let address = try WebAddress(url)
        if known.insert(address.identity).inserted { addresses.append(address) }
      } catch { throw FetchFailure(.addressUnusable(error.description), source: source, url: url) }
    }
    self.addresses = addresses
    scope = PlanScope(rules, source: source, starts: addresses)
    for (start, address) in addresses.enumerated() {
      chains.append(PageChain(url: address.text))
      pages.append(PlanStep(url: address.text, start: start, depth: 0, isDetail: false))
    }
  }

  /// The next page to ask for; nil when there is none now, because all is asked or because more depends on pages
  /// that are still under way.
  public mutating func next() -> PlanStep? {
    guard asked < rules.maximumPages else {
      leaveTheRest()
      return nil
    }
    guard let step = pages.removeFirst() ?? items.removeFirst() else { return nil }
    asked += 1
    if !step.isDetail { chains[step.start].asked += 1 }
    underWay.insert(step)
    return step
  }

  /// Whether nothing is under way and nothing is left to ask.
  public var isFinished: Bool { underWay.isEmpty && pages.isEmpty && items.isEmpty }

  /// The fewest and the most pages of the whole night as far as is known: those asked or waiting, and those that
  /// pagination and details may still add.
  public var expectedRequests: ClosedRange<Int> {
    let least = min(asked + pages.count + items.count, max(asked, rules.maximumPages))
    if isFinished { return asked...asked }
    guard rules.maximumDepth > 0 else { return least...least }
    if !rules.details.isEmpty { return least...max(least, rules.maximumPages) }
    guard rules.pagination != nil else { return least...least }
    // No overflow: a file may name a depth of at most 100,000, and addresses are held in memory.
    return least...max(least, min(rules.maximumPages, addresses.count * (rules.maximumDepth + 1)))
  }

  /// Takes note of a page that came.
  public mutating func took(_ step: PlanStep, _ seen: PageSeen) {
    guard underWay.remove(step) != nil else { return }
    // A redirect's target need not be asked again.
    if let address = try? scope.address(seen.url) { known.insert(address.identity) }
    guard !step.isDetail else { return }
    guard seen.verdict.isUsable else {
      chains[step.start].finish(.broken("page \(chains[step.start].asked) was \(seen.verdict.rawValue)"))
      return
    }
    addDetails(seen.details, of: step)
    let isNew = chains[step.start].take(seen)
    follow(step, seen, isNew: isNew)
  }

  /// Takes note of a page that did not come.
  ///
  /// - Parameters:
  ///   - reason: Why, as a sentence.
  ///   - isGone: Whether the server says that there is no such page (404 or 410), which is the end of numbered pages.
  public mutating func missed(_ step: PlanStep, because reason: String, isGone: Bool = false) {
    guard underWay.remove(step) != nil, !step.isDetail else { return }
    if isGone, step.depth > 0, case .number = rules.pagination {
      chains[step.start].finish(.end)
    } else {
      chains[step.start].finish(.broken("page \(chains[step.start].asked) did not come: \(reason)"))
    }
  }

  /// A line with verdict `partial` for each start address of which less was read than there is: what was claimed,
  /// what was read, and where it broke off.
  ///
  /// A limit of the source's own file makes it partial too, even one that was meant: what lies beyond was not seen,
  /// so nothing may be said to be gone. An address whose first page did not come has none: its own line tells.
  public func outcomes(at time: Instant) -> [PageLine] {
    chains.compactMap { chain in
      guard let reason = chain.breakage else { return nil }
      var line = PageLine(source: source, url: chain.url, verdict: .partial, reason: reason, listings: chain.read)
      line.claimed = chain.claimed
      line.provenance.fetchedAt = time
      return line
    }
  }

  // MARK: What follows a page

  private mutating func follow(_ step: PlanStep, _ seen: PageSeen, isNew: Bool) {
    let link: String
    switch onward(step, seen, isNew: isNew) {
    case .stop(let end):
      chains[step.start].finish(end)
      return
    case .go(let found): link = found
    }
    guard step.depth < rules.maximumDepth else {
      chains[step.start].finish(.limit("the limit of \(rules.maximumDepth) links (maximum_depth) is reached"))
      return
    }
    do throws(PlanScope.Refusal) {
      let address = try scope.address(link)
      guard known.insert(address.identity).inserted else {
        chains[step.start].finish(.circle("the page behind page \(chains[step.start].asked) was asked before"))
        return
      }
      pages.append(PlanStep(url: address.text, start: step.start, depth: step.depth + 1, isDetail: false))
    } catch {
      chains[step.start].finish(.broken("page \(chains[step.start].asked) has a link to the next that \(error.words)"))
    }
  }

  private enum Onward {
    case go(String)
    case stop(PageChain.End)
  }

  private func onward(_ step: PlanStep, _ seen: PageSeen, isNew: Bool) -> Onward {
    guard let pagination = rules.pagination else { return .stop(.end) }
    let chain = chains[step.start]
    let repeats = !isNew && step.depth > 0 && !seen.keys.isEmpty
    let circle = PageChain.End.circle("page \(chain.asked) brought nothing new")
    if seen.verdict == .empty { return .stop(.end) }
    switch pagination {
    case .next:
      guard let next = seen.next else { return .stop(.end) }
      return repeats ? .stop(circle) : .go(next)
    case .cursor(_, let parameter):
      guard let cursor = seen.cursor else { return .stop(.end) }
      return repeats ? .stop(circle) : .go(addresses[step.start].setting(parameter, to: cursor))
    case .number(let parameter, let first):
      // Beyond their last page many sites show it again.
      if seen.keys.isEmpty || repeats || chain.hasAll { return .stop(.end) }
      let (number, isTooLarge) = first.addingReportingOverflow(step.depth + 1)
      return isTooLarge ? .stop(.end) : .go(addresses[step.start].setting(parameter, to: String(number)))
    case .offset(let parameter, let size):
      if seen.keys.isEmpty || repeats { return .stop(.end) }
      let offset = (step.depth + 1) * size
      // A total is believed before the length of a page, since rows that are no items shorten it.
      if let claimed = chain.claimed, claimed > 0 {
        if offset >= claimed { return .stop(.end) }
      } else if seen.keys.count < size {
        return .stop(.end)
      }
      return .go(addresses[step.start].setting(parameter, to: String(offset)))
    }
  }

  private mutating func addDetails(_ links: [String], of step: PlanStep) {
    for link in links {
      guard step.depth < rules.maximumDepth, asked + pages.count + items.count < rules.maximumPages,
        let address = try? scope.address(link)
      else {
        detailsLeft += 1
        continue
      }
      guard known.insert(address.identity).inserted else { continue }
      items.append(PlanStep(url: address.text, start: step.start, depth: step.depth + 1, isDetail: true))
    }
  }

  /// Once as many pages are asked as a night may take, what waits is left.
  private mutating func leaveTheRest() {
    while let step = pages.removeFirst() {
      chains[step.start].finish(.limit("the limit of \(rules.maximumPages) pages (maximum_pages) is reached"))
    }
    while items.removeFirst() != nil { detailsLeft += 1 }
  }
}

/// Steps that wait, first in, first out.
private struct StepQueue: Sendable {
  private var steps: [PlanStep] = []
  private var head = 0

  var count: Int { steps.count - head }
  var isEmpty: Bool { count == 0 }

  mutating func append(_ step: PlanStep) { steps.append(step) }

  mutating func removeFirst() -> PlanStep? {
    guard head < steps.count else { return nil }
    defer {
      head += 1
      if head > 1_024, head * 2 > steps.count {
        steps.removeFirst(head)
        head = 0
      }
    }
    return steps[head]
  }
}
