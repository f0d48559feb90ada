import Pipeline
import Records
import Testing

/// What makes two runs the same one.
struct RunKeyTests {
  static func key(_ day: Int, _ names: String...) -> String {
    RunKey(day: Day(number: day), sources: names.map { SourceID($0) }).description
  }

  @Test func `the order of the sources does not matter, their set and the day do`() {
    #expect(Self.key(20_362, "ecb", "avito") == Self.key(20_362, "avito", "ecb"))
    #expect(Self.key(20_362, "ecb") == Self.key(20_362, "ecb", "ecb"))
    #expect(Set([Self.key(1, "a", "b"), Self.key(2, "a", "b"), Self.key(1, "a"), Self.key(1, "ab")]).count == 4)
  }

  @Test func `a key names the day in UTC and sixteen digits`() {
    let parts = Self.key(20_362, "ecb").split(separator: ":")
    #expect(parts.count == 3 && parts[0] == "run" && parts[1] == "2025-10-01" && parts[2].utf8.count == 16)
  }
}
