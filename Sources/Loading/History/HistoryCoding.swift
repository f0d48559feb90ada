import Records

// The log of `listing_sighting`: variable-length integers, low seven bits first, signed ones zigzagged.
//
//   version 1 · digest of the attributes (8 bytes) · number of states · states · number of sightings ·
//   for each sighting: seconds since the one before, page number less the one before, state
//
// An unchanged night costs five to eight bytes.

extension History {
  static let version: UInt64 = 1

  var encoded: [UInt8] {
    var writer = VarintWriter()
    writer.bytes.reserveCapacity(64 + 8 * sightings.count)
    writer.write(History.version)
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      writer.bytes.append(UInt8(truncatingIfNeeded: attributes >> shift))
    }
    writer.write(UInt64(states.count))
    for state in states { state.encode(to: &writer) }
    writer.write(UInt64(sightings.count))
    var time: Int64 = 0
    var page: Int64 = 0
    for sighting in sightings {
      writer.write(signed: Int64(sighting.time.seconds) &- time)
      writer.write(signed: sighting.page &- page)
      writer.write(UInt64(sighting.state))
      time = Int64(sighting.time.seconds)
      page = sighting.page
    }
    return writer.bytes
  }

  /// Reads a log; nil for bytes that are none.
  init?(encoded bytes: [UInt8]) {
    var reader = VarintReader(bytes: bytes)
    guard reader.read() == History.version, let digest = reader.word(), let stateCount = reader.count() else {
      return nil
    }
    attributes = digest
    states.reserveCapacity(stateCount + 1)
    for _ in 0..<stateCount {
      guard let state = State(&reader) else { return nil }
      states.append(state)
    }
    guard let count = reader.count() else { return nil }
    sightings.reserveCapacity(count + 1)
    var time: Int64 = 0
    var page: Int64 = 0
    for _ in 0..<count {
      guard let seconds = reader.readSigned(), let number = reader.readSigned(), let state = reader.read(),
        state < UInt64(stateCount)
      else { return nil }
      time &+= seconds
      page &+= number
      // Some 30,000 years either way; a time beyond that is damage, and would overflow the calendar.
      guard time.magnitude < 1 << 40 else { return nil }
      sightings.append(Sighting(time: Instant(seconds: Int(time)), page: page, state: Int(state)))
    }
    guard reader.isAtEnd else { return nil }
  }
}

extension History.State {
  private static let statuses: [Listing.Status] = [.active, .sold, .ended]

  fileprivate func encode(to writer: inout VarintWriter) {
    var mask: UInt64 = 0
    if terms.price != nil { mask |= 1 << 0 }
    if terms.low != nil { mask |= 1 << 1 }
    if terms.high != nil { mask |= 1 << 2 }
    if terms.shipping != nil { mask |= 1 << 3 }
    if given != nil { mask |= 1 << 4 }
    if terms.currency != nil { mask |= 1 << 5 }
    if terms.shippingCurrency != nil { mask |= 1 << 6 }
    if terms.text != nil { mask |= 1 << 7 }
    if given?.rateDate != nil { mask |= 1 << 8 }
    if terms.isNegotiable { mask |= 1 << 9 }
    mask |= UInt64(Self.statuses.firstIndex(of: terms.status) ?? 0) << 10
    if terms.isPerCard { mask |= 1 << 12 }
    if terms.isPerItem { mask |= 1 << 13 }
    writer.write(mask)
    writer.write(signed: terms.quantity)
    if let number = terms.price { writer.write(signed: number) }
    if let number = terms.low { writer.write(signed: number) }
    if let number = terms.high { writer.write(signed: number) }
    if let number = terms.shipping { writer.write(signed: number) }
    if let number = given?.microsPerCard { writer.write(signed: number) }
    if let currency = terms.currency { writer.write(currency.code) }
    if let currency = terms.shippingCurrency { writer.write(currency.code) }
    if let text = terms.text { writer.write(text) }
    if let day = given?.rateDate { writer.write(signed: Int64(day.number)) }
  }

  fileprivate init?(_ reader: inout VarintReader) {
    guard let mask = reader.read(), mask < 1 << 14, let quantity = reader.readSigned() else { return nil }
    let status = Int(mask >> 10 & 3)
    guard status < Self.statuses.count else { return nil }
    var fields = MaskedFields(mask: mask)
    terms = Terms()
    terms.quantity = quantity
    terms.price = fields.number(0, &reader)
    terms.low = fields.number(1, &reader)
    terms.high = fields.number(2, &reader)
    terms.shipping = fields.number(3, &reader)
    let micros = fields.number(4, &reader)
    terms.currency = fields.currency(5, &reader)
    terms.shippingCurrency = fields.currency(6, &reader)
    terms.text = fields.text(7, &reader)
    let day = micros == nil ? nil : fields.number(8, &reader)
    guard fields.areWhole else { return nil }
    terms.isNegotiable = mask & 1 << 9 != 0
    terms.isPerCard = mask & 1 << 12 != 0
    terms.isPerItem = mask & 1 << 13 != 0
    terms.status = Self.statuses[status]
    if let micros {
      given = GivenDollars(microsPerCard: micros, rateDate: day.map { Day(number: Int($0)) })
    }
  }
}

/// Fields that are there where a bit of a mask says so.
private struct MaskedFields {
  let mask: UInt64
  /// Whether all that should be there was.
  private(set) var areWhole = true

  init(mask: UInt64) { self.mask = mask }

  mutating func number(_ bit: UInt64, _ reader: inout VarintReader) -> Int64? {
    guard mask & 1 << bit != 0 else { return nil }
    let number = reader.readSigned()
    if number == nil { areWhole = false }
    return number
  }

  mutating func text(_ bit: UInt64, _ reader: inout VarintReader) -> String? {
    guard mask & 1 << bit != 0 else { return nil }
    let text = reader.text()
    if text == nil { areWhole = false }
    return text
  }

  mutating func currency(_ bit: UInt64, _ reader: inout VarintReader) -> Currency? {
    guard let code = text(bit, &reader) else { return nil }
    return code == "USD" ? .usd : Currency(code: code)
  }
}
