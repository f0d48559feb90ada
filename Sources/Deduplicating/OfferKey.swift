import Records

/// What two listings must share to be one offer: seller, model, title, price, quantity and side.
struct OfferKey: Hashable {
  let text: String

  /// The key of a listing; nil without a seller, a price or a word in its title, which are too little to go by.
  init?(
    seller: String?, model: String?, title: String, price: String?, quantity: Int, side: Listing.Side
  ) {
    let title = TitleKey.of(title)
    guard let seller, let price, !title.isEmpty else { return nil }
    text = [seller, model ?? "", title, price, String(quantity), side.rawValue].joined(separator: "\u{0}")
  }

  init?(_ observation: Observation) {
    let price = observation.price.flatMap { price in
      price.money.map { "\($0.currency) \($0.minor)" }
        ?? price.range.map { "\($0.low.currency) \($0.low.minor)-\($0.high.minor)" }
    }
    self.init(
      seller: observation.sellerHash, model: observation.modelID, title: observation.title, price: price,
      quantity: observation.quantity, side: observation.side)
  }
}
