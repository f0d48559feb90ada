import Records

/// What a listing asked in one sighting; a change of any of it is a row in `observation`.
struct Terms: Hashable {
  var price: Int64?
  var low: Int64?
  var high: Int64?
  var currency: Currency?
  /// The price as shown, kept only where no money could be made of it.
  var text: String?
  var shipping: Int64?
  var shippingCurrency: Currency?
  var quantity: Int64 = 1
  /// Whether the goods are cards, so that the quantity divides the price.
  var isPerCard = false
  /// Whether the price is that of one card, however many the purchase delivers.
  var isPerItem = false
  var isNegotiable = false
  var status: Listing.Status = .active

  init() {}

  init(_ observation: Observation) {
    if let money = observation.price?.money {
      price = money.minor
    } else if let range = observation.price?.range {
      low = range.low.minor
      high = range.high.minor
    } else if let shown = observation.price?.text, !shown.isEmpty {
      text = shown
    }
    currency = observation.price?.currency
    if let money = observation.shipping?.money {
      shipping = money.minor
      shippingCurrency = money.currency
    }
    quantity = Int64(observation.quantity)
    isPerCard = observation.kind == .card
    isPerItem = observation.flags.contains("per_item")
    isNegotiable = observation.flags.contains("negotiable")
    status = observation.status
  }

  /// GPUs that the price buys.
  var pricedQuantity: Int64 { isPerItem ? min(quantity, 1) : quantity }

  /// Whether these terms are others than the ones before.
  ///
  /// The quantity is a term of cards, since it divides their price. How many cards a rig holds is told by its title,
  /// and a title that is written anew changes no price.
  func isChange(from before: Terms) -> Bool {
    var before = before
    if !isPerCard || !before.isPerCard { before.quantity = quantity }
    before.isPerCard = isPerCard
    return self != before
  }

  /// Whether it stands instead of `other` where one instant saw both.
  ///
  /// A range says more than a single price and that more than none; then the lower price, then the rest in the
  /// order written here. All that matters is that every order of loading comes to the same choice.
  func precedes(_ other: Terms) -> Bool { order.lexicographicallyPrecedes(other.order) }

  private var order: [UInt8] {
    var bytes: [UInt8] = [low != nil ? 0 : price != nil ? 1 : 2]
    for number in [
      low ?? price ?? 0, high ?? 0, shipping ?? -1, quantity, isNegotiable ? 1 : 0, isPerCard ? 1 : 0,
      isPerItem ? 1 : 0,
    ] {
      // With the sign bit flipped, big-endian bytes sort as the numbers do.
      let key = UInt64(bitPattern: number) ^ (1 << 63)
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: key >> UInt64(shift)))
      }
    }
    for text in [status.rawValue, currency?.code ?? "", shippingCurrency?.code ?? "", text ?? ""] {
      bytes.append(contentsOf: text.utf8)
      bytes.append(0)
    }
    return bytes
  }
}

/// The price in US dollars that came with a record, used where no exchange rate is stored.
struct GivenDollars: Hashable {
  var microsPerCard: Int64
  var rateDate: Day?

  /// The price per card of a record, when it has one that was converted.
  init?(_ observation: Observation) {
    guard let text = observation.usd?.perCard, observation.price?.currency != .usd, let value = Double(text),
      let micros = Int64(exactly: (value * 1_000_000).rounded(.toNearestOrEven))
    else { return nil }
    microsPerCard = micros
    rateDate = observation.usd?.rateDate
  }

  init(microsPerCard: Int64, rateDate: Day?) {
    self.microsPerCard = microsPerCard
    self.rateDate = rateDate
  }
}
