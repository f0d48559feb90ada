extension ListingTable {
  /// Why two rows are one offer: the weight from 0 to 1, and in words.
  func explanation(_ one: Int, _ two: Int) -> (weight: Double, reason: String) {
    let first = cards[one]
    let second = cards[two]
    let evidence = PairEvidence(first, second, words)
    let title = TitleMatch(first, second, words)
    var reasons: [String] = []
    if first.seller == second.seller, first.seller != 0 {
      reasons.append("same seller")
    } else if first.seller != 0, second.seller != 0 {
      reasons.append("sellers of two sources")
    } else {
      reasons.append("seller not known")
    }
    reasons.append(title.common == title.all ? "same title" : "\(title.common) of \(title.all) title words in common")
    reasons.append(price(first, second))
    if first.place != 0, first.place == second.place { reasons.append("same place") }
    if first.condition != 0, first.condition == second.condition { reasons.append("same condition") }
    if first.firstDay != 0, second.firstDay != 0 {
      let pause = PairEvidence.pause(first, second)
      reasons.append(pause <= 0 ? "at the same time" : pause == 1 ? "a day apart" : "\(pause) days apart")
    }
    return (evidence.weight, reasons.joined(separator: ", "))
  }

  private func price(_ one: ListingCard, _ two: ListingCard) -> String {
    let isOneCurrency = one.hasPrice && two.hasPrice && one.currency == two.currency
    guard isOneCurrency || (one.usd != ListingCard.noPrice && two.usd != ListingCard.noPrice) else {
      return "a price is missing"
    }
    let difference = isOneCurrency ? abs(one.price - two.price) : abs(one.usd - two.usd)
    if isOneCurrency, difference < PairEvidence.samePrice { return "same price" }
    let tenths = Int((difference * 1000).rounded())
    return "prices \(tenths / 10).\(tenths % 10) % apart"
  }
}
