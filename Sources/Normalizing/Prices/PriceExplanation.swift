import Records

extension PriceReader {
  /// Which parts of a price text meant what, a line each: "'15tr5' is 15500000", "'từ' tells the lowest of several".
  public func explain(_ text: String, in context: PriceContext = PriceContext()) -> [String] {
    let folded = PriceText(text)
    let signs = SignScanner(folded.scalars, known)
    let shown = Array(text.unicodeScalars)
    func words(_ range: Range<Int>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: shown[range.clamped(to: shown.indices)])
      return "'\(String(view))'"
    }
    let hits = moneyHits(in: text)
    var lines: [String] = []
    if let choice = choice(folded, signs, hits, text, context) {
      lines.append("\(words(choice.range)) is \(choice.value.text)")
    }
    for sign in signs.signs {
      switch sign.meaning {
      case .code(let currency): lines.append("\(words(sign.range)) is \(currency)")
      case .shared:
        let settled = read(text, in: context).price?.currency
        lines.append(
          "\(words(sign.range)) is a sign of several currencies; "
            + (settled.map { "here it is \($0)" } ?? "nothing here decides which"))
      }
    }
    for hit in hits {
      if let meaning = Self.meanings[hit.concept] { lines.append("\(words(hit.range)) \(meaning)") }
    }
    return lines
  }

  private static let meanings: [Concept: String] = [
    .negotiable: "leaves the price open to talk", .trade: "offers or asks for a swap", .priceFree: "gives it away",
    .priceFrom: "tells the lowest of several", .priceFromAfter: "tells the lowest of several",
    .priceOld: "stands before an old price", .priceNew: "stands before the price that holds",
    .priceEach: "prices each piece", .priceUnit: "prices each piece", .perLot: "prices all together",
    .shippingIncluded: "includes shipping", .shippingExtra: "leaves shipping to the buyer",
  ]
}
