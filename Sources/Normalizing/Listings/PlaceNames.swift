import Records

/// The names of countries and places that a vocabulary knows.
struct PlaceNames: Sendable {
  /// Countries by names of whole words, folded.
  private(set) var names: [String: String] = [:]
  /// Names that may stand anywhere in a run written without blanks.
  private(set) var within: [(name: String, country: String)] = []
  /// Names that stand at the start of such a run.
  private(set) var begins: [(name: String, country: String)] = []

  /// Reads the `countries` of a file.
  mutating func add(_ file: inout JSONObjectReader) throws(JSONFailure) {
    for var entry in try file.objects("countries") {
      let country = try entry.requiredString("country")
      for name in try entry.strings("names") {
        names[FoldedTitle(name).words.map(\.text).joined(separator: " ")] = country
      }
      within += try entry.strings("within").map { ($0, country) }
      begins += try entry.strings("begins").map { ($0, country) }
      try entry.finish()
    }
  }
}
