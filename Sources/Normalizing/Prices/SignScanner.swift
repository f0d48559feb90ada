import Records

/// Finds the signs and codes of currencies in a price text.
struct SignScanner {
  /// A sign with its place.
  struct Sign: Hashable {
    let range: Range<Int>
    let meaning: CurrencySigns.Meaning

    /// Whether it names one currency, whoever writes it.
    var isCode: Bool { if case .code = meaning { true } else { false } }
  }

  private let text: [Unicode.Scalar]
  private let known: CurrencySigns
  /// Every sign and code, in order.
  private(set) var signs: [Sign] = []
  /// How many letters they have.
  private(set) var letters = 0

  /// - Parameter text: The text after `PriceText` folded it.
  init(_ text: [Unicode.Scalar], _ known: CurrencySigns) {
    self.text = text
    self.known = known
    var at = 0
    while at < text.count {
      let value = text[at].value
      if value &- 0x30 < 10 || value == 0x20 || value == 0x2C || value == 0x2E {
        at += 1
      } else if let sign = sign(at) {
        signs.append(sign)
        for place in sign.range where PriceText.isLetter(text[place]) { letters += 1 }
        at = sign.range.upperBound
      } else {
        at += 1
      }
    }
  }

  /// The meaning of the first sign, codes before shared signs.
  var meaning: CurrencySigns.Meaning? { signs.first(where: \.isCode)?.meaning ?? signs.first?.meaning }

  /// The meaning of the signs within three scalars of a number.
  func meaning(near number: Range<Int>) -> CurrencySigns.Meaning? {
    var shared: CurrencySigns.Meaning?
    for sign in signs {
      let isNear =
        sign.range.upperBound <= number.lowerBound && number.lowerBound - sign.range.upperBound <= 2
        || sign.range.lowerBound >= number.upperBound && sign.range.lowerBound - number.upperBound <= 3
        || sign.range.overlaps(number)
      guard isNear else { continue }
      if sign.isCode { return sign.meaning }
      if shared == nil { shared = sign.meaning }
    }
    return shared
  }

  /// The sign that covers a place; nil when none does.
  func sign(covering at: Int) -> Sign? { signs.first { $0.range.contains(at) } }

  private func isLetter(_ at: Int) -> Bool { at >= 0 && at < text.count && PriceText.isLetter(text[at]) }

  private func sign(_ at: Int) -> Sign? {
    if at + 3 <= text.count, let currency = known.currency(text[at], text[at + 1], text[at + 2]),
      !isLetter(at - 1), !isLetter(at + 3)
    {
      return Sign(range: at..<at + 3, meaning: .code(currency))
    }
    for place in known.signs(beginningWith: text[at]) {
      let sign = known.all[place]
      let end = at + sign.text.count
      guard end <= text.count, (0..<sign.text.count).allSatisfy({ text[at + $0] == sign.text[$0] }),
        let last = sign.text.last
      else { continue }
      if PriceText.isLetter(text[at]), !PriceText.isIdeographic(text[at]), isLetter(at - 1) { continue }
      if PriceText.isLetter(last), isLetter(end), !PriceText.isIdeographic(last), last != "б" { continue }
      return Sign(range: at..<end, meaning: sign.meaning)
    }
    return nil
  }
}
