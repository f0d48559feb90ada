import FileKit
import Normalizing
import Testing

/// What a fuzzer found in titles once, in `fixtures/hostile/title/<condition>.bytes`.
struct FindingTests {
  @Test
  func `P15 a title that was found once is read`() throws {
    let folder = Pipelines.folder + "/../fixtures/hostile/title"
    let matcher = try Pipelines.matcher()
    for name in try FileSystem.list(folder) {
      let title = String(decoding: try FileSystem.readAll("\(folder)/\(name)", limit: 1 << 20), as: UTF8.self)
      let match = matcher.match(title)
      #expect(match == matcher.match(title), "\(name)")
    }
  }
}
