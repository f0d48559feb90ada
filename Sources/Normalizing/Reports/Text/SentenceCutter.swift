/// Cuts a text into sentences and these into clauses, for scripts with and without spaces.
struct SentenceCutter {
  let text: [Unicode.Scalar]
  /// Where words stand that begin a clause, in order.
  let breaks: [Int]
  let language: ReportLanguage

  func sentences() -> [ReportText.Sentence] {
    var found: [ReportText.Sentence] = []
    var start = 0
    var paragraph = 0
    var nextBreak = 0
    func close(_ end: Int) {
      defer { start = end }
      var first = start
      while first < end, text[first].properties.isWhitespace { first += 1 }
      guard first < end else { return }
      while nextBreak < breaks.count, breaks[nextBreak] < first { nextBreak += 1 }
      let range = first..<end
      found.append(ReportText.Sentence(range: range, paragraph: paragraph, clauses: clauses(of: range, nextBreak)))
    }
    for at in text.indices {
      switch text[at] {
      case "\n", "\u{2028}", "\u{2029}", "\r":
        close(at)
        start = at + 1
        if text[at] != "\r" { paragraph += 1 }
      case "。", "！", "？", "!", "?", "．": close(past(at))
      case "." where isStop(at): close(past(at))
      default: break
      }
    }
    close(text.count)
    return found
  }

  /// Past the mark and the quotation marks and brackets that close behind it.
  private func past(_ at: Int) -> Int {
    var end = at + 1
    while end < text.count, ["\"", "”", "»", "」", "』", "’", "'", ")", "）"].contains(text[end]) { end += 1 }
    return end
  }

  /// Whether a full stop ends a sentence: white space and no small letter behind it, no abbreviation before it.
  private func isStop(_ at: Int) -> Bool {
    var next = past(at)
    guard next == text.count || text[next].properties.isWhitespace else { return false }
    while next < text.count, text[next] == " " { next += 1 }
    if next < text.count, text[next].properties.isLowercase { return false }
    var begin = at
    while begin > 0, PriceText.isLetter(Fold.lower(text[begin - 1])) { begin -= 1 }
    let word = text[begin..<at]
    if word.isEmpty {
      // "14. Juli": a number in order, when a small distance and a month follow; else a number that ends a sentence.
      return !(language.code == "de" && at > 0 && text[at - 1].value &- 0x30 < 10 && isShortNumber(before: at))
    }
    if word.count == 1 { return !(begin == 0 || text[begin - 1] == "." || text[begin - 1] == " ") || isPronoun(word) }
    var view = String.UnicodeScalarView()
    for scalar in word { view.append(Fold.lower(scalar)) }
    // "3,6 млн. Сервер": these are written without a full stop, so that one before a capital ends the sentence.
    if next < text.count, ["млн", "млрд", "трлн"].contains(String(view)) { return true }
    return !Self.abbreviations.contains(String(view))
  }

  private func isShortNumber(before at: Int) -> Bool {
    var digits = 0
    while at - digits > 0, text[at - digits - 1].value &- 0x30 < 10 { digits += 1 }
    return digits <= 2 && (at - digits == 0 || text[at - digits - 1] == " ")
  }

  private func isPronoun(_ word: ArraySlice<Unicode.Scalar>) -> Bool { word.first == "I" }

  private static let abbreviations: Set<String> = [
    "mr", "mrs", "ms", "dr", "inc", "corp", "co", "ltd", "no", "approx", "st", "vs", "ca", "bzw", "mio", "mrd", "nr",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "tp", "тыс", "млн", "млрд",
    "руб", "долл", "г", "стр", "sr", "sra", "aprox", "núm", "art", "fig", "ea", "est", "jr", "gen", "sen", "rep", "gov",
  ]

  private func clauses(of range: Range<Int>, _ firstBreak: Int) -> [Range<Int>] {
    var cuts: [Int] = []
    var word = firstBreak
    for at in range {
      if word < breaks.count, breaks[word] == at {
        if at > range.lowerBound { cuts.append(at) }
        word += 1
      }
      switch text[at] {
      case ",": if !isDigit(at - 1) || !isDigit(at + 1) { cuts.append(at) }
      case "，", ";", "；": cuts.append(at)
      case "—", "–": if !isDigit(at - 1) || !isDigit(at + 1) { cuts.append(at) }
      case ":", "：", "(", "（", ")", "）", "[", "]":
        if text[at] != ":" || !isDigit(at + 1) { cuts.append(at) }
      case "、": if language.isJapanese, !isDigit(at - 1) || !isDigit(at + 1) { cuts.append(at) }
      default: break
      }
    }
    var clauses: [Range<Int>] = []
    var start = range.lowerBound
    for cut in cuts where cut > start {
      clauses.append(start..<cut)
      start = cut
    }
    if start < range.upperBound { clauses.append(start..<range.upperBound) }
    return clauses
  }

  private func isDigit(_ at: Int) -> Bool { at >= 0 && at < text.count && text[at].value &- 0x30 < 10 }
}
