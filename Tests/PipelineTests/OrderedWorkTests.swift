import Testing

@testable import Pipeline

@Suite struct OrderedWorkTests {
  @Test(arguments: [1, 2, 7]) func `results come in the order of the items`(_ width: Int) async throws {
    var items = Array(0..<500).makeIterator()
    var results: [Int] = []
    try await OrderedWork.run(
      width: width, next: { items.next() },
      work: { item in
        // Uneven work, so that later items finish first.
        var sum = 0
        for value in 0..<(item % 7) * 1000 { sum &+= value }
        return sum < 0 ? -1 : item
      }, consume: { results.append($0) })
    #expect(results == Array(0..<500))
  }

  @Test func `no more items are taken than twice the width are in flight`() async throws {
    var taken = 0
    var done = 0
    var most = 0
    try await OrderedWork.run(
      width: 3,
      next: { () -> Int? in
        guard taken < 100 else { return nil }
        taken += 1
        most = max(most, taken - done)
        return taken
      }, work: { (item: Int) in item }, consume: { (_: Int) in done += 1 })
    #expect(done == 100)
    #expect(most <= 6)
  }

  @Test func `an error of the consumer ends the work`() async {
    struct Enough: Error {}
    var taken = 0
    await #expect(throws: Enough.self) {
      try await OrderedWork.run(
        width: 2,
        next: { () -> Int? in
          taken += 1
          return taken < 1000 ? taken : nil
        }, work: { (item: Int) in item },
        consume: { (item: Int) in if item == 10 { throw Enough() } })
    }
    #expect(taken < 20)
  }
}
