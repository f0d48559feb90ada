import Fetching
import Foundation
import Records
import Testing

/// The cases of Google's robots.txt matcher, when the corpora are there.
@Suite struct RobotsCorpusTests {
  static let folder = ProcessInfo.processInfo.environment["AFTERMARKET_CORPORA"]

  struct Case: Decodable {
    let test: String
    let agent: String
    let url: String
    let allowed: Bool
    let robots: String

    var target: String {
      let rest = url.range(of: "://").map { url[$0.upperBound...] } ?? url[...]
      return rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? "/"
    }
  }

  @Test(.enabled(if: folder != nil, "AFTERMARKET_CORPORA is not set"))
  func `every case of RFC 9309 holds, and 95 of 100 of all`() throws {
    let path = URL(filePath: Self.folder ?? "").appending(path: "robots/google_robots_cases.jsonl")
    let cases = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
      .map { try JSONDecoder().decode(Case.self, from: Data($0.utf8)) }
    let wrong = cases.filter { one in
      RobotsRules(Array(one.robots.utf8), agent: one.agent).allows(one.target) != one.allowed
    }
    #expect(cases.count > 100)
    #expect(cases.filter { $0.test.hasPrefix("ID_") }.count == 72)
    #expect(wrong.filter { $0.test.hasPrefix("ID_") }.map(\.test) == [])
    #expect(wrong.count * 20 <= cases.count, "\(wrong.map(\.test))")
    print("robots: \(cases.count - wrong.count) of \(cases.count) cases hold; not: \(Set(wrong.map(\.test)).sorted())")
  }
}
