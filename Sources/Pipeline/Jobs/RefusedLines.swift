import Records

/// Lines that are not what the contract of records says: set aside, counted by source and field, and told once each.
struct RefusedLines {
  private struct Kind: Hashable {
    let source: String
    let code: String
    let field: String
  }

  private var counts: [Kind: Int] = [:]

  /// What a line becomes that could not be read.
  ///
  /// An unknown field and one of another type than before are what a change of its source looks like; they have codes
  /// of their own: `field_unknown`, `field_changed`, `field_missing`. Anything else is `line_unreadable`.
  mutating func setAside(
    _ line: [UInt8], number: Int, of name: String, _ failure: JSONFailure, _ story: Story
  ) -> Quarantined {
    let json = try? JSONReader.read(line, source: name)
    let source = json?.object?.first { $0.key == "source" }?.value.string.map { SourceID($0) }
    let code = json == nil ? "line_unreadable" : Self.code(failure)
    let message = "line \(number) of \(name): \(failure)"
    let kind = Kind(source: source?.name ?? "", code: code, field: failure.path)
    story.tell(counts[kind] == nil ? .error : .detail, message)
    counts[kind, default: 0] += 1
    return Quarantined(
      stage: "load", code: code, message: message, source: source, record: String(decoding: line, as: UTF8.self))
  }

  private static func code(_ failure: JSONFailure) -> String {
    if failure.problem.hasPrefix("unknown key") { return "field_unknown" }
    if failure.problem.contains(" is missing") { return "field_missing" }
    return failure.problem.contains(" should be") ? "field_changed" : "line_unreadable"
  }

  /// Tells how many lines of each kind there were, where there were several.
  func tell(of name: String, _ story: Story) {
    for (kind, count) in counts.sorted(by: {
      ($0.key.source, $0.key.code, $0.key.field) < ($1.key.source, $1.key.code, $1.key.field)
    })
    where count > 1 {
      let source = kind.source.isEmpty ? name : kind.source
      story.tell(
        .error, "\(source): \(count) lines set aside as \(kind.code) \(kind.field); see: aftermarket quarantine list")
    }
  }
}
