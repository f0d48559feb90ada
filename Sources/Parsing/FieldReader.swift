import Records

/// Reads one field by its alternatives from whatever can give the texts at a place: a JSON value, an item of a feed.
struct FieldReader: Sendable {
  private struct Way: Sendable {
    let spec: FieldSpec
    let cutter: FieldCutter
    /// Each part with alternatives of its own, of which there is one.
    let parts: [FieldReader]
  }

  private let ways: [Way]

  init(_ alternatives: [FieldSpec]) {
    ways = alternatives.map { spec in
      Way(spec: spec, cutter: FieldCutter(spec), parts: spec.parts.map { FieldReader([$0]) })
    }
  }

  /// The value of the first alternative that has one.
  ///
  /// - Parameter texts: Gives the texts at the place of a field, in the order of the page.
  func value(_ texts: (FieldSpec) -> [String]) -> String? {
    for way in ways {
      if let value = value(by: way, texts) { return value }
    }
    return nil
  }

  private func value(by way: Way, _ texts: (FieldSpec) -> [String]) -> String? {
    let spec = way.spec
    if let constant = spec.constant { return constant }
    if !way.parts.isEmpty {
      var joined = ""
      for part in way.parts {
        guard let text = part.value(texts) else { return nil }
        joined += text
      }
      return spec.accepts(joined) ? way.cutter.value(of: Array(joined.utf8)[...]) : nil
    }
    var found: [String] = []
    for text in texts(spec) where spec.accepts(text) {
      guard let value = way.cutter.value(of: Array(text.utf8)[...]) else { continue }
      if spec.separator == nil { return value }
      found.append(value)
    }
    return found.isEmpty ? nil : found.joined(separator: spec.separator ?? "")
  }
}
