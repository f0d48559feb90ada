import Records

/// The words around one amount of a sentence, and what they make of it.
struct QuoteScope {
  let text: ReportText
  let sentence: ReportText.Sentence
  let group: AmountGroup
  /// The clauses that the amount touches.
  let clause: Range<Int>
  /// From the amount before to the amount behind, within its clauses.
  let window: Range<Int>
  /// From the start of the sentence to the first amount.
  let lead: Range<Int>

  init(text: ReportText, sentence: ReportText.Sentence, groups: [AmountGroup], place: Int) {
    self.text = text
    self.sentence = sentence
    group = groups[place]
    others = groups.enumerated().filter { $0.offset != place }.map(\.element.range)
    let range = groups[place].range
    let touched = sentence.clauses.filter { $0.overlaps(range) }
    clause = (touched.first?.lowerBound ?? range.lowerBound)..<(touched.last?.upperBound ?? range.upperBound)
    let before = place > 0 ? groups[place - 1].range.upperBound : sentence.range.lowerBound
    let after = place + 1 < groups.count ? groups[place + 1].range.lowerBound : sentence.range.upperBound
    window =
      max(clause.lowerBound, min(before, range.lowerBound))..<max(min(clause.upperBound, after), range.upperBound)
    lead = sentence.range.lowerBound..<max(groups[0].range.lowerBound, sentence.range.lowerBound)
  }

  /// What an amount is.
  struct Kind {
    var unit: ReportQuote.Unit
    var basis: ReportQuote.Basis
    var period: String?
  }

  /// The other amounts of the sentence.
  private let others: [Range<Int>]

  private func hit(_ concept: ReportConcept, in range: Range<Int>) -> Bool { text.has(concept, in: range) }

  /// Whether it is a change by an amount: "rose by $2,000", "涨了5000元".
  var isDelta: Bool {
    let start = group.range.lowerBound
    let lead = max(sentence.range.lowerBound, start - 24)..<start
    if !hit(.totalWord, in: clause),
      text.hits(in: lead).contains(where: {
        $0.meaning == .concept(.deltaBefore) && text.distance($0.range.upperBound, start) == 0
          && $0.range.upperBound <= start && !text.scalars[$0.range.upperBound..<start].contains(",")
      })
    {
      return true
    }
    let end = group.range.upperBound
    if hit(.totalWord, in: clause) { return false }
    return text.hits(in: end..<min(sentence.range.upperBound, end + 16)).contains {
      $0.meaning == .concept(.deltaAfter) && ["", "の", "ほど", "程度", "的"].contains(text.gap(end, $0.range.lowerBound))
    }
  }

  /// Whether it is an entry of a list of prices.
  var isEntry = false
  /// The line that introduces that list.
  var intro: Range<Int>?

  /// Whether the clause denies it, or what stands before it in the sentence only supposes it.
  var isUnreal: Bool {
    hit(.negation, in: clause.lowerBound..<group.range.lowerBound)
      || hit(.hypothetical, in: sentence.range.lowerBound..<group.range.lowerBound)
  }

  /// Whether a sentence without a family may speak of the one before: it has a word for the goods or stands for them.
  var mayContinue: Bool {
    text.hits(in: sentence.range).contains { hit in
      guard case .concept(let concept) = hit.meaning else { return false }
      return Self.continuing.contains(concept)
    }
  }
  private static let continuing: Set<ReportConcept> = [
    .perCard, .perServer, .perEach, .perHour, .server, .gpuContext, .pronoun,
  ]

  /// Whether what the paragraph or the list says before it is about prices by the hour.
  private var isByHour: Bool {
    let lines = text.sentences.filter { $0.paragraph == sentence.paragraph }
    let before = text.sentences.last { $0.range.upperBound <= sentence.range.lowerBound }
    let start = min(
      lines.first?.range.lowerBound ?? sentence.range.lowerBound, before?.range.lowerBound ?? sentence.range.lowerBound)
    return hit(.perHour, in: start..<sentence.range.upperBound) || intro.map { hit(.perHour, in: $0) } ?? false
  }

  /// Whether it is the worth of a company, wages, a fine.
  var isOtherMoney: Bool {
    hit(.otherMoney, in: window)
      || hit(.otherMoney, in: clause) && !hit(.perCard, in: window) && !hit(.perEach, in: window)
  }

  private static let cues: [ReportConcept] = [
    .priceWord, .ask, .sold, .estimate, .rent, .perHour, .perDay, .perMonth, .perCard, .perServer, .perEach, .bought,
    .totalWord,
    .price, .changeTo,
  ]

