import Records

/// What a reader found before it was judged.
struct Harvest {
  /// The records, in page order.
  var records: [RawRecord] = []
  /// Rows seen, with those that were skipped or could not be read.
  var rows = 0
  /// Rows that a rule says are none of the records meant.
  var skipped = 0
  /// Rows of another kind than the one that is read.
  var others = 0
  /// Rows without key or title.
  var unreadable = 0
  /// What the page itself claims to list.
  var claimed: Int?
  /// Whether the page proves that there is nothing.
  var provesEmpty = false
  /// Whether the page has what only a block page of its source has.
  var isBlocked = false
  /// Whether an article says of itself that only subscribers may read it, and its text is not there.
  var isBehindWall = false
  /// What the page shows, in lower case, when it shows so little that it may be a wall before an article.
  var thinText: [UInt8]?
  /// Whether the page says of itself that it is an article.
  var isDeclared = false
  /// The page's title.
  var title: String?
  /// Whether it is a feed; its title and language are then told with its line.
  var isFeed = false
  /// The language of a feed.
  var language: String?
  /// Why it could not be read at all, or what error it tells of.
  var failure: String?
  /// What is wrong with it although it was read.
  var note: String?
  /// Why its rows are not what they were.
  var drift: String?
}

extension Harvest {
  /// Counts a row and keeps its record.
  mutating func add(_ outcome: RecordAssembler.Outcome, section: Section? = nil) {
    rows += 1
    switch outcome {
    case .skipped: skipped += 1
    case .other: others += 1
    case .unreadable: unreadable += 1
    case .record(let record):
      guard let section else {
        records.append(record)
        return
      }
      guard let attribute = section.attribute, case .listing(var listing) = record else {
        skipped += 1
        return
      }
      listing.attributes.append(attribute)
      records.append(.listing(listing))
    }
  }

  /// Counts a row and keeps a record for each item of it, or its one record when it has no items of its own.
  mutating func add(_ outcome: RecordAssembler.Outcome, items: [PostItem]) {
    guard !items.isEmpty, case .record(.listing(let post)) = outcome else { return add(outcome) }
    rows += 1
    for (index, item) in items.enumerated() { records.append(.listing(item.listing(of: post, number: index + 1))) }
  }

  /// The first expectation that the records do not meet, as a sentence.
  func drift(from expected: [Expectation]) -> String? {
    guard !records.isEmpty else { return nil }
    for expectation in expected {
      let having = records.count { $0.has(expectation.field) }
      if Double(having) < expectation.share * Double(records.count) {
        return "only \(having) of \(records.count) rows have \(expectation.field), fewer than the source's rule expects"
      }
    }
    return nil
  }
}

extension RawRecord {
  /// Whether a field of the contract, or an attribute, has a value.
  fileprivate func has(_ field: String) -> Bool {
    switch self {
    case .listing(let listing): listing.has(field)
    case .report(let report): report.has(field)
    case .spec(let row): row.has(field)
    case .policyDocument(let document): document.has(field)
    case .rate, .page: true
    }
  }
}

extension Report {
  fileprivate func has(_ field: String) -> Bool {
    switch field {
    case "key", "title": true
    case "url": url != nil
    case "publisher": publisher != nil
    case "language": language != nil
    case "published": published != nil
    case "text": text != nil
    default: false
    }
  }
}

extension SpecRow {
  fileprivate func has(_ field: String) -> Bool {
    field == "key" || field == "title" || attributes.contains { $0.name == field }
  }
}

extension PolicyDocument {
  fileprivate func has(_ field: String) -> Bool {
    switch field {
    case "key", "title": true
    case "url": url != nil
    case "agency": agency != nil
    case "published": published != nil
    case "effective": effective != nil
    case "citation": citation != nil
    case "abstract": abstract != nil
    default: attributes.contains { $0.name == field }
    }
  }
}

extension Listing {
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
