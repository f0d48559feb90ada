import DigestKit
public import Records

/// Turns raw records into normalized ones: money, model, condition, lot, place, date.
///
/// It is a pure function of its input: no clock, no files. Normalizing the same record twice gives the same line.
public struct Normalizer: Sendable {
  private let catalog: Catalog
  private let matcher: TitleMatcher
  private let prices: PriceReader
  private let conditions: ConditionReader
  private let vocabulary: Vocabulary
  private let sources: [SourceID: SourceDefaults]
  private let rates: RateHistory?
  private let salt: [UInt8]?
  private let corrections: [SourceID: [String: Correction]]
  private let reports: ReportReader?
  /// The conditions and countries of the texts that came last.
  private let stated = Memo<Condition?>()
  private let countries = Memo<String?>()

  /// A normalizer.
  ///
  /// - Parameters:
  ///   - sources: What holds for each source; a source that is not among them has no defaults.
  ///   - rates: The rates for US dollars; without them `usd` is absent.
  ///   - salt: The secret that sellers' names are hashed with; without it `seller_hash` is absent.
  ///   - corrections: What reviewers said of single listings, which stands over all that is read.
  ///   - reports: Reads what reports say; without it their text stays unread.
  public init(
    catalog: Catalog, vocabulary: Vocabulary, sources: [SourceID: SourceDefaults] = [:], rates: RateHistory? = nil,
    salt: [UInt8]? = nil, corrections: [Correction] = [], reports: ReportReader? = nil
  ) {
    self.catalog = catalog
    self.vocabulary = vocabulary
    self.sources = sources
    self.rates = rates
    self.salt = salt
    var bySource: [SourceID: [String: Correction]] = [:]
    for correction in corrections { bySource[correction.source, default: [:]][correction.key] = correction }
    self.corrections = bySource
    self.reports = reports
    matcher = TitleMatcher(catalog: catalog, vocabulary: vocabulary)
    prices = PriceReader(vocabulary: vocabulary)
    conditions = ConditionReader(vocabulary: vocabulary)
  }

  /// The one line that stands for a raw one.
  public func normalize(_ record: RawRecord) -> NormalizedRecord {
    switch record {
    case .listing(let listing):
      if listing.key.isEmpty {
        return setAside(record, "key_missing", "a listing of \(listing.source) has an empty key")
      }
      // As much of a title as is read.
      let head = Self.head(of: listing.title)
      let title = FoldedTitle(head)
      if title.words.isEmpty, head.utf8.count == listing.title.utf8.count || FoldedTitle(listing.title).words.isEmpty {
        return setAside(record, "title_missing", "listing \(listing.key) of \(listing.source) has no word in its title")
      }
      return .observation(observation(listing, ReadTitle(title, vocabulary)))
    case .report(let report):
      let time = TimeReader(
        words: vocabulary.dateWords, now: report.provenance.fetchedAt,
        utcOffsetMinutes: sources[report.source]?.utcOffsetMinutes, locale: report.language)
      return .report(read(report, time))
    case .spec(let row):
      if row.key.isEmpty { return setAside(record, "key_missing", "a row of \(row.source) has an empty key") }
      if FoldedTitle(row.title).words.isEmpty {
        return setAside(record, "title_missing", "row \(row.key) of \(row.source) has no word in its title")
      }
      let defaults = sources[row.source] ?? SourceDefaults()
      let money = PriceContext(locale: defaults.locale, currency: defaults.currency)
      return .spec(SpecReader(matcher: matcher, prices: prices).read(row, in: money))
    case .rate(let rate): return .rate(rate)
    case .policyDocument(let document): return .policyDocument(document)
    case .page(let page): return .page(page)
    }
  }

  private func read(_ report: Report, _ time: TimeReader) -> NormalizedReport {
    let reading = PublishedReading(report.published, time)
    var normalized = NormalizedReport(report, publishedAt: reading.instant)
    normalized.flags = [reading.flag].compactMap { $0 }
    return reports?.read(normalized) ?? normalized
  }

