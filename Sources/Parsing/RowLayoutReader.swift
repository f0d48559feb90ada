import Records
import XMLKit

/// One layout made ready: rules for the walk, and how their texts become a listing.
struct RowLayoutReader: Sendable {
  /// What becomes of the text that one rule finds.
  private struct Slot: Sendable {
    let field: Int
    let alternative: Int
    let separator: String?
    let cutter: FieldCutter
  }

  /// The rules, in the order the walk numbers them.
  let rules: [FieldRule]
  let assembler: RecordAssembler
  private let slots: [Slot]
  private let constants: [(field: Int, text: String)]
  private let fieldCount: Int

  init(_ layout: RowLayout, of source: SourceDefinition) throws(ParsingFailure) {
    var rules: [FieldRule] = []
    var slots: [Slot] = []
    var constants: [(field: Int, text: String)] = []
    for (field, declared) in layout.fields.enumerated() {
      for (alternative, spec) in declared.alternatives.enumerated() {
        if let constant = spec.constant {
          constants.append((field, constant))
          continue
        }
        slots.append(
          Slot(field: field, alternative: alternative, separator: spec.separator, cutter: FieldCutter(spec)))
        rules.append(try FieldRule(spec, named: "\(layout.name)/\(declared.name)", of: source))
      }
    }
    self.rules = rules
    self.slots = slots
    self.constants = constants
    fieldCount = layout.fields.count
    assembler = try RecordAssembler(layout, of: source)
  }

  /// The text of each field of a row, the preferred alternative where several were found.
  func texts(of row: RowTable.Row, in table: RowTable) -> [String?] {
    var texts = [String?](repeating: nil, count: fieldCount)
    var chosen = [Int](repeating: .max, count: fieldCount)
    for value in table.values(of: row) {
      let slot = slots[value.rule]
      let best = chosen[slot.field]
      if slot.alternative > best || (slot.alternative == best && slot.separator == nil) { continue }
      guard let text = slot.cutter.value(of: table.text(of: value)) else { continue }
      if slot.alternative == best, let separator = slot.separator, let before = texts[slot.field] {
        texts[slot.field] = before + separator + text
      } else {
        texts[slot.field] = text
        chosen[slot.field] = slot.alternative
      }
    }
    for constant in constants where texts[constant.field] == nil { texts[constant.field] = constant.text }
    return texts
  }
}

extension FieldRule {
  /// The rule for the walk that a declared field asks for.
  init(_ spec: FieldSpec, named name: String, of source: SourceDefinition) throws(ParsingFailure) {
    var filter = Filter()
    filter.startsWith = spec.startsWith.map { Array($0.utf8) }
    filter.contains = spec.contains.map { Array($0.utf8) }
    filter.excludes = spec.excludes.map { Array($0.utf8) }
    let selector = spec.place.isEmpty ? nil : try Selector(spec.place, named: name, of: source)
    self.init(selector: selector, attribute: spec.attribute, takesAll: spec.separator != nil, filter: filter)
  }
}

extension Selector {
  /// A selector of a source's file; what is wrong with it names the file and the field.
  init(_ text: String, named name: String, of source: SourceDefinition) throws(ParsingFailure) {
    do throws(MarkupFailure) {
      self = try Selector(text)
    } catch {
      throw ParsingFailure(
        reason: .rule(field: name, message: error.description), source: source.id, file: source.file)
    }
  }
}
