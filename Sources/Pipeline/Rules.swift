import Normalizing
import Parsing
import Records

/// The two pure stages that turn a page into normalized records, made once from the configuration.
struct Rules: Sendable {
  let parser: PageParser
  let normalizer: Normalizer
  /// Why pages of some sources are not believed: a canary of theirs is not read as it should be.
  let failedCanaries: [SourceID: String]
  /// What must not come back.
  let forgotten: Forgotten

  /// The rules of a configuration.
  init(_ configuration: Configuration, salt: [UInt8], forgotten: Forgotten = Forgotten()) throws(ParsingFailure) {
    self.forgotten = forgotten
    parser = try PageParser(
      sources: configuration.sources, signs: configuration.blockSigns, words: configuration.pageWords)
    // A canary of a source that is not declared here is nobody's.
    let declared = Set(configuration.sources.map(\.id))
    failedCanaries = Canary.failures(configuration.canaries.filter { declared.contains($0.source) }, parser)
    normalizer = Rules.normalizer(configuration, rates: nil, salt: salt)
  }

  /// The normalizer of a configuration.
  static func normalizer(_ configuration: Configuration, rates: [Rate]?, salt: [UInt8]) -> Normalizer {
    let defaults = configuration.sources.map { source in
      (
        source.id,
        SourceDefaults(
          currency: source.currency, locale: source.locale, country: source.country,
          utcOffsetMinutes: source.utcOffsetMinutes)
      )
    }
    return Normalizer(
      catalog: configuration.catalog, vocabulary: configuration.vocabulary,
      sources: Dictionary(uniqueKeysWithValues: defaults), rates: rates.map { RateHistory($0) }, salt: salt,
      corrections: configuration.corrections,
      reports: ReportReader(
        catalog: configuration.catalog, vocabulary: configuration.vocabulary, words: configuration.reportWords,
        events: configuration.events))
  }

  /// Tells which sources are not loaded.
  func tellFailedCanaries(_ story: Story) {
    for (source, failure) in failedCanaries.sorted(by: { $0.key < $1.key }) {
      story.tell(.error, "pages of \(source) are not loaded: \(failure)")
    }
  }

  /// The records of a page, its own line last, without what must not come back.
  func records(of page: Page) -> [NormalizedRecord] { forgotten.filter(unfiltered(page)) }

  /// The records of a page, its own line last.
  ///
  /// Of a page that was cut off nothing is believed, however much of it there is.
  func unfiltered(_ page: Page) -> [NormalizedRecord] {
    let parsed = parser.parse(page, as: page.source)
    if let cut = page.cut {
      var line = parsed.line
      line.verdict = .failed
      line.reason = "it was cut off (\(cut.rawValue))"
      line.listings = 0
      return [.page(line)]
    }
    if let source = parsed.line.source, let failure = failedCanaries[source], parsed.line.verdict.isUsable {
      var line = parsed.line
      line.verdict = .drifted
      line.reason = failure
      line.listings = 0
      return [.page(line)]
    }
    return (parsed.records + [.page(parsed.line)]).map { normalizer.normalize($0) }
  }
}
