import Records

/// Reads a JSON document whose rows are the elements of a list.
struct JSONRowsReader: Sendable {
  private struct Layout: Sendable {
    let declared: RowLayout
    let cutters: [[FieldCutter]]
    let assembler: ListingAssembler
  }

  private let layouts: [Layout]
  private let claimed: [FieldSpec]
  private let expected: [Expectation]

  init(_ declared: [RowLayout], of source: SourceDefinition) throws(ParsingFailure) {
    var layouts: [Layout] = []
    for layout in declared {
      layouts.append(
        Layout(
          declared: layout, cutters: layout.fields.map { $0.alternatives.map(FieldCutter.init) },
          assembler: try ListingAssembler(layout, of: source)))
    }
    self.layouts = layouts
    claimed = source.reading.claimed
    expected = source.reading.expected
  }

  /// Reads the page.
  func read(_ text: [UInt8], of page: Page, link: Link?) -> Harvest {
    var harvest = Harvest()
    let root: JSON
    do throws(JSONFailure) {
      root = try JSONReader.read(text)
    } catch {
      harvest.failure = "it is not JSON: \(error)"
      return harvest
    }
    for spec in claimed where harvest.claimed == nil {
      harvest.claimed = root.text(at: spec.place).flatMap { firstCount(in: $0.utf8) }
    }
    for layout in layouts {
      guard let rows = root.value(at: layout.declared.rows)?.array else { continue }
      for (index, row) in rows.enumerated() {
        let texts = layout.declared.fields.indices.map { field in
          self.text(of: layout.declared.fields[field], layout.cutters[field], in: row)
        }
        harvest.add(
          layout.assembler.assemble(texts, link: link), at: "\(layout.declared.rows)/\(index)", of: page)
      }
    }
    harvest.drift = harvest.drift(from: expected)
    return harvest
  }

  private func text(of field: RowLayout.Field, _ cutters: [FieldCutter], in row: JSON) -> String? {
    for (index, spec) in field.alternatives.enumerated() {
      if let constant = spec.constant { return constant }
      guard let text = row.text(at: spec.place), spec.accepts(text) else { continue }
      if let value = cutters[index].value(of: Array(text.utf8)[...]) { return value }
    }
    return nil
  }
}

extension JSON {
  /// The value at a JSON pointer (RFC 6901), or nil.
  func value(at pointer: String) -> JSON? {
    if pointer.isEmpty { return self }
    guard pointer.hasPrefix("/") else { return nil }
    var value = self
    for raw in pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      let key = raw.unescapedPointer
      if let array = value.array {
        guard let index = Int(key), array.indices.contains(index) else { return nil }
        value = array[index]
      } else {
        guard let member = value[key] else { return nil }
        value = member
      }
    }
    return value
  }

  /// The text of a string, number or truth value at a pointer, trimmed; nil for anything else and for "".
  func text(at pointer: String) -> String? {
    guard let value = value(at: pointer) else { return nil }
    return value.plainText
  }

  /// The text of a string, number or truth value, blanks collapsed; nil for anything else and for "".
  var plainText: String? {
    switch content {
    case .string(let text): text.squeezed
    case .number(let text): text
    case .bool(let flag): flag ? "true" : "false"
    default: nil
    }
  }
}

extension Substring {
  /// `~1` is a slash and `~0` a tilde.
  fileprivate var unescapedPointer: String {
    guard contains("~") else { return String(self) }
    var result = ""
    var isEscape = false
    for character in self {
      if isEscape {
        result.append(character == "1" ? "/" : "~")
        isEscape = false
      } else if character == "~" {
        isEscape = true
      } else {
        result.append(character)
      }
    }
    return result
  }
}
