import Records
import XMLKit

/// One layout whose rows and fields are told by XPath, where selectors cannot say it.
struct XPathLayoutReader: Sendable {
  private let rows: CompiledXPath
  private let fields: [CompiledXPath]
  private let slots: [(field: Int, spec: FieldSpec, cutter: FieldCutter)]
  private let constants: [(field: Int, text: String)]
  private let fieldCount: Int
  private let assembler: RecordAssembler

  init(_ layout: RowLayout, of source: SourceDefinition) throws(ParsingFailure) {
    func compiled(_ text: String, _ name: String) throws(ParsingFailure) -> CompiledXPath {
      do throws(MarkupFailure) {
        return try CompiledXPath(text)
      } catch {
        throw ParsingFailure(
          reason: .rule(field: "\(layout.name)/\(name)", message: error.description), source: source.id,
          file: source.file)
      }
    }
    rows = try compiled(layout.rows, "rows")
    var fields: [CompiledXPath] = []
    var slots: [(field: Int, spec: FieldSpec, cutter: FieldCutter)] = []
    var constants: [(field: Int, text: String)] = []
    for (field, declared) in layout.fields.enumerated() {
      for spec in declared.alternatives {
        if let constant = spec.constant {
          constants.append((field, constant))
          continue
        }
        fields.append(try compiled(spec.place, declared.name))
        slots.append((field, spec, FieldCutter(spec)))
      }
    }
    self.fields = fields
    self.slots = slots
    self.constants = constants
    fieldCount = layout.fields.count
    assembler = try RecordAssembler(layout, of: source)
  }

  /// Adds the listings of this layout.
  func read(
    _ document: borrowing HTMLDocument, of page: Page, link: Link?, into harvest: inout Harvest
  ) throws(MarkupFailure) {
    for row in try document.read(rows: rows, fields: fields) {
      var texts = [String?](repeating: nil, count: fieldCount)
      for (index, slot) in slots.enumerated() where texts[slot.field] == nil {
        guard let text = row.texts[index], slot.spec.accepts(text) else { continue }
        texts[slot.field] = slot.cutter.value(of: Array(text.utf8)[...])
      }
      for constant in constants where texts[constant.field] == nil { texts[constant.field] = constant.text }
      harvest.add(assembler.assemble(texts, link: link, from: page.provenance(at: row.path)))
    }
  }
}

extension FieldSpec {
  /// Whether a text passes the filters.
  func accepts(_ text: String) -> Bool {
    let bytes = Array(text.utf8)[...]
    if !startsWith.isEmpty, !startsWith.contains(where: { text.hasPrefix($0) }) { return false }
    if !contains.isEmpty, !contains.contains(where: { bytes.firstRange(ofBytes: Array($0.utf8)) != nil }) {
      return false
    }
    return !excludes.contains { bytes.firstRange(ofBytes: Array($0.utf8)) != nil }
  }
}
