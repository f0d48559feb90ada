import Records

/// The numbers that a table has instead of names, given in the order in which they come.
struct Names {
  private var sources: [String: UInt16] = [:]
  private var places: [String: UInt16] = [:]
  private var currencies: [String: UInt16] = [:]
  /// The models of a family, each with its number there.
  private var models: [String: [String: Int]] = [:]

  /// The facts of a listing as numbers.
  mutating func facts(of listing: ListingSummary) -> ListingTable.Facts {
    var facts = ListingTable.Facts()
    facts.group = group(listing)
    facts.seller = listing.sellerHash.map { hash($0.utf8) } ?? 0
    facts.source = listing.source.map { Self.number($0, &sources) } ?? 0
    facts.models = bits(listing)
    facts.condition = listing.condition
    facts.place = listing.country.map { Self.number($0, &places) } ?? 0
    if let price = listing.price {
      facts.currency = Self.number(price.currency, &currencies)
      // A range is compared with ranges only, by what lies in the middle of it.
      facts.price = (Double(price.low) * Double(price.high)).squareRoot()
      if price.low != price.high { facts.group ^= 0x5EED_0001 }
    }
    if let dollars = listing.usdPerCard { facts.usd = dollars * Double(max(1, listing.quantity)) }
    facts.firstDay = listing.firstSeen.map { UInt16(clamping: $0.seconds / 86_400) } ?? 0
    facts.lastDay = listing.lastSeen.map { UInt16(clamping: $0.seconds / 86_400) } ?? facts.firstDay
    return facts
  }

  private static func number(_ name: String, _ numbers: inout [String: UInt16]) -> UInt16 {
    if let known = numbers[name] { return known }
    let next = UInt16(clamping: numbers.count + 1)
    numbers[name] = next
    return next
  }

  /// A bit for each model; of a family with more than 32 models some share a bit, which tells fewer of them apart.
  private mutating func bits(_ listing: ListingSummary) -> UInt32 {
    var bits: UInt32 = 0
    for model in listing.modelIDs {
      // Told by the family, so that no more than the models of one family share the 32 bits.
      let number = models[listing.family ?? "", default: [:]][model] ?? models[listing.family ?? ""]?.count ?? 0
      models[listing.family ?? "", default: [:]][model] = number
      bits |= 1 << UInt32(number % 32)
    }
    return bits
  }

  /// Kind, family, quantity and side as one hash: listings that differ in one of them are never compared.
  private func group(_ listing: ListingSummary) -> UInt32 {
    var text = listing.kind.rawValue
    text += "\u{0}"
    text += listing.family ?? ""
    text += "\u{0}"
    text += String(listing.quantity)
    text += "\u{0}"
    text += listing.side.rawValue
    let hash = hash(text.utf8)
    return UInt32(truncatingIfNeeded: hash ^ (hash &>> 32))
  }

  private func hash(_ bytes: String.UTF8View) -> UInt64 {
    // FNV-1a, never 0.
    bytes.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 } | 1
  }
}