  private func observation(_ listing: Listing, _ title: ReadTitle) -> Observation {
    let defaults = sources[listing.source] ?? SourceDefaults()
    let heading = listing.attributes.first { $0.name == "post_title" }?.text
    let match = matcher.match(title, condition: listing.condition, under: heading)
    var flags = Set(match.flags)
    var result = Observation(
      source: listing.source, key: listing.key, title: listing.title, kind: match.kind, quantity: match.quantity)
    result.url = listing.url
    result.family = match.family
    result.modelIDs = match.modelIDs
    result.why = match.why
    result.confidence = match.confidence
    result.conditionText = listing.condition
    result.condition =
      (listing.condition.flatMap { stated.value(of: $0, conditions.read) }) ?? conditions.read(title) ?? .unknown
    result.partsOnly = match.partsOnly || result.condition == .forParts
    if match.partsOnly { result.condition = .forParts }
    let money = PriceContext(
      hint: listing.currencyHint, locale: listing.locale ?? defaults.locale, currency: defaults.currency)
    if let text = listing.price {
      let reading = prices.read(text, in: money)
      result.price = reading.price ?? Price(amount: nil, currency: nil, text: text)
      flags.formUnion(reading.flags)
      if reading.open == "no_amount", !reading.flags.contains("negotiable") { flags.insert("price_unreadable") }
      if reading.price != nil, reading.open != nil { flags.insert("currency_open") }
    }
    if let text = listing.shipping { result.shipping = prices.read(text, in: money).price }
    if !match.isCounted, let text = listing.quantityText, let count = matcher.count(in: text), count > 1 {
      result.quantity = count
      result.why.append("'\(text)' is the quantity beside the title")
      if match.kind == .card { flags.insert("lot") }
      // A column of counts stands beside the price of one, unless the price says otherwise.
      if !flags.contains("per_lot") { flags.insert("per_item") }
    }
    result.side = listing.side ?? side(title)
    result.status = listing.status ?? .active
    result.observedAt = listing.provenance.fetchedAt
    if let posted = listing.posted {
      let time = TimeReader(
        words: vocabulary.dateWords, now: listing.provenance.fetchedAt, utcOffsetMinutes: defaults.utcOffsetMinutes,
        locale: listing.locale ?? defaults.locale)
      let reading = time.read(posted)
      result.postedAt = reading.instant
      if let flag = reading.flag { flags.insert(flag) }
    }
    result.country =
      (listing.location.flatMap { countries.value(of: $0, vocabulary.countries.read) }) ?? defaults.country
    if let salt, let seller = listing.seller { result.sellerHash = Digest256(of: salt + [UInt8](seller.utf8)).shortHex }
    result.flags = flags.sorted()
    if let correction = corrections[listing.source]?[listing.key] { result.apply(correction) }
    if isRestricted(result) { result.flags = (result.flags + ["restricted_market"]).sorted() }
    result.usd = dollars(result)
    result.provenance = listing.provenance
    return result
  }

  /// As much of a title as is read: titles are a line long, and what goes on past it is no title.
  private static func head(of title: String) -> String {
    title.utf8.count <= 2_048 ? title : String(decoding: title.utf8.prefix(2_048), as: UTF8.self)
  }

  private func side(_ read: ReadTitle) -> Listing.Side {
    let hits = read.hits
    let last = read.title.words.count
    let isWanted = hits.contains {
      // "삽니다", "買います": where the verb comes last, so does the wish.
      $0.concept == .wanted
        && ($0.words.lowerBound == 0 && !$0.isInside || $0.words.upperBound == last && $0.bytes.count >= 9)
    }
    if isWanted { return .buy }
    return hits.contains { $0.concept == .trade && $0.words.lowerBound == 0 } ? .trade : .sell
  }

  private func dollars(_ observation: Observation) -> USDPrice? {
    // A gift is a price of nothing, and no price of the market.
    guard let rates, let money = observation.price?.money, money.minor != 0,
      let day = (observation.observedAt ?? observation.postedAt)?.day,
      let (dollars, rateDay) = rates.dollars(money, on: day)
    else { return nil }
    // "500 each" in a lot of eight is the price of one.
    let cards = observation.flags.contains("per_item") ? min(observation.quantity, 1) : observation.quantity
    let perCard = LotSize(cards: cards).map { dollars.perCard(in: $0).decimal }
    return USDPrice(amount: dollars.decimal, perCard: perCard, rateDate: rateDay)
  }

  /// A board under an export rule, offered where the rule bars it.
  private func isRestricted(_ observation: Observation) -> Bool {
    guard let country = observation.country, CountryReader.restricted.contains(country), !observation.modelIDs.isEmpty
    else { return false }
    let day = observation.observedAt?.day
    return observation.modelIDs.allSatisfy { id in
      catalog.model(id: id)?.export.map { export in day.map { export.since <= $0 } ?? true } ?? false
    }
  }

  private func setAside(_ record: RawRecord, _ code: String, _ message: String) -> NormalizedRecord {
    var writer = JSONWriter()
    record.write(to: &writer)
    return .quarantine(
      Quarantined(
        stage: "normalize", code: code, message: message + "; look at the source's fields in pipelines/sources",
        source: record.source, record: String(decoding: writer.bytes, as: UTF8.self)))
  }
}
