import Records

/// Puts a condition in the seller's words, or a marketplace's number of it, on the closed scale.
struct ConditionReader: Sendable {
  let vocabulary: Vocabulary

  /// The condition that a text says; nil when it says none.
  func read(_ text: String) -> Condition? { read(ReadTitle(FoldedTitle(text), vocabulary)) }

  /// The condition that a text says which was read already.
  func read(_ read: ReadTitle) -> Condition? {
    let words = read.title.words
    if words.count == 1, let number = words[0].number, let condition = Self.numbered(number) { return condition }
    let hits = read.hits
    // "like new" holds "new", and "new other" holds it too: what is inside a longer phrase does not count.
    let whole = hits.filter { hit in
      !hits.contains {
        $0.words.count > hit.words.count && $0.words.overlaps(hit.words) && Self.scale[$0.concept] != nil
      }
        && !hits.contains {
          $0.concept == .without && $0.isRightBefore(hit)
            || $0.concept == .harmless && $0.bytes.overlaps(hit.bytes) && $0.bytes.count > hit.bytes.count
        }
    }
    return Self.order.first { concept in whole.contains { $0.concept == concept } }.flatMap { Self.scale[$0] }
  }

  private static let order: [Concept] = [.parts, .stateOpenBox, .stateRefurbished, .stateUsed, .stateNew]
  private static let scale: [Concept: Condition] = [
    .parts: .forParts, .stateOpenBox: .openBox, .stateRefurbished: .refurbished, .stateUsed: .used, .stateNew: .new,
  ]

  /// The numbers of a large marketplace, published with its listings.
  private static func numbered(_ number: Int) -> Condition? {
    switch number {
    case 1000: .new
    case 1500...1750: .openBox
    case 2000...2500: .refurbished
    case 2750...6000: .used
    case 7000: .forParts
    default: nil
    }
  }
}
