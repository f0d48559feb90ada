public import Records

/// Reads what a report says: which families, vendors and events it names, which prices it quotes, what it claims.
///
/// A pure function of the report, the catalog, the words and the events. Cost: linear in the text.
public struct ReportReader: Sendable {
  private let index: ModelIndex
  private let vocabulary: Vocabulary
  private let words: ReportWords
  private let events: EventFinder
  private let checker: ClaimChecker

  /// A reader.
  public init(catalog: Catalog, vocabulary: Vocabulary, words: ReportWords, events: [PolicyEvent] = []) {
    index = ModelIndex(
      catalog.models.map(ModelClues.init), otherFamilies: catalog.families.map(\.name),
      otherNames: catalog.otherNames)
    self.vocabulary = vocabulary
    self.words = words
    self.events = EventFinder(events: events)
    checker = ClaimChecker(catalog: catalog)
  }

  /// The report with what it says.
  public func read(_ report: NormalizedReport) -> NormalizedReport {
    var result = report
    result.isRead = true
    var text = ReportText(report.report, words: words, vocabulary: vocabulary)
    text.namings = FamilyFinder(index: index, vocabulary: vocabulary).namings(in: text)
    let dates = DateFinder(text, vocabulary.dateWords).dates()
    let published = report.publishedAt?.day
    result.mentions = mentions(text, dates, published)
    guard !text.namings.isEmpty else { return result }
    let tables = ReportTable.all(in: text)
    let currency = CurrencyChooser(text, vocabulary.currencySigns)
    let table = TableReader(
      text: text, units: words.units, published: published, currency: currency, checker: checker)
    result.quotes =
      QuoteReader(
        text: text, dates: dates, published: published, currency: currency, units: words.units, tables: tables
      ).quotes() + table.quotes(of: tables)
    result.claims = claims(text, besides: tables)
    for claim in table.claims(of: tables) where !result.claims.contains(where: { Self.isSame($0, claim) }) {
      result.claims.append(claim)
    }
    return result
  }

  private func mentions(_ text: ReportText, _ dates: [DateFound], _ published: Day?) -> [ReportMention] {
    var counts: [String: Int] = [:]
    for naming in text.namings { counts[naming.family, default: 0] += 1 }
    var vendors: [String: Int] = [:]
    for hit in text.hits { if case .vendor(let place) = hit.meaning { vendors[words.vendors[place], default: 0] += 1 } }
    let events = events.counts(in: text, dates, published: published)
    func sorted(_ subject: ReportMention.Subject, _ counts: [String: Int]) -> [ReportMention] {
      counts.sorted { $0.key < $1.key }.map { ReportMention(subject, $0.key, count: $0.value) }
    }
    return sorted(.family, counts) + sorted(.vendor, vendors) + sorted(.event, events)
  }

  private func claims(_ text: ReportText, besides tables: [ReportTable]) -> [ReportClaim] {
    var found: [ReportClaim] = []
    var earlier: [ClaimScope.Earlier] = []
    var pair: (subject: ReportText.Naming, other: ReportText.Naming)?
    var said: (claim: ReportClaim, paragraph: Int)?
    for sentence in text.sentences where sentence.paragraph > 0 || text.sentences.count == 1 {
      if tables.contains(where: { $0.range.contains(sentence.range.lowerBound) }) { continue }
      // What a paragraph begins with may still speak of what the one before it was about.
      if earlier.first.map({ $0.sentence.paragraph < sentence.paragraph - 1 }) ?? false { earlier.removeAll() }
      let near = earlier.prefix(2).enumerated().filter {
        $0.offset == 0 || $0.element.sentence.paragraph == sentence.paragraph
      }
      let scope = ClaimScope(text: text, sentence: sentence, earlier: near.map(\.element))
      defer { earlier.insert(ClaimScope.Earlier(sentence: sentence, topic: scope.topic), at: 0) }
      if text.namings(in: sentence.range).isEmpty, scope.subject(otherThan: nil) == nil { continue }
      let figures = FigureFinder(text: text, units: words.units).figures(in: sentence.range)
      let isNext = said.map { $0.paragraph == sentence.paragraph } ?? false
      let compared = RatioReader(
        scope: scope, figures: figures, units: words.units, checker: checker, carried: isNext ? pair : nil,
        said: isNext ? said?.claim : nil
      ).claims()
      let ratios = compared.claims
      let plain = FigureClaimReader(scope: scope, figures: figures, words: words, checker: checker).claims()
      pair = compared.pair
      said = (ratios.last ?? plain.last).map { ($0, sentence.paragraph) }
      for claim in plain + ratios where !found.contains(where: { Self.isSame($0, claim) }) { found.append(claim) }
    }
    return found
  }

  private static func isSame(_ a: ReportClaim, _ b: ReportClaim) -> Bool {
    a.family == b.family && a.attribute == b.attribute && a.low == b.low && a.high == b.high && a.value == b.value
      && a.relativeTo == b.relativeTo && a.direction == b.direction
  }
}
