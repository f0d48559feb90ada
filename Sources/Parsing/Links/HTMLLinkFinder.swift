import Records
import XMLKit

/// Finds the texts of links in an HTML page: by selectors while it is parsed, by XPath from its tree.
struct HTMLLinkFinder: Sendable {
  private let plan: RowPlan
  /// The field of each rule in the plan; the first rule is that of `base`.
  private let fields: [Int]
  private let xpaths: [(field: Int, nodes: CompiledXPath)]
  private let itself: CompiledXPath
  private let count: Int

  init(_ specs: [FieldSpec], of source: SourceDefinition) throws(ParsingFailure) {
    var rules: [FieldRule] = []
    var fields: [Int] = []
    var xpaths: [(field: Int, nodes: CompiledXPath)] = []
    do throws(MarkupFailure) {
      itself = try CompiledXPath(".")
      rules.append(FieldRule(selector: try Selector("base"), attribute: "href"))
      for (index, spec) in specs.enumerated() {
        if spec.isXPath {
          xpaths.append((index, try CompiledXPath(spec.place)))
        } else {
          rules.append(FieldRule(selector: try Selector(spec.place), attribute: spec.attribute, takesAll: true))
          fields.append(index)
        }
      }
      plan = try RowPlan(pageFields: rules, layouts: [])
    } catch {
      throw ParsingFailure(
        reason: .rule(field: "fetch", message: error.description), source: source.id, file: source.file)
    }
    self.fields = fields
    self.xpaths = xpaths
    count = specs.count
  }

  /// The texts of each field in page order, and what the page names as its base.
  func read(_ text: [UInt8]) throws(MarkupFailure) -> (found: [[String]], base: String?) {
    var found = [[String]](repeating: [], count: count)
    var base: String?
    let table: RowTable
    if xpaths.isEmpty {
      table = try plan.read(streaming: text)
    } else {
      let document = try HTMLDocument(utf8: text)
      table = try document.read(plan)
      for xpath in xpaths {
        found[xpath.field] = try document.read(rows: xpath.nodes, fields: [itself]).compactMap { $0.texts[0] }
      }
    }
    for value in table.pageValues {
      let text = String(decoding: table.text(of: value), as: UTF8.self)
      if value.rule == 0 { base = base ?? text } else { found[fields[value.rule - 1]].append(text) }
    }
    return (found, base)
  }
}
