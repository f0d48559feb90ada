import Records

/// Reads the prices that a sentence quotes for families.
///
/// An amount is a quote when something says that it is a price (a word of selling, a unit, "for" before a family) and a
/// family stands in its clause, else in its sentence, else in the sentence before. A sum of many goods is a `total`; a
/// company's worth, wages, fines, changes by an amount, and what is only supposed or denied are no quotes.
struct QuoteReader {
  let text: ReportText
  let dates: [DateFound]
  let published: Day?
  let currency: CurrencyChooser
  let units: UnitReader
  let tables: [ReportTable]

  func quotes() -> [ReportQuote] {
    var found: [ReportQuote] = []
    let lists = ReportLists(text)
    let finder = AmountFinder(text: text, prevailing: prevailing)
    for (place, sentence) in text.sentences.enumerated() {
      guard sentence.paragraph > 0 || text.sentences.count == 1 else { continue }
      guard !tables.contains(where: { $0.range.contains(sentence.range.lowerBound) }), hasMoney(sentence.range) else {
        continue
      }
      let figures = FigureFinder(text: text, units: units).figures(in: sentence.range)
      let amounts = finder.amounts(in: sentence.range, figures)
      guard !amounts.isEmpty else { continue }
      let groups = AmountGrouper(text: text, sentence: sentence).groups(amounts)
      let before = text.sentences[max(0, place - 2)..<place].last {
        $0.paragraph == sentence.paragraph && !text.namings(in: $0.range).isEmpty
      }
      found += quotes(of: groups, in: sentence, before: before, figures, lists)
    }
    return found
  }

  /// Whether a sentence may hold money: a sign, or a word of selling where the sign may be left out.
  private func hasMoney(_ range: Range<Int>) -> Bool {
    if text.signs.signs.contains(where: { range.contains($0.range.lowerBound) }) { return true }
    if text.language.code == "zh", text.scalars[range].contains(where: { ["万", "萬", "千"].contains($0) }) {
      return true
    }
    return text.hits(in: range).contains { hit in
      guard case .concept(let concept) = hit.meaning else { return false }
      return [.hundredths, .ask, .sold, .bought, .priceWord, .perCard, .perEach].contains(concept)
    }
  }

  /// The currency that is meant where none is said: that of the sign before, else of the language where it has one.
  private func prevailing(_ place: Int) -> CurrencySigns.Meaning? {
    var counts: [CurrencySigns.Meaning: (count: Int, last: Int)] = [:]
    for sign in text.signs.signs {
      counts[sign.meaning, default: (0, 0)].count += 1
      if sign.range.lowerBound < place { counts[sign.meaning, default: (0, 0)].last = sign.range.lowerBound }
    }
    // The one that the report has most; of several the one that stands last before the place.
    if let most = counts.max(by: { ($0.value.count, $0.value.last) < ($1.value.count, $1.value.last) }) {
      return most.key
    }
    switch text.language.code {
    case "zh": return .shared(.yuan)
    case "vi": return Currency(code: "VND").map(CurrencySigns.Meaning.code)
    case "ja": return Currency(code: "JPY").map(CurrencySigns.Meaning.code)
    default: return nil
    }
  }

  private func quotes(
    of groups: [AmountGroup], in sentence: ReportText.Sentence, before: ReportText.Sentence?, _ figures: [Figure],
    _ lists: ReportLists
  ) -> [ReportQuote] {
    let families = QuoteFamily(text: text, sentence: sentence, before: before)
    let listed = families.listed(groups)
    var found: [ReportQuote] = []
    for (place, group) in groups.enumerated() {
      var scope = QuoteScope(text: text, sentence: sentence, groups: groups, place: place)
      scope.isEntry = lists.isEntry(sentence)
      scope.intro = lists.intro(of: sentence)
      guard !scope.isDelta, !scope.isUnreal, !scope.isOtherMoney else { continue }
      guard let naming = listed[place] ?? families.family(of: group, scope) else { continue }
      let usd = currency.roughDollars(group.number, group.meaning)
      guard scope.isPrice(of: naming, dollars: usd) else { continue }
      guard let kind = scope.kind(of: naming, dollars: usd, figures: figures) else { continue }
      let unit = currency.currency(group.meaning)
      var quote = ReportQuote(
        family: naming.family, low: group.low.map { plain($0) }, high: group.high.map { plain($0) },
        currency: unit, unit: kind.unit, basis: kind.basis, text: text.quote(sentence.range))
      quote.period = kind.period
      // "An A100 is offered at 9,000, an H100 at 20,000": what is said of the first holds for the second.
      if !scope.hasOwnBasis, let last = found.last, last.unit == quote.unit, last.currency == quote.currency {
        quote.basis = last.basis
      }
      if group.isFormer, !scope.hasBasis, let now = found.last(where: { $0.family == quote.family }) {
        (quote.basis, quote.unit, quote.period) = (now.basis, now.unit, now.period)
      }
      quote.flags = (group.flags.union(group.isFormer ? ["former"] : [])).sorted()
      quote.asOf = asOf(group, scope)
      if found.contains(where: {
        $0.family == quote.family && $0.low == quote.low && $0.high == quote.high && $0.unit == quote.unit
      }) {
        continue
      }
      found.append(quote)
    }
    return found
  }

  private func plain(_ value: Decimal) -> String { value.text }

  /// The date in the clause of an amount, else in the sentence when it has one and one price, else the report's.
  private func asOf(_ group: AmountGroup, _ scope: QuoteScope) -> String? {
    func counts(_ date: DateFound) -> Bool {
      !text.hits(in: max(0, date.range.lowerBound - 24)..<date.range.lowerBound).contains {
        $0.meaning == .concept(.since) && text.distance($0.range.upperBound, date.range.lowerBound) <= 1
      }
    }
    let own = dates.filter { scope.window.contains($0.range.lowerBound) && counts($0) }
    if let date = own.first?.resolved(by: published), let text = date.text { return text }
    if let relative = relative(in: scope.window) { return relative }
    if group.isFormer { return nil }
    let clause = dates.filter { scope.lead.contains($0.range.lowerBound) && counts($0) }
    if clause.count == 1, let text = clause[0].resolved(by: published)?.text { return text }
    let whole = dates.filter { scope.sentence.range.contains($0.range.lowerBound) && counts($0) }
    if whole.count == 1, scope.isAlone, let text = whole[0].resolved(by: published)?.text { return text }
    return published?.description
  }

  private func relative(in range: Range<Int>) -> String? {
    guard let published else { return nil }
    let civil = published.civil
    if text.has(.lastYear, in: range) { return "\(civil.year - 1)" }
    if text.has(.lastMonth, in: range) {
      let (year, month) = civil.month == 1 ? (civil.year - 1, 12) : (civil.year, civil.month - 1)
      return "\(year)-" + (month < 10 ? "0" : "") + "\(month)"
    }
    return nil
  }
}
