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
      let outcome = layout.assembler.assemble(layout.texts(of: row, in: table), link: link)
      harvest.add(outcome, at: row.path, of: page, section: section)
    }
    harvest.drift = harvest.drift(from: expected)
    return harvest
  }
}

extension Harvest {
  /// Counts a row and keeps its listing.
  mutating func add(_ outcome: ListingAssembler.Outcome, at path: String, of page: Page, section: Section? = nil) {
    rows += 1
    switch outcome {
    case .skipped: skipped += 1
    case .unreadable: unreadable += 1
    case .listing(var listing):
      if let section {
        guard let attribute = section.attribute else {
          skipped += 1
          return
        }
        listing.attributes.append(attribute)
      }
      listing.provenance = page.provenance(at: path)
      records.append(.listing(listing))
    }
  }

  /// The first expectation that the listings do not meet, as a sentence.
  func drift(from expected: [Expectation]) -> String? {
    guard !records.isEmpty else { return nil }
    for expectation in expected {
      var having = 0
      for case .listing(let listing) in records where listing.has(expectation.field) { having += 1 }
      if Double(having) < expectation.share * Double(records.count) {
        return "only \(having) of \(records.count) rows have \(expectation.field), fewer than the source's rule expects"
      }
    }
    return nil
  }
}

extension Listing {
  /// Whether a field of the contract, or an attribute, has a value.
  fileprivate func has(_ field: String) -> Bool {
    switch field {
    case "key", "title": true
    case "url": url != nil
    case "price": price != nil
    case "currency_hint": currencyHint != nil
    case "shipping": shipping != nil
    case "condition": condition != nil
    case "location": location != nil
    case "seller": seller != nil
    case "quantity_text": quantityText != nil
    case "side": side != nil
    case "status": status != nil
    case "posted": posted != nil
    default: attributes.contains { $0.name == field }
    }
  }
}
