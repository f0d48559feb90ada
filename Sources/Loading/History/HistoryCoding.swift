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
    let numbers = [terms.price, terms.low, terms.high, terms.shipping, given?.microsPerCard]
    let texts = [terms.currency?.code, terms.shippingCurrency?.code, terms.text]
    var mask: UInt64 = 0
    for (bit, number) in numbers.enumerated() where number != nil { mask |= 1 << UInt64(bit) }
    for (bit, text) in texts.enumerated() where text != nil { mask |= 1 << UInt64(5 + bit) }
    if given?.rateDate != nil { mask |= 1 << 8 }
    if terms.isNegotiable { mask |= 1 << 9 }
    mask |= UInt64(Self.statuses.firstIndex(of: terms.status) ?? 0) << 10
    if terms.isPerCard { mask |= 1 << 12 }
    if terms.isPerItem { mask |= 1 << 13 }
    writer.write(mask)
    writer.write(signed: terms.quantity)
    for case let number? in numbers { writer.write(signed: number) }
    for case let text? in texts { writer.write(text) }
    if let day = given?.rateDate { writer.write(signed: Int64(day.number)) }
  }

  fileprivate init?(_ reader: inout VarintReader) {
    guard let mask = reader.read(), let quantity = reader.readSigned() else { return nil }
    var numbers: [Int64?] = []
    for bit in 0..<5 {
      if mask & 1 << UInt64(bit) == 0 {
        numbers.append(nil)
      } else if let number = reader.readSigned() {
        numbers.append(number)
      } else {
        return nil
      }
    }
    var texts: [String?] = []
    for bit in 5..<8 {
      if mask & 1 << UInt64(bit) == 0 {
        texts.append(nil)
      } else if let text = reader.text() {
        texts.append(text)
      } else {
        return nil
      }
    }
    guard mask < 1 << 14 else { return nil }
    let status = Int(mask >> 10 & 3)
    guard status < Self.statuses.count else { return nil }
    terms = Terms()
    (terms.price, terms.low, terms.high, terms.shipping) = (numbers[0], numbers[1], numbers[2], numbers[3])
    terms.currency = texts[0].flatMap(Currency.init(code:))
    terms.shippingCurrency = texts[1].flatMap(Currency.init(code:))
    terms.text = texts[2]
    terms.quantity = quantity
    terms.isNegotiable = mask & 1 << 9 != 0
    terms.isPerCard = mask & 1 << 12 != 0
    terms.isPerItem = mask & 1 << 13 != 0
    terms.status = Self.statuses[status]
    if let micros = numbers[4] {
      given = GivenDollars(microsPerCard: micros, rateDate: nil)
      if mask & 1 << 8 != 0 {
        guard let day = reader.readSigned() else { return nil }
        given?.rateDate = Day(number: Int(day))
      }
    }
  }
}
