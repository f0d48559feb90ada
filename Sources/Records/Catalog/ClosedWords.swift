// What the catalog's readers need beyond JSONObjectReader: closed words and days.

extension JSONObjectReader {
  /// The word of a key, which must be a case of `Word`; nil when the key is absent.
  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ key: String, _: Word.Type = Word.self
  ) throws(JSONFailure) -> Word? where Word.RawValue == String {
    guard let text = try string(key) else { return nil }
    if let word = Word(rawValue: text) { return word }
    throw failure("\"\(text)\" is not one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))", at: key)
  }

  /// The word of a key, which must be there and a case of `Word`.
  mutating func requiredWord<Word: RawRepresentable & CaseIterable>(
    _ key: String, _: Word.Type = Word.self
  ) throws(JSONFailure) -> Word where Word.RawValue == String {
    guard let word = try word(key, Word.self) else { throw failure("the key \"\(key)\" is missing") }
    return word
  }

  /// The day of a key, or nil when the key is absent.
  mutating func day(_ key: String) throws(JSONFailure) -> Day? {
    try optional(key, "a day such as 2025-07-14") { $0.string.flatMap(Day.init(iso:)) }
  }

  /// The day of a key, which must be there.
  mutating func requiredDay(_ key: String) throws(JSONFailure) -> Day {
    try required(key, "a day such as 2025-07-14") { $0.string.flatMap(Day.init(iso:)) }
  }

  /// The strings of a key, none of them empty and none twice.
  mutating func distinctStrings(_ key: String) throws(JSONFailure) -> [String] {
    let texts = try strings(key)
    if texts.contains("") { throw failure("an empty string in the list", at: key) }
    var seen: Set<String> = []
    for text in texts where !seen.insert(text).inserted { throw failure("\"\(text)\" stands twice", at: key) }
    return texts
  }

  /// An error about the value of a key that was just read.
  mutating func failure(_ problem: String, at key: String) -> JSONFailure {
    guard let json = value(key) else { return failure(problem) }
    return failure(problem, json, key)
  }
}
