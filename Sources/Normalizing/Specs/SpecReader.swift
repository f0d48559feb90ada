import Records

/// Reads a row of a spec table: which models it is of, and its figures in one unit each.
struct SpecReader: Sendable {
  let matcher: TitleMatcher
  let prices: PriceReader

  /// The row with its models and values.
  ///
  /// A price stays a value of the row: what a table prints is some shop's price of a new board, no listing of anybody's.
  ///
  /// - Parameter money: What settles the currency of a price.
  func read(_ row: SpecRow, in money: PriceContext) -> NormalizedSpec {
    var spec = NormalizedSpec(source: row.source, key: row.key, title: row.title)
    spec.provenance = row.provenance
    spec.values = row.attributes.map { value(of: $0, in: money) }
    spec.modelIDs = models(of: row, spec)
    return spec
  }

  private func value(of attribute: Listing.Attribute, in money: PriceContext) -> NormalizedSpec.Value {
    let name = SpecMeasure.attribute(named: attribute.name)
    let text = attribute.text
    if name == "price" {
      guard let price = prices.read(text, in: money).price, let amount = price.amount else {
        return NormalizedSpec.Value(attribute: name, value: text, text: text)
      }
      return NormalizedSpec.Value(attribute: name, value: amount, unit: price.currency?.code, text: text)
    }
    guard let measure = SpecMeasure(attribute: name), let figure = SpecFigure(text, of: measure) else {
      return NormalizedSpec.Value(attribute: name, value: text, text: text)
    }
    return NormalizedSpec.Value(attribute: name, value: figure.value, unit: figure.unit, text: text)
  }

  /// The name of a board seldom says which chip it has and how much memory: columns of their own do.
  private func models(of row: SpecRow, _ spec: NormalizedSpec) -> [String] {
    func text(_ name: String) -> String? { spec.values.first { $0.attribute == name }?.text }
    let columns = [text("chip"), text("memory")].compactMap { $0 }.joined(separator: " ")
    let whole = matcher.match(columns.isEmpty ? row.title : "\(row.title) \(columns)").modelIDs
    return whole.isEmpty && !columns.isEmpty ? matcher.match(columns).modelIDs : whole
  }
}
