import Records
import XMLKit

/// Reads an HTML page of rows as its source declares.
struct HTMLReader: Sendable {
  private let plan: RowPlan
  private let marks: PageMarks
  private let layouts: [RowLayoutReader]
  private let xpaths: [XPathLayoutReader]
  private let expected: [Expectation]

  init(_ declared: [RowLayout], of source: SourceDefinition) throws(ParsingFailure) {
    marks = try PageMarks(source)
    var layouts: [RowLayoutReader] = []
    var rows: [(rows: Selector, fields: [FieldRule])] = []
    var xpaths: [XPathLayoutReader] = []
    for layout in declared {
      if layout.language == .xpath {
        xpaths.append(try XPathLayoutReader(layout, of: source))
        continue
      }
      let reader = try RowLayoutReader(layout, of: source)
      rows.append((try Selector(layout.rows, named: "\(layout.name)/rows", of: source), reader.rules))
      layouts.append(reader)
    }
    self.layouts = layouts
    self.xpaths = xpaths
    expected = source.reading.expected
    do throws(MarkupFailure) {
      plan = try RowPlan(pageFields: marks.rules, layouts: rows)
    } catch {
      throw ParsingFailure(
        reason: .rule(field: "layouts", message: error.description), source: source.id, file: source.file)
    }
  }

  /// Reads the page: while it is parsed where selectors tell everything, from its tree where an XPath is needed.
  ///
  /// - Throws: What kept the page from being read at all.
  func read(_ text: [UInt8], of page: Page, link: Link?) throws(MarkupFailure) -> Harvest {
    xpaths.isEmpty
      ? harvest(try plan.read(streaming: text), of: page, link: link)
      : try readTree(text, of: page, link: link)
  }

  /// Reads the page from its tree.
  func readTree(_ text: [UInt8], of page: Page, link: Link?) throws(MarkupFailure) -> Harvest {
    let document = try HTMLDocument(utf8: text)
    var harvest = harvest(try document.read(plan), of: page, link: link)
    for layout in xpaths { try layout.read(document, of: page, link: link, into: &harvest) }
    harvest.drift = harvest.drift(from: expected)
    return harvest
  }

  private func harvest(_ table: RowTable, of page: Page, link: Link?) -> Harvest {
    var harvest = Harvest()
    let dividers = marks.read(table, into: &harvest)
    var next = 0
    var section: Section?
    for (index, row) in table.rows.enumerated() {
      while next < dividers.count, dividers[next].rowsBefore <= index {
        section = dividers[next].section
        next += 1
      }
      let layout = layouts[row.layout]
      let made = page.provenance(at: row.path)
      harvest.add(layout.assembler.assemble(layout.texts(of: row, in: table), link: link, from: made), section: section)
    }
    harvest.drift = harvest.drift(from: expected)
    return harvest
  }
}
