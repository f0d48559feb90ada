import Records

/// A report made ready for reading: title and text as one run of scalars, with sentences, clauses and all that is found.
///
/// All places are scalars of `scalars`. Cost: linear, one pass for words, one for signs.
struct ReportText {
  /// A place where a family is named.
  struct Naming {
    var family: String
    var range: Range<Int>
  }

  /// The text folded scalar by scalar.
  let scalars: [Unicode.Scalar]
  /// The text as shown, scalar by scalar.
  let shown: [Unicode.Scalar]
  let hits: [ReportWords.Hit]
  /// The families, in order.
  var namings: [Naming] = []
  /// The sentences, in order; none goes past its line.
  let sentences: [Sentence]
  let title: FoldedTitle
  let signs: SignScanner
  let multiplier: Multiplier
  let language: ReportLanguage

  /// A sentence with its clauses.
  struct Sentence {
    let range: Range<Int>
    /// The number of its line; the title is line 0.
    let paragraph: Int
    let clauses: [Range<Int>]
  }

  /// At most so many bytes of a report are read; what goes on past it is no report.
  static let limit = 1 << 18

  init(_ report: Report, words: ReportWords, vocabulary: Vocabulary) {
    var text = report.title
    if let body = report.text { text += "\n" + body }
    if text.utf8.count > Self.limit { text = String(decoding: text.utf8.prefix(Self.limit), as: UTF8.self) }
    shown = Array(text.unicodeScalars)
    scalars = shown.map(Fold.price)
    title = FoldedTitle(text)
    language = ReportLanguage(report.language, text: shown)
    let end = shown.count
    hits = words.hits(in: title.folded, language: language.code).filter { $0.range.upperBound <= end }
    signs = SignScanner(scalars, vocabulary.currencySigns)
    multiplier = Multiplier(text: scalars, isIndian: false, known: vocabulary.multipliers)
    let breaks = hits.filter { $0.meaning == .concept(.clauseBreak) }.map(\.range.lowerBound)
    sentences = SentenceCutter(text: shown, breaks: breaks, language: language).sentences()
  }

  /// The hits that lie within a range, in order.
  func hits(in range: Range<Int>) -> ArraySlice<ReportWords.Hit> {
    let start = lowerBound(range.lowerBound)
    var end = start
    while end < hits.count, hits[end].range.lowerBound < range.upperBound { end += 1 }
    return hits[start..<end]
  }

  private func lowerBound(_ place: Int) -> Int {
    var low = 0
    var high = hits.count
    while low < high {
      let middle = (low + high) / 2
      if hits[middle].range.lowerBound < place { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The first hit of a concept in a range.
  func first(_ concept: ReportConcept, in range: Range<Int>) -> ReportWords.Hit? {
    hits(in: range).first { $0.meaning == .concept(concept) }
  }

  /// Whether a concept is in a range.
  func has(_ concept: ReportConcept, in range: Range<Int>) -> Bool { first(concept, in: range) != nil }

  /// The families named in a range.
  func namings(in range: Range<Int>) -> [Naming] {
    namings.filter { range.contains($0.range.lowerBound) }
  }

  /// The text as shown, trimmed.
  func quote(_ range: Range<Int>) -> String {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, shown[start].properties.isWhitespace || shown[start] == "," || shown[start] == "，" { start += 1 }
    while end > start, shown[end - 1].properties.isWhitespace || shown[end - 1] == "," { end -= 1 }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: shown[start..<end])
    return String(view)
  }

  /// The words between two places, folded, without spaces at the ends.
  func gap(_ start: Int, _ end: Int) -> String {
    guard start < end else { return "" }
    var view = String.UnicodeScalarView()
    for scalar in scalars[start..<end] where !(view.isEmpty && scalar.properties.isWhitespace) { view.append(scalar) }
    while view.last?.properties.isWhitespace == true { view.removeLast() }
    return String(view)
  }

  /// How many words lie between two places; an ideograph counts as half a word.
  func distance(_ start: Int, _ end: Int) -> Int {
    guard start < end else { return 0 }
    var halves = 0
    var isInWord = false
    for scalar in scalars[start..<end] {
      if PriceText.isIdeographic(scalar) {
        halves += 1
        isInWord = false
      } else if PriceText.isLetter(scalar) || scalar.value &- 0x30 < 10 {
        if !isInWord { halves += 2 }
        isInWord = true
      } else {
        isInWord = false
      }
    }
    return halves / 2
  }
}
