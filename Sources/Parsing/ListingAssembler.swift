import Records

/// Puts the fields of a row together to a listing.
struct ListingAssembler: Sendable {
  /// What a row came to.
  enum Outcome {
    case listing(Listing)
    case skipped
    case unreadable
  }

  private let source: SourceID
  private let locale: String?
  private let fields: [RowLayout.Field]
  private let skip: [(field: Int, texts: [String])]
  private let keyField: Int
  private let titleField: Int

  init(_ layout: RowLayout, of source: SourceDefinition) throws(ParsingFailure) {
    self.source = source.id
    locale = source.locale
    fields = layout.fields
    func place(_ name: String) throws(ParsingFailure) -> Int {
      guard let found = layout.fields.firstIndex(where: { $0.name == name }) else {
        throw ParsingFailure(reason: .unknownField(name), source: source.id, file: source.file)
      }
      return found
    }
    var skip: [(field: Int, texts: [String])] = []
    for rule in layout.skip { skip.append((try place(rule.field), rule.texts)) }
    self.skip = skip
    keyField = try place("key")
    titleField = try place("title")
  }

  /// A listing of the texts of a row, one for each field.
  func assemble(_ texts: [String?], link: Link?) -> Outcome {
    for rule in skip {
      if let text = texts[rule.field], rule.texts.contains(text) { return .skipped }
    }
    guard let key = texts[keyField], let title = texts[titleField] else { return .unreadable }
    var listing = Listing(source: source, key: key, title: title)
    listing.locale = locale
    for (index, field) in fields.enumerated() where index != keyField && index != titleField {
      guard let text = texts[index] else { continue }
      if field.isAttribute {
        listing.attributes.append(Listing.Attribute(name: field.name, text: text))
        continue
      }
      switch field.name {
      case "url": listing.url = link.map { $0.resolve(text) } ?? text
      case "price": listing.price = text
      case "currency_hint": listing.currencyHint = text
      case "shipping": listing.shipping = text
      case "condition": listing.condition = text
      case "location": listing.location = text
      case "seller": listing.seller = text
      case "quantity_text": listing.quantityText = text
      case "side": listing.side = Listing.Side(rawValue: text)
      case "status": listing.status = Listing.Status(rawValue: text)
      case "posted": listing.posted = text
      default: break
      }
    }
    return .listing(listing)
  }
}
