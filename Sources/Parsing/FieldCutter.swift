import Records

/// What is done to the text of a match before it becomes a field: cuts, phrases, a closed set of values.
struct FieldCutter: Sendable {
  private let after: [UInt8]?
  private let until: [UInt8]?
  private let digits: Bool
  private let strip: [[UInt8]]
  private let map: [(value: String, startsWith: [[UInt8]])]
  private let isPlain: Bool

  init(_ spec: FieldSpec) {
    after = spec.after.map { Array($0.utf8) }
    until = spec.until.map { Array($0.utf8) }
    digits = spec.digits
    strip = spec.strip.map { Array($0.utf8) }
    map = spec.map.map { rule in (rule.value, rule.startsWith.map { Array($0.utf8) }) }
    isPlain = after == nil && until == nil && !digits && strip.isEmpty && map.isEmpty
  }

  /// The value that a text stands for, or nil when nothing is left of it.
  func value(of text: ArraySlice<UInt8>) -> String? {
    if isPlain { return text.isEmpty ? nil : String(decoding: text, as: UTF8.self) }
    guard let rest = cut(text), !rest.isEmpty else { return nil }
    if map.isEmpty { return String(decoding: rest, as: UTF8.self) }
    return map.first { $0.startsWith.contains { rest.starts(with: $0) } }?.value
  }

  private func cut(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var rest = text
    if let after {
      guard let found = rest.firstRange(ofBytes: after) else { return nil }
      rest = rest[found.upperBound...]
    }
    if let until, let found = rest.firstRange(ofBytes: until) { rest = rest[..<found.lowerBound] }
    if digits {
      guard let first = rest.firstIndex(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
      rest = rest[first...].prefix { $0 >= 0x30 && $0 <= 0x39 }
    }
    rest = rest.trimmed
    var changed = true
    while changed {
      changed = false
      for phrase in strip where !phrase.isEmpty {
        if rest.starts(with: phrase) {
          rest = rest.dropFirst(phrase.count).trimmed
          changed = true
        }
        if rest.count >= phrase.count, rest.suffix(phrase.count).elementsEqual(phrase) {
          rest = rest.dropLast(phrase.count).trimmed
          changed = true
        }
      }
    }
    return rest
  }
}
