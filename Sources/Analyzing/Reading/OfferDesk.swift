import Records

/// One listing as the database has it, before it is known what its offer counts for.
struct Sighting {
  /// A price when it was first seen.
  struct Price {
    /// The instant as stored, which orders as text.
    let time: String
    let day: Day
    /// Millionths of a US dollar for one card; nil where no exchange rate was at hand.
    let micros: Int64?

    var usd: Double? { micros.map { Double($0) / 1_000_000 } }
  }

  /// The first asking and the first sold price.
  struct Prices {
    var ask: Price?
    var sold: Price?
  }

  let listingID: String
  let offerID: String
  let sourceID: String
  let kind: String
  let family: String?
  let modelID: String?
  let isForParts: Bool
  let side: String
  let seller: String?
  let span: (first: Day, last: Day)
  let traits: PricedListing.Traits
  let prices: Prices

  /// Who speaks: the seller, or the listing where the seller is not known.
  var voice: String { seller.map { "s:" + $0 } ?? "l:" + listingID }
}

/// Takes offers one by one, each with its listings in the order of their ids, and makes a stock of them.
struct OfferDesk {
  private var priced: [PricedListing] = []
  private var spans: [ListingSpan] = []
  private var bids: [ListingSpan] = []
  private var tally = ListingTally()
  private var usual = UsualPrices()
  /// Where the prices of an offer and basis stand in `priced`, and the family and dollars that it is judged by.
  private var judged: [(family: String, usd: Double, places: Range<Int>)] = []

  /// Takes the listings of one offer.
  mutating func take(_ listings: [Sighting]) {
    tally.total += listings.count
    let (sold, asked) = (take(listings, .sold, \.prices.sold), take(listings, .ask, \.prices.ask))
    for listing in listings {
      guard listing.side == "sell" else {
        tally.notForSale += 1
        continue
      }
      if listing.kind != "card" {
        tally.notACard += 1
      } else if listing.isForParts {
        tally.forParts += 1
      } else if listing.modelID == nil {
        tally.modelUnresolved += 1
      } else if listing.prices.ask == nil && listing.prices.sold == nil {
        tally.withoutPrice += 1
      } else if (listing.prices.ask?.micros ?? 0) <= 0 && (listing.prices.sold?.micros ?? 0) <= 0 {
        tally.withoutUSD += 1
      } else if listing.listingID == sold || listing.listingID == asked {
        tally.used += 1
      } else {
        tally.repeated += 1
      }
    }
    takeSpan(listings)
  }

  /// One span an offer and family: from the first sight of any of its listings to the last of all of them.
  private mutating func takeSpan(_ listings: [Sighting]) {
    if listings.count == 1 {
      guard let only = listings.first, let family = only.family else { return }
      return add([only], family)
    }
    var families: [String: [Sighting]] = [:]
    for listing in listings { if let family = listing.family { families[family, default: []].append(listing) } }
    for (family, own) in families.sorted(by: { $0.key < $1.key }) { add(own, family) }
  }

  private mutating func add(_ listings: [Sighting], _ family: String) {
    func earliest(_ kept: (Sighting) -> Bool) -> Sighting? {
      listings.filter(kept).min { ($0.span.first, $0.listingID) < ($1.span.first, $1.listingID) }
    }
    if let post = earliest({ $0.side == "buy" }) {
      bids.append(
        ListingSpan(sourceID: post.sourceID, family: family, first: post.span.first, last: post.span.first))
    }
    func isCard(_ listing: Sighting) -> Bool { listing.side == "sell" && listing.kind == "card" && !listing.isForParts }
    guard let first = earliest(isCard) else { return }
    let last = listings.filter(isCard).map(\.span.last).max() ?? first.span.last
    spans.append(
      ListingSpan(
        sourceID: first.sourceID, family: family, first: first.span.first, last: last,
        seller: first.seller ?? first.offerID))
  }

  /// Takes the prices of one basis, the first of which counts.
  ///
  /// - Returns: The listing that counts; nil when the offer has no price that may.
  private mutating func take(
    _ listings: [Sighting], _ basis: PriceBasis, _ price: (Sighting) -> Sighting.Price?
  ) -> String? {
    var found: [(listing: Sighting, price: Sighting.Price)] = []
    for listing in listings { if let price = price(listing) { found.append((listing, price)) } }
    let ordered =
      found.count < 2
      ? found
      : found.sorted {
        ($0.price.micros == nil ? 1 : 0, $0.price.time, $0.listing.listingID)
          < ($1.price.micros == nil ? 1 : 0, $1.price.time, $1.listing.listingID)
      }
    guard let (first, price) = ordered.first, let usd = price.usd, usd > 0 else { return nil }
    guard first.kind == "card", !first.isForParts else { return nil }
    if first.side == "sell", let family = first.family { usual.add(family, seller: first.voice, usd: usd) }
    // What buyers offer is a series of its own, and no part of the stock.
    guard first.side == "sell" || (first.side == "buy" && basis == .ask), first.modelID != nil else { return nil }
    let begin = priced.count
    for (place, one) in ordered.enumerated() {
      guard let model = one.listing.modelID, let usd = one.price.usd, usd > 0 else { continue }
      priced.append(
        PricedListing(
          listingID: one.listing.listingID, offerID: one.listing.offerID, seller: one.listing.voice, modelID: model,
          basis: first.side == "buy" ? .bid : basis, day: one.price.day, usd: usd, family: one.listing.family,
          traits: one.listing.traits, isRepeat: place > 0))
    }
    if first.side == "sell", let family = first.family { judged.append((family, usd, begin..<priced.count)) }
    return first.listingID
  }

  /// The stock, less the offers whose price is far from what sellers of the family ask.
  consuming func stock() -> Stock {
    var stock = Stock(priced: priced, spans: spans, bids: bids, tally: tally)
    let middles = usual.middles
    var left: Set<Int> = []
    for offer in judged {
      guard let reason = UsualPrices.farOff(offer.usd, middles[offer.family]) else { continue }
      for place in offer.places {
        stock.farOff.append((priced[place], reason))
        left.insert(place)
      }
    }
    guard !left.isEmpty else { return stock }
    stock.priced = priced.indices.filter { !left.contains($0) }.map { priced[$0] }
    // A listing may count with its other price still.
    var gone = Set(stock.farOff.filter { !$0.listing.isRepeat }.map(\.listing.listingID))
    for listing in stock.priced where !listing.isRepeat { gone.remove(listing.listingID) }
    stock.tally.used -= gone.count
    stock.tally.farOff += gone.count
    return stock
  }
}
