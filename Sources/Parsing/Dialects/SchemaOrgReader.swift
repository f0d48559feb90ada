import Records
import XMLKit

/// Reads the schema.org data of any page: JSON-LD first, microdata when there is none.
struct SchemaOrgReader: Sendable {
  private let plan: RowPlan
  private let source: SourceID

  init(_ source: SourceDefinition) throws(ParsingFailure) {
    self.source = source.id
    do throws(MarkupFailure) {
      plan = try RowPlan(
        pageFields: [
          FieldRule(selector: try Selector("title")),
          FieldRule(selector: try Selector("script[type*='ld+json']"), takesAll: true, isRaw: true),
        ], layouts: [])
    } catch {
      throw ParsingFailure(
        reason: .rule(field: "schema-org", message: error.description), source: source.id, file: source.file)
    }
  }

  /// Reads the page.
  func read(_ document: borrowing HTMLDocument, of page: Page, link: Link?) throws(MarkupFailure) -> Harvest {
    var harvest = Harvest()
    let table = try document.read(plan)
    var scripts = 0
    var broken: String?
    var products: [SchemaProduct] = []
    for value in table.pageValues {
      if value.rule == 0 {
        harvest.title = String(decoding: table.text(of: value), as: UTF8.self)
        continue
      }
      scripts += 1
      let text = Array(table.text(of: value).trimmed)
      guard let json = JSON.lenient(text, or: &broken) else { continue }
      var finder = SchemaFinder()
      finder.visit(json, at: "")
      products += finder.products.map { product in
        SchemaProduct(json: product.json, place: "//script[@type='application/ld+json'][\(scripts)]#\(product.place)")
      }
      harvest.claimed = harvest.claimed ?? finder.claimed
      harvest.provesEmpty = harvest.provesEmpty || finder.claimed == 0
    }
    if products.isEmpty {
      var microdata = MicrodataReader()
      products = try microdata.products(of: document)
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
    if harvest.records.isEmpty, let broken { harvest.drift = "its JSON-LD cannot be read: \(broken)" }
    return harvest
  }
}
