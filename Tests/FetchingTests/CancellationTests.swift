import CurlKit
import Fetching
import Records
import Testing

/// Whoever is cancelled leaves at once, wherever it waits, and nobody else notices.
@Suite struct CancellationTests {
  private static let page = "http://shop.example/list"
  private static let robots = "http://shop.example/robots.txt"

  struct State: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let replies: [String: [ScriptedWeb.Reply]]
    var delay = 0
    var others = 0
    var maximumConcurrency = 16
  }

  private static let good = [robots: [ScriptedWeb.Reply.answer("404 Not Found")], page: [.answer("200 OK", body: "x")]]

  static let states = [
    State(testDescription: "asking for robots.txt", replies: [robots: [.silence]]),
    State(testDescription: "waiting for another to ask for robots.txt", replies: [robots: [.silence]], others: 1),
    State(testDescription: "asking for the page", replies: good.merging([page: [.silence]]) { $1 }),
    State(testDescription: "sitting out the gap", replies: good, delay: 100_000),
    State(testDescription: "in line behind one that sits out the gap", replies: good, delay: 100_000, others: 3),
    State(testDescription: "in line for a host", replies: good.merging([page: [.silence]]) { $1 }, others: 3),
    State(
      testDescription: "sitting out a Retry-After",
      replies: good.merging([page: [.answer("503 Busy", headers: ["Retry-After: 100"])]]) { $1 }),
    State(testDescription: "backing off", replies: good.merging([page: [.failure(.timedOut)]]) { $1 }),
  ]

  @Test(arguments: states) func `a cancelled fetch ends at once`(_ state: State) throws {
    let web = ScriptedWeb(state.replies)
    try web.run { fetcher in
      let policy = testPolicy(delay: state.delay)
      let tasks = (0...state.others).map { _ in
        Task(executorPreference: web.time) { try await fetcher.attempt(Self.page, policy) }
      }
      await web.time.sleep(300)
      let cancelledAt = web.time.milliseconds
      for task in tasks.reversed() { task.cancel() }
      for task in tasks {
        let failure = try await task.value.failure
        #expect(failure?.reason == .cancelled)
      }
      #expect(web.time.milliseconds == cancelledAt)
      #expect(fetcher.waiting().allSatisfy { $0.waiting + $0.underWay == 0 })
    }
  }

  @Test func `a turn that a cancelled fetch can take no more goes to the next`() throws {
    let web = ScriptedWeb(Self.good) { _ in 1_000 }
    try web.run { fetcher in
      let tasks = (0..<3).map { _ in Task(executorPreference: web.time) { try await fetcher.attempt(Self.page) } }
      await web.time.sleep(1_500)
      // The one under way ends before the first in line has left it.
      tasks[0].cancel()
      tasks[1].cancel()
      let last = try await tasks[2].value
      #expect(last.failure == nil)
    }
  }

  @Test(arguments: 0..<40) func `those that stay get their pages although others leave`(_: Int) throws {
    var random = RandomNumbers()
    let seed = random.seed
    let leaving = (0..<24).map { _ in Int.random(in: 0...5_000, using: &random) }
    let isLeaving = (0..<24).map { _ in Bool.random(using: &random) }
    let durations = (0..<17).map { _ in Int.random(in: 0...900, using: &random) }
    let maximumConcurrency = Int.random(in: 1...3, using: &random)
    var replies = [Self.robots: [ScriptedWeb.Reply.answer("404 Not Found")]]
    for number in 0..<24 { replies["http://shop.example/\(number)"] = [.answer("200 OK", body: "\(number)")] }
    let web = ScriptedWeb(replies) { durations[$0 % durations.count] }
    try web.run(maximumConcurrency: maximumConcurrency) { fetcher in
      var policy = testPolicy(delay: 100)
      policy.concurrency = 2
      let tasks = (0..<24).map { number in
        Task(executorPreference: web.time) { [policy] in
          try await fetcher.attempt("http://shop.example/\(number)", policy)
        }
      }
      for (number, moment) in leaving.enumerated().sorted(by: { $0.element < $1.element }) where isLeaving[number] {
        await web.time.sleep(max(0, moment - web.time.milliseconds))
        tasks[number].cancel()
      }
      for (number, task) in tasks.enumerated() {
        let result = try await task.value
        let isRight = (try? result.get().page.body == Array("\(number)".utf8)) ?? (result.failure?.reason == .cancelled)
        #expect(isRight && (isLeaving[number] || result.failure == nil), "seed \(seed)")
      }
      #expect(fetcher.waiting().isEmpty, "seed \(seed)")
    }
    #expect(ScriptedWeb.peak(of: web.seen) <= min(2, maximumConcurrency), "seed \(seed)")
  }
}
