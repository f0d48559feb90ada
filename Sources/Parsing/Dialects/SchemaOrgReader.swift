import Records
import XMLKit

/// Reads the schema.org data of any page: JSON-LD first, microdata when there is none, unless the source says otherwise.
///
/// JSON-LD is taken from the bytes of its scripts; the page is parsed only for microdata, and when it gave no record.
struct SchemaOrgReader: Sendable {
  private let scan = ScriptScan(typeContaining: "ld+json")
  /// Finds the scripts of the few pages that cannot be scanned.
  private let plan: RowPlan
  private let syntaxes: [SchemaSyntax]
  private let source: SourceID

  init(_ syntaxes: [SchemaSyntax], of source: SourceDefinition) throws(ParsingFailure) {
    self.syntaxes = syntaxes
    self.source = source.id
    do throws(MarkupFailure) {
      plan = try RowPlan(
        pageFields: [FieldRule(selector: try Selector("script[type*='ld+json']"), takesAll: true, isRaw: true)],
        layouts: [])
    } catch {
      throw ParsingFailure(
        reason: .rule(field: "schema-org", message: error.description), source: source.id, file: source.file)
    }
  }

  /// Reads the page.
  func read(_ text: [UInt8], of page: Page, link: Link?) throws(MarkupFailure) -> Harvest {
    var harvest = Harvest()
    var products: [SchemaProduct] = []
    var notes = ScriptNotes()
    for syntax in syntaxes where products.isEmpty {
      switch syntax {
      case .jsonLD: products = try self.products(inScriptsOf: text, &harvest, &notes)
      case .microdata:
        var microdata = MicrodataReader()
        products = try microdata.products(of: HTMLDocument(utf8: text))
      }
    }
    for product in products {
      harvest.rows += 1
      guard var listing = product.listing(source: source, page: page, link: link) else {
        harvest.unreadable += 1
        continue
      }
      listing.provenance = page.provenance(at: product.place)
      harvest.records.append(.listing(listing))
    }
    harvest.note = notes.first
    if harvest.records.isEmpty {
      harvest.title = pageTitle(of: text)
      harvest.drift = notes.unreadable
    }
    return harvest
  }

  /// The products of the page's JSON-LD; what is wrong with a script is noted.
  private func products(
    inScriptsOf text: [UInt8], _ harvest: inout Harvest, _ notes: inout ScriptNotes
  ) throws(MarkupFailure) -> [SchemaProduct] {
    var products: [SchemaProduct] = []
    for (index, script) in try scripts(of: text).enumerated() {
      guard let json = JSON.lenient(Array(script[...].trimmed), noting: &notes) else { continue }
      var finder = SchemaFinder()
      finder.visit(json, at: "")
      products += finder.products.map { product in
        SchemaProduct(json: product.json, place: "//script[@type='application/ld+json'][\(index + 1)]#\(product.place)")
      }
      harvest.claimed = harvest.claimed ?? finder.claimed
      harvest.provesEmpty = harvest.provesEmpty || finder.claimed == 0
    }
    return products
  }

  private func scripts(of text: [UInt8]) throws(MarkupFailure) -> [[UInt8]] {
    if let texts = try scan.texts(in: text) { return texts }
    let table = try plan.read(streaming: text)
    return table.pageValues.map { Array(table.text(of: $0)) }
  }
}
