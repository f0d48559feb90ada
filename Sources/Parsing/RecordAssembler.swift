import Records

/// Puts the fields of a row together to a record.
struct RecordAssembler: Sendable {
  /// What a row came to.
  enum Outcome {
    case record(RawRecord)
    case skipped
    /// It is of another kind than the one that is read.
    case other
    case unreadable
  }

  private typealias Rule = (field: Int, texts: [String])

  private let source: SourceID
  private let locale: String?
  private let utcOffsetMinutes: Int?
  private let record: RowLayout.Record
  private let fields: [RowLayout.Field]
  private let skip: [Rule]
  private let only: [Rule]
  private let keyField: Int
  private let titleField: Int

  init(_ layout: RowLayout, of source: SourceDefinition) throws(ParsingFailure) {
    self.source = source.id
    locale = source.locale
    utcOffsetMinutes = source.utcOffsetMinutes
    record = layout.record
    fields = layout.fields
    func place(_ name: String) throws(ParsingFailure) -> Int {
      guard let found = layout.fields.firstIndex(where: { $0.name == name }) else {
        throw ParsingFailure(reason: .unknownField(name), source: source.id, file: source.file)
      }
      return found
    }
    var skip: [Rule] = []
    for rule in layout.skip { skip.append((try place(rule.field), rule.texts)) }
    self.skip = skip
    var only: [Rule] = []
    for rule in layout.only { only.append((try place(rule.field), rule.texts)) }
    self.only = only
    keyField = try place("key")
    titleField = try place("title")
  }

  /// A record of the texts of a row, one for each field.
  ///
  /// - Parameter made: Where the record comes from.
  func assemble(_ texts: [String?], link: Link?, from made: Provenance) -> Outcome {
    for rule in skip {
      if let text = texts[rule.field], rule.texts.contains(text) { return .skipped }
    }
    for rule in only {
      guard let text = texts[rule.field] else { return .unreadable }
      if !rule.texts.contains(text) { return .other }
    }
    guard let key = texts[keyField], let title = texts[titleField] else { return .unreadable }
    switch record {
    case .listing: return .record(.listing(listing(key, title, texts, link, made)))
    case .report: return .record(.report(report(key, title, texts, link, made)))
    case .spec: return .record(.spec(row(key, title, texts, link, made)))
    case .policyDocument: return .record(.policyDocument(document(key, title, texts, link, made)))
    }
  }

  private func listing(_ key: String, _ title: String, _ texts: [String?], _ link: Link?, _ made: Provenance) -> Listing
  {
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
    listing.provenance = made
    return listing
  }

  private func report(_ key: String, _ title: String, _ texts: [String?], _ link: Link?, _ made: Provenance) -> Report {
    var report = Report(source: source, key: key, title: title)
    report.language = locale
    for (index, field) in fields.enumerated() where index != keyField && index != titleField {
      guard let text = texts[index] else { continue }
      switch field.name {
      case "url": report.url = link.map { $0.resolve(text) } ?? text
      case "publisher": report.publisher = text
      case "language": report.language = text
      case "published": report.published = text
      case "text":
        report.text = text
        report.textFrom = .feed
      default: break
      }
    }
    report.provenance = made
    return report
  }

  private func row(_ key: String, _ title: String, _ texts: [String?], _ link: Link?, _ made: Provenance) -> SpecRow {
    var row = SpecRow(source: source, key: key, title: title)
    for (index, field) in fields.enumerated() where field.isAttribute {
      guard var text = texts[index] else { continue }
      if field.name == "url", let link {
        guard let address = link.resolve(text) else { continue }
        text = address
      }
      row.attributes.append(Listing.Attribute(name: field.name, text: text))
    }
    row.provenance = made
    return row
  }

  private func document(
    _ key: String, _ title: String, _ texts: [String?], _ link: Link?, _ made: Provenance
  ) -> PolicyDocument {
    var document = PolicyDocument(source: source, key: key, title: title)
    for (index, field) in fields.enumerated() where index != keyField && index != titleField {
      guard let text = texts[index] else { continue }
      if field.isAttribute {
        document.attributes.append(Listing.Attribute(name: field.name, text: text))
        continue
      }
      switch field.name {
      case "url": document.url = link.map { $0.resolve(text) } ?? text
      case "agency": document.agency = text
      case "published": document.published = text
      case "effective": document.effective = text
      case "citation": document.citation = text
      case "abstract": document.abstract = text
      default: break
      }
    }
    document.provenance = made
    return DocumentFacts.settle(document, utcOffsetMinutes: utcOffsetMinutes)
  }
}
