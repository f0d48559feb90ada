import Loading
import Records
import Testing

/// What makes two keys of a source one listing.
struct KeyTests {
  struct Pair: CustomStringConvertible {
    let one: String
    let two: String
    let isOne: Bool
    let description: String
  }

  static let pairs = [
    Pair(one: "LOT-1", two: "lot-1 ", isOne: true, description: "a stock number in other capitals, with a blank"),
    Pair(one: "LOT-1", two: "LOT\u{2011}1", isOne: true, description: "a hyphen that does not break"),
    Pair(one: "GPU.A.7", two: "gpu.a.7", isOne: true, description: "a stock number of three parts"),
    Pair(one: "42\u{200B}", two: "42", isOne: true, description: "a mark without width"),
    Pair(one: "QX9T", two: "qx9t", isOne: false, description: "letters and digits mixed are drawn or counted up"),
    Pair(one: "AAAB", two: "aaab", isOne: false, description: "so are letters alone"),
    Pair(one: "AB-C1", two: "ab-c1", isOne: false, description: "a part that mixes them"),
    Pair(one: "Lot-1", two: "lot-1", isOne: false, description: "a word of both cases"),
    Pair(one: "-AB-", two: "-ab-", isOne: false, description: "hyphens that join nothing"),
    Pair(one: "1-2", two: "12", isOne: false, description: "a hyphen says something"),
    Pair(one: "01", two: "1", isOne: false, description: "so does a nought"),
  ]

  @Test(arguments: pairs)
  func `keys are one where only copying made them two`(_ pair: Pair) {
    let one = Identity.listing(source: SourceID("shop"), key: pair.one)
    let two = Identity.listing(source: SourceID("shop"), key: pair.two)
    #expect((one == two) == pair.isOne)
  }

  @Test func `two keys that differ in case are two listings`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path)
    let time = try Samples.time(9)
    _ = try loader.load(["QX9T", "qx9t"].map { .observation(Samples.observation($0, "100", time)) })
    #expect(try Samples.rows(path, "SELECT source_key FROM listing ORDER BY 1") == ["QX9T", "qx9t"])
  }
}