  /// Whether anything says that the amount is a price, or a sum, of a family.
  ///
  /// - Parameter dollars: About how many dollars it is: what a board may cost is a price in the clause of a board.
  func isPrice(of naming: ReportText.Naming, dollars: Double) -> Bool {
    if clause.contains(naming.range.lowerBound), (150...60_000).contains(dollars) { return true }
    if isEntry || text.hits(in: clause).contains(where: isCue) { return true }
    if isJoinedToFamily(naming) { return true }
    return text.hits(in: sentence.range).contains(where: isCue)
  }

  private func isCue(_ hit: ReportWords.Hit) -> Bool {
    if case .concept(let concept) = hit.meaning { return Self.cues.contains(concept) }
    return false
  }

  /// "$10,000 for an A100", "8万元的A100".
  func isJoinedToFamily(_ naming: ReportText.Naming) -> Bool {
    let (end, start) = (group.range.upperBound, naming.range.lowerBound)
    guard end <= start, text.distance(end, start) <= 5, clause.contains(start) else { return false }
    return text.hits(in: end..<start).contains {
      ($0.meaning == .concept(.ofGoods) || $0.meaning == .concept(.belongs))
        && text.distance(end, $0.range.lowerBound) == 0
    }
  }

  /// Whether a word stands in the window before the amount, or within four words behind it.
  private func near(_ concept: ReportConcept) -> Bool {
    text.hits(in: window).contains {
      $0.meaning == .concept(concept)
        && ($0.range.lowerBound < group.range.upperBound
          || text.distance(group.range.upperBound, $0.range.lowerBound) <= 3
            && !text.has(.rangeJoin, in: group.range.upperBound..<$0.range.lowerBound))
    } || slash == concept
  }

  /// "8万元/张", "300万元/台": the unit behind a slash.
  private var slash: ReportConcept? {
    let end = group.range.upperBound
    guard end + 1 < text.scalars.count, text.scalars[end] == "/" else { return nil }
    var stop = end + 1
    while stop < text.scalars.count, PriceText.isLetter(text.scalars[stop]) { stop += 1 }
    switch text.gap(end + 1, stop) {
    case "card", "chiếc", "tấm", "con", "cái", "gpu", "unit", "шт", "stück", "unidad", "枚": return .perCard
    case "máy", "server", "node": return .perServer
    case "h", "hr", "hour", "giờ", "час", "hora", "stunde", "小时", "小時", "時間": return .perHour
    case "month", "mo", "tháng", "月", "mes", "monat", "мес": return .perMonth
    default: break
    }
    switch text.scalars[end + 1] {
    case "张", "張", "片", "卡", "块", "塊", "枚", "颗", "顆": return .perCard
    case "台", "套", "臺": return .perServer
    default: return nil
    }
  }

  /// Whether no other amount stands in the sentence.
  var isAlone: Bool { others.isEmpty }

  /// Whether words of its own say how the price came about.
  var hasBasis: Bool {
    [.ask, .sold, .bought, .estimate, .priceWord, .rent].contains { hit($0, in: window) }
  }

  /// Whether words of its clause, or of one without an amount before it, say how the price came about.
  var hasOwnBasis: Bool {
    isEntry
      || [.ask, .sold, .bought, .estimate, .rent].contains { hit($0, in: clause) || hit($0, in: lead) && isFirst }
  }

  /// Whether no other amount stands before it in the sentence.
  private var isFirst: Bool { others.allSatisfy { $0.lowerBound > group.range.lowerBound } }

