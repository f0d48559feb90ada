import Records

/// What is done to the text of a match before it becomes a field: cuts, phrases, a closed set of values.
struct FieldCutter: Sendable {
  private let after: [UInt8]?
  private let until: [UInt8]?
  private let digits: Bool
  private let remove: [[UInt8]]
  private let strip: [[UInt8]]
  private let stripStart: [[UInt8]]
  private let amount: AmountFinder?
  private let equals: [[UInt8]]
  private let ignoresCase: Bool
  private let map: [(value: String, startsWith: [[UInt8]], contains: [[UInt8]])]
  private let isPlain: Bool

  init(_ spec: FieldSpec) {
    let ignoresCase = spec.ignoresCase
    func bytes(_ text: String) -> [UInt8] { ignoresCase ? Array(text.utf8).lowerLatin : Array(text.utf8) }
    self.ignoresCase = ignoresCase
    after = spec.after.map(bytes)
    until = spec.until.map(bytes)
    digits = spec.digits
    remove = spec.remove.map { Array($0.utf8) }
    strip = spec.strip.map { Array($0.utf8) }
    stripStart = spec.stripStart.map { Array($0.utf8) }
    amount = spec.amountSigns.isEmpty ? nil : AmountFinder(signs: spec.amountSigns)
    equals = spec.equals.map(bytes)
    map = spec.map.map { ($0.value, $0.startsWith.map(bytes), $0.contains.map(bytes)) }
    isPlain =
      after == nil && until == nil && !digits && remove.isEmpty && strip.isEmpty && stripStart.isEmpty
      && amount == nil && equals.isEmpty && map.isEmpty
  }

  /// The value that a text stands for, or nil when nothing is left of it.
  func value(of text: ArraySlice<UInt8>) -> String? {
    if isPlain { return text.isEmpty ? nil : String(decoding: text, as: UTF8.self) }
    guard var rest = cut(text), !rest.isEmpty else { return nil }
    if let amount {
      guard let only = amount.only(in: rest) else { return nil }
      rest = only
    }
    let folded = equals.isEmpty && map.isEmpty ? rest : fold(rest)
    if !equals.isEmpty, !equals.contains(where: { $0.elementsEqual(folded) }) { return nil }
    if map.isEmpty { return String(decoding: rest, as: UTF8.self) }
    return map.first { rule in
      rule.startsWith.contains { folded.starts(with: $0) }
        || rule.contains.contains { folded.firstRange(ofBytes: $0) != nil }
    }?.value
  }

  /// The text as it is compared; as long as the text, byte for byte.
  private func fold(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    ignoresCase ? Array(text).lowerLatin[...] : text
  }

  private func cut(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var rest = text
    if let after {
      let folded = fold(rest)
      guard let found = folded.firstRange(ofBytes: after) else { return nil }
      rest = rest.dropFirst(found.upperBound - folded.startIndex)
    }
    if let until {
      let folded = fold(rest)
      if let found = folded.firstRange(ofBytes: until) { rest = rest.prefix(found.lowerBound - folded.startIndex) }
    }
    for phrase in remove where !phrase.isEmpty {
      while let found = rest.firstRange(ofBytes: phrase) {
        rest = (Array(rest[..<found.lowerBound]) + rest[found.upperBound...])[...]
      }
    }
    if digits {
      guard let first = rest.firstIndex(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
      rest = rest[first...].prefix { $0 >= 0x30 && $0 <= 0x39 }
    }
    rest = rest.trimmed
    var changed = true
    while changed {
      changed = false
      for phrase in strip + stripStart where !phrase.isEmpty && rest.starts(with: phrase) {
        rest = rest.dropFirst(phrase.count).trimmed
        changed = true
      }
      for phrase in strip where !phrase.isEmpty && rest.count >= phrase.count {
        guard rest.suffix(phrase.count).elementsEqual(phrase) else { continue }
        rest = rest.dropLast(phrase.count).trimmed
        changed = true
      }
    }
    return rest
  }
}

extension [UInt8] {
  /// With the Latin letters A to Z made small.
  fileprivate var lowerLatin: [UInt8] { map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 } }
}
