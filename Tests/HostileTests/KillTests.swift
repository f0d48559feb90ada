import Foundation
import Outside
import Testing

extension Hostile {
  /// Runs that are killed at random moments.
  struct KillTests {
    static let pages = Machine.isPatient ? 300 : 80
    static let moments = Machine.isPatient ? 20 : 4

    @Test func `a run that is killed anywhere is completed by the next, which asks for nothing twice`() async throws {
      let seed = ProcessInfo.processInfo.environment["AFTERMARKET_SEED"].flatMap(UInt64.init) ?? .random(in: 1...9_999)
      var random = Linear(state: seed)
      let night = try await Night()
      let concurrency = 4
      try night.source(
        "trouble", (1...Self.pages).map { "/lot/\($0)" },
        rules: ["concurrency": "\(concurrency)", "delay_seconds": "0.005", "maximum_pages": "1000"])
      let undisturbed = try await night.run()
      #expect(undisturbed.status == 0, "\(undisturbed)")
      let dump = try await Program.dump(in: night.scratch)
      for moment in 1...Self.moments {
        let workspace = night.scratch.path("workspace")
        try FileManager.default.removeItem(atPath: workspace)
        try await night.seed()
        try await night.server.reset()
        let after = Duration.seconds(undisturbed.seconds * Double(random.next() % 1_000) / 1_000)
        let story: Comment = "seed \(seed), kill \(moment) after \(after)"
        let killed = try await night.run(killedAfter: after)
        #expect(killed.status == 137 || killed.status == 0, "\(story): \(killed)")
        let before = try await night.server.log().filter { $0.path != "/robots.txt" }
        let rest = try await night.run()
        #expect(rest.status == 0, "\(story): \(rest)")
        let all = try await night.server.log().filter { $0.path != "/robots.txt" }
        // Only what was under way, or had come and was not yet archived when the kill came, is asked for again.
        let again = Set(all.dropFirst(before.count).map(\.target)).intersection(before.map(\.target))
        #expect(again.count <= 2 * concurrency, "\(story): \(again.count) of \(before.count) asked again")
        #expect(Set(all.map(\.target)).count == Self.pages, "\(story)")
        let after2 = try await Program.dump(in: night.scratch)
        #expect(after2 == dump, "\(story): the dump differs")
        try await night.expectSound(rest)
      }
    }

    /// A small generator whose seed can be given again.
    struct Linear {
      var state: UInt64
      mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
      }
    }
  }
}