  /// Unit and basis; nil when it is no price after all.
  func kind(of naming: ReportText.Naming, dollars: Double, figures: [Figure]) -> Kind? {
    let isRented =
      hit(.rent, in: clause) || hit(.rent, in: sentence.range) && !hit(.sold, in: clause) && !hit(.ask, in: clause)
    if near(.perHour), dollars < 10_000 { return Kind(unit: .hour, basis: .rent) }
    let isServer = isServer(naming)
    let goods: ReportQuote.Unit = isServer ? .server : .card
    for (concept, period) in [(ReportConcept.perMonth, "month"), (.perDay, "day"), (.perYear, "year")]
    where near(concept) && (isRented || concept != .perYear && dollars >= 20) {
      return Kind(unit: goods, basis: .rent, period: period)
    }
    if isRented, dollars < 100, !near(.perCard), !near(.perEach) { return Kind(unit: .hour, basis: .rent) }
    if near(.perEach) { return Kind(unit: goods, basis: basis(isRented)) }
    if near(.perCard) { return Kind(unit: .card, basis: basis(isRented)) }
    if near(.perServer) { return Kind(unit: .server, basis: basis(isRented)) }
    if hit(.totalWord, in: clause) && (!isServer || dollars >= 3_000_000)
      || dollars >= 20_000_000 && hit(.totalWord, in: sentence.range)
    {
      // The revenue of a company that the sentence before named a board of is no sum of boards.
      guard sentence.range.contains(naming.range.lowerBound) else { return nil }
      let isSmall = dollars < 3_000_000
      let basis: ReportQuote.Basis =
        hit(.sold, in: clause) ? .sold : isSmall && hit(.ask, in: clause) ? .ask : .estimate
      return Kind(unit: .total, basis: basis)
    }
    if isManyBought(naming, figures, isServer) { return Kind(unit: .total, basis: basis(isRented)) }
    if dollars > (isServer ? 20_000_000 : 400_000) { return nil }
    if dollars < 60, !isServer, isByHour { return Kind(unit: .hour, basis: .rent) }
    if dollars < 20 { return nil }
    return Kind(unit: goods, basis: basis(isRented))
  }

  /// The nearest word of the clause, else of the sentence, that says how a price came about.
  private func basis(_ isRented: Bool) -> ReportQuote.Basis {
    if isRented { return .rent }
    // "By one estimate, a server costs …": said first, of all that follows.
    if hit(.estimate, in: lead), !hit(.sold, in: window) { return .estimate }
    var ranges = [window, clause]
    ranges += sentence.clauses.filter { other in !others.contains { other.overlaps($0) } }
    for range in ranges {
      var best: (distance: Int, basis: ReportQuote.Basis)?
      for hit in text.hits(in: range) {
        let basis: ReportQuote.Basis
        switch hit.meaning {
        case .concept(.ask): basis = .ask
        case .concept(.sold), .concept(.bought): basis = .sold
        case .concept(.estimate): basis = .estimate
        default: continue
        }
        let distance =
          hit.range.upperBound <= group.range.lowerBound
          ? group.range.lowerBound - hit.range.upperBound : max(0, hit.range.lowerBound - group.range.upperBound)
        if basis == .estimate { return .estimate }
        if best.map({ distance < $0.distance }) ?? true { best = (distance, basis) }
      }
      if let best { return best.basis }
    }
    if let intro {
      if hit(.sold, in: intro) { return .sold }
      if hit(.estimate, in: intro) { return .estimate }
    }
    return .ask
  }

  /// Whether a server is what is priced: the word stands by the family or the amount and not behind "from".
  private func isServer(_ naming: ReportText.Naming) -> Bool {
    let (a, b) = (
      min(naming.range.lowerBound, group.range.lowerBound), max(naming.range.upperBound, group.range.upperBound)
    )
    let low = max(sentence.range.lowerBound, a - 40)
    let high = min(sentence.range.upperBound, b + 40)
    if !sentence.range.contains(naming.range.lowerBound) {
      return hit(.server, in: sentence.range.lowerBound..<group.range.lowerBound)
    }
    return text.hits(in: low..<high).contains { hit in
      guard hit.meaning == .concept(.server) else { return false }
      let inClause = clause.contains(hit.range.lowerBound)
      let before = hit.range.upperBound <= naming.range.lowerBound
      let gap =
        before
        ? text.distance(hit.range.upperBound, naming.range.lowerBound)
        : text.distance(naming.range.upperBound, hit.range.lowerBound)
      return gap <= 4 || inClause && gap <= 8 && !clause.contains(naming.range.lowerBound)
    }
  }

  /// "bought 200 H100 cards for $5 million": a count before the family, and no word for each.
  private func isManyBought(_ naming: ReportText.Naming, _ figures: [Figure], _ isServer: Bool) -> Bool {
    guard clause.contains(naming.range.lowerBound) || sentence.range.contains(naming.range.lowerBound) else {
      return false
    }
    return figures.contains { figure in
      figure.number >= 2 && figure.number <= 1_000_000 && figure.range.upperBound <= naming.range.lowerBound
        && text.distance(figure.range.upperBound, naming.range.lowerBound) <= 2
        && !group.range.overlaps(figure.range) && !others.contains { $0.overlaps(figure.range) }
        && !text.scalars[figure.range.upperBound..<naming.range.lowerBound].contains("-")
        && !(isServer && figure.number <= 16)
        && !text.scalars[figure.range.upperBound..<naming.range.lowerBound].contains {
          [",", "，", ".", "；", ";", "、"].contains($0)
        }
        && text.signs.sign(covering: max(0, figure.range.lowerBound - 1)) == nil
        && text.signs.sign(covering: figure.range.upperBound) == nil
        && !(figure.number >= 2015 && figure.number <= 2035)
        && hasCountUnit(figure, naming) && hasPieces(figure)
    }
  }

