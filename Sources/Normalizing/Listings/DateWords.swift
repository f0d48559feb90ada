import Records

/// The words of dates in every language of the vocabulary, compiled for one pass over a text.
final class DateWords: Sendable {
  /// The concepts that only dates have.
  static let concepts: Set<Concept> = Set(
    months + [
      .dateNow, .dateToday, .dateYesterday, .dateBeforeYesterday, .dateAgo, .dateOne, .dateMonthMark, .dateMonthWord,
      .dateYearMark, .dateMorning, .dateAfternoon,
    ] + Array(units.keys))

  static let months: [Concept] = [
    .month1, .month2, .month3, .month4, .month5, .month6, .month7, .month8, .month9, .month10, .month11, .month12,
  ]

  /// How many seconds a unit has; a month has thirty days and a year 365.
  static let units: [Concept: Int] = [
    .dateSecond: 1, .dateMinute: 60, .dateHour: 3600, .dateDay: 86_400, .dateWeek: 604_800, .dateMonth: 2_592_000,
    .dateYear: 31_536_000,
  ]

  private let lexicon: Lexicon

  init(_ phrases: [Concept: [String]]) {
    lexicon = Lexicon(phrases.filter { Self.concepts.contains($0.key) })
  }

  /// Every phrase, but what lies within a longer one.
  func hits(in text: FoldedTitle) -> [Hit] {
    let all = lexicon.hits(in: text)
    return all.filter { hit in
      !all.contains {
        $0.bytes.count > hit.bytes.count && $0.bytes.overlaps(hit.bytes) && $0.bytes.contains(hit.bytes.lowerBound)
      }
    }
  }
}
