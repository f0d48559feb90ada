import Foundation
import Outside
import Testing

extension Hostile {
  /// A disk of 20 MB that fills.
  @Suite(.enabled(if: Machine.isOurs, "needs root and mounts of its own"))
  struct SpaceTests {
    /// Runs nights with `workspace` on a disk of 20 MB; what is on it afterwards is copied to the scratch folder.
    private func run(_ night: Night) async throws -> Program.Outcome {
      try await Program.launch(
        "/usr/bin/env",
        [
          "unshare", "--mount", "sh", "-c",
          """
          set -e; mkdir -p workspace full; mount -t tmpfs -o size=20m none full; cp -a workspace/. full/
          set +e; "$0" run --pipelines pipelines --workspace full; code=$?
          set -e; rm -rf workspace; cp -a full workspace; exit $code
          """, Program.path,
        ], in: night.scratch, environment: ["AFTERMARKET_CONTACT": "tests@example.org"])
    }

    private func setFloor(_ bytes: Int, in night: Night) throws {
      try night.scratch.write("{ free_space_floor_bytes: \(bytes) }", to: "pipelines/nightly.json5")
    }

    @Test func `F17 below the floor of free space nothing is begun`() async throws {
      let night = try await Night()
      try night.source("trouble", ["/ok"])
      let outcome = try await run(night)
      #expect(outcome.status == 3, "\(outcome)")
      #expect(outcome.errorLines.contains { $0.contains("full") && $0.contains("bytes") }, "\(outcome.errors)")
      #expect(try await night.server.log().isEmpty)
    }

    @Test func `F17 a disk that fills ends the run with its work kept, and the rest comes when there is room`()
      async throws
    {
      let night = try await Night()
      try setFloor(8 << 20, in: night)
      try night.source("trouble", (1...20).map { "/bulk/\($0)?kb=900" })
      let outcome = try await run(night)
      #expect(outcome.status == 3, "\(outcome)")
      #expect(
        outcome.errorLines.contains { $0.contains("full") && $0.contains("bytes") && $0.contains("8388608") },
        "\(outcome.errors)")
      let first = try await night.server.requests("/robots.txt").count
      let came = try await night.server.log().count - first
      #expect(came > 3 && came < 20, "\(came) pages came")
      let verified = try await night.run(["verify"])
      #expect(verified.status == 0, "\(verified)")

      try setFloor(0, in: night)
      let rest = try await night.run()
      #expect(rest.status == 0, "\(rest)")
      #expect(try await night.keys("trouble").count == 20, "\(rest)")
      let pages = try await night.server.log().filter { $0.path != "/robots.txt" }
      // The page that no longer fitted was asked for, and only it is asked for again.
      #expect(pages.count <= 21, "\(pages.count) pages were asked for")
      try await night.expectSound(rest)
    }

    @Test func `F17 a disk that is full without warning loses nothing that was kept`() async throws {
      let night = try await Night()
      try setFloor(0, in: night)
      try night.source("trouble", (1...30).map { "/bulk/\($0)?kb=900" })
      let outcome = try await run(night)
      #expect(outcome.status == 3, "\(outcome)")
      #expect(outcome.errorLines.contains { $0.contains("full") }, "\(outcome.errors)")
      let rest = try await night.run()
      #expect(rest.status == 0, "\(rest)")
      #expect(try await night.keys("trouble").count == 30, "\(rest)")
      try await night.expectSound(rest)
    }
  }
}
