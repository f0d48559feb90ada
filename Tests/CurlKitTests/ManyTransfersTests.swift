import CurlKit
import Servers
import Testing

/// Many transfers at a time, and their ends.
@Suite(.enabled(if: WireServer.isAvailable, "python3 is not there to run the server"))
struct ManyTransfersTests {
  @Test func `sixty-four in flight over eight connections all come back whole`() async throws {
    let engine = try TransferEngine(EngineSettings(maximumConnections: 8))
    let connections = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<640 {
        group.addTask {
          // The server echoes the number behind those of connection and request.
          let page = try await engine.perform(request("/keep?\(number)"))
          let words = String(decoding: page.body, as: UTF8.self).split(separator: " ")
          #expect(words.last == "\(number)")
          return String(words.first ?? "")
        }
        if number >= 64 { _ = try await group.next() }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect((1...8).contains(connections.count))
  }

  @Test func `requests one after the other share a connection`() async throws {
    let engine = try TransferEngine()
    for number in 1...5 {
      let page = try await engine.perform(request("/keep"))
      #expect(String(decoding: page.body, as: UTF8.self).hasSuffix(" \(number)"))
    }
  }

  @Test func `a transfer that is cancelled ends at once`() async throws {
    let engine = try TransferEngine()
    let clock = ContinuousClock()
    let start = clock.now
    let task = Task { await failure(engine, try request("/hang") { $0.limits.totalMilliseconds = 600_000 }) }
    try await Task.sleep(for: .milliseconds(200))
    task.cancel()
    #expect(try await task.value?.code == "cancelled")
    // Without the cancellation it would be ten minutes; a busy machine takes a while to run this task again.
    #expect(clock.now - start < .seconds(300))
  }

  @Test func `a cancellation is never lost, whenever it comes`() async throws {
    let engine = try TransferEngine()
    var random = SystemRandomNumberGenerator()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<1_000 {
        let wait = UInt64.random(in: 0..<300, using: &random)
        group.addTask {
          // Only a cancellation ends this one within the limit.
          let hanging = try request("/hang") { $0.limits.totalMilliseconds = 60_000 }
          let task = Task { await failure(engine, hanging)?.description }
          if number % 3 != 0 { try await Task.sleep(nanoseconds: wait * 1_000) }
          task.cancel()
          let seen = await task.value
          #expect(seen?.hasPrefix("the transfer was stopped") == true, "\(seen ?? "")")
        }
        if number >= 50 { try await group.next() }
      }
      try await group.waitForAll()
    }
    #expect(try await engine.perform(request("/rates.xml")).status == 200)
  }

  @Test func `closing ends what is under way and what comes later`() async throws {
    let engine = try TransferEngine()
    let tasks = try (0..<10).map { _ in
      let slow = try request("/slow")
      return Task { await failure(engine, slow)?.code }
    }
    try await Task.sleep(for: .milliseconds(100))
    engine.close()
    engine.close()
    for task in tasks { #expect(await task.value == "cancelled") }
    #expect(await failure(engine, try request("/rates.xml"))?.code == "cancelled")
  }

  @Test func `engines come and go`() async throws {
    for _ in 0..<50 {
      let engine = try TransferEngine()
      #expect(try await engine.perform(request("/rates.xml")).status == 200)
    }
    for _ in 0..<200 { _ = try TransferEngine() }
  }
}