  /// A numeral in ideographs needs a word for pieces behind it: "二手" is no two.
  private func hasPieces(_ figure: Figure) -> Bool {
    guard figure.isSpelled, let last = text.scalars[figure.range].last, PriceText.isIdeographic(last) else {
      return true
    }
    let end = figure.range.upperBound
    return end < text.scalars.count && ["张", "張", "片", "块", "塊", "枚", "台", "颗", "顆", "基"].contains(text.scalars[end])
  }

  /// Only spaces, adjectives and words for pieces stand between a count and its family; no unit of measure does.
  private func hasCountUnit(_ figure: Figure, _ naming: ReportText.Naming) -> Bool {
    let gap = text.gap(figure.range.upperBound, naming.range.lowerBound)
    return !["gb", "年", "月", "日", "%", "倍", "元"].contains { gap.hasPrefix($0) } && !figure.isPercent
  }
}

/// Finds the family that an amount is about.
struct QuoteFamily {
  let text: ReportText
  let sentence: ReportText.Sentence
  let before: ReportText.Sentence?

  func family(of group: AmountGroup, _ scope: QuoteScope) -> ReportText.Naming? {
    let all = text.namings(in: sentence.range)
    if let meant = text.meant(in: scope.window, of: before.map { text.namings(in: $0.range) + all } ?? all) {
      return meant
    }
    if let joined = all.first(where: { scope.isJoinedToFamily($0) }) { return joined }
    let inClause = all.filter { scope.clause.contains($0.range.lowerBound) }
    let relative = inClause.filter { !isCompared($0) }
    let own = relative.isEmpty ? inClause : relative
    if let naming = own.last(where: { $0.range.upperBound <= group.range.lowerBound }) { return naming }
    if let naming = own.first { return naming }
    let ahead = all.filter { $0.range.upperBound <= group.range.lowerBound }
    if let naming = ahead.last(where: { !isCompared($0) }) ?? ahead.last { return naming }
    if let naming = all.first { return naming }
    guard let before, before.paragraph == sentence.paragraph else { return nil }
    let earlier = text.namings(in: before.range)
    // A sentence that begins with a family has it as its matter, and the next one goes on with that.
    let isMatter = earlier.first.map { text.distance(before.range.lowerBound, $0.range.lowerBound) <= 2 } ?? false
    guard scope.mayContinue || isMatter && Set(earlier.map(\.family)).count == 1 else { return nil }
    return Set(earlier.map(\.family)).count == 1 ? earlier.first : earlier.first
  }

  /// Behind "compared with", "than", or before "の約8割": the family that another one is held against.
  private func isCompared(_ naming: ReportText.Naming) -> Bool {
    if text.isBase(naming, in: sentence.range) { return true }
    return text.hits(in: max(sentence.range.lowerBound, naming.range.lowerBound - 24)..<naming.range.lowerBound)
      .contains {
        $0.meaning == .concept(.compares) && text.distance($0.range.upperBound, naming.range.lowerBound) <= 2
          || $0.meaning == .concept(.less) && text.distance($0.range.upperBound, naming.range.lowerBound) == 0
            && $0.range.upperBound <= naming.range.lowerBound
            && text.gap($0.range.upperBound, naming.range.lowerBound) == ""
      }
  }

  /// "A100 and H100 cards sell for 5,000 and 20,000 dollars respectively": in the order they are named.
  func listed(_ groups: [AmountGroup]) -> [Int: ReportText.Naming] {
    guard groups.count > 1, text.has(.respectively, in: sentence.range) else { return [:] }
    var names: [ReportText.Naming] = []
    for naming in text.namings(in: sentence.range) where naming.range.upperBound <= groups[0].range.lowerBound {
      if names.last?.family != naming.family { names.append(naming) }
    }
    guard names.count == groups.count else { return [:] }
    return Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.offset, $0.element) })
  }
}
