/// Rows with a key of 32 bits each, and the order of the keys.
struct KeyedRows {
  /// How many rows there are.
  private(set) var count = 0
  /// A key in the upper 32 bits, its row in the lower; only the first `count` mean anything.
  private var entries: [UInt64]
  private var spare: [UInt64]
  private var slots = [UInt32](repeating: 0, count: 3 << 11)

  /// Room for `capacity` rows.
  init(capacity: Int) {
    entries = [UInt64](repeating: 0, count: capacity)
    spare = entries
  }

  @inline(__always)
  func key(_ index: Int) -> UInt32 { UInt32(truncatingIfNeeded: entries[index] &>> 32) }

  @inline(__always)
  func row(_ index: Int) -> UInt32 { UInt32(truncatingIfNeeded: entries[index]) }

  mutating func removeAll() { count = 0 }

  @inline(__always)
  mutating func append(_ key: UInt32, _ row: Int) {
    entries[count] = UInt64(key) &<< 32 | UInt64(UInt32(truncatingIfNeeded: row))
    count += 1
  }

  /// A number whose bits all depend on all bits of a value.
  @inline(__always)
  static func mix(_ value: UInt32, _ factor: UInt32) -> UInt32 {
    var mixed = value &* factor
    mixed ^= mixed &>> 15
    mixed = mixed &* 0x2C1B_3C6D
    return mixed ^ (mixed &>> 13)
  }

  /// Sorts by key in three passes of 11 bits; rows of one key stay in order.
  mutating func sort() {
    for index in slots.indices { slots[index] = 0 }
    for index in 0..<count {
      let key = Int(entries[index] &>> 32)
      slots[key & 2047] += 1
      slots[2048 + (key &>> 11) & 2047] += 1
      slots[4096 + key &>> 22] += 1
    }
    for pass in 0..<3 {
      var sum: UInt32 = 0
      for slot in (pass << 11)..<((pass + 1) << 11) {
        let here = slots[slot]
        slots[slot] = sum
        sum += here
      }
    }
    for pass in 0..<3 {
      let shift = UInt64(32 + 11 * pass)
      let base = pass << 11
      for index in 0..<count {
        let entry = entries[index]
        let slot = base + Int(entry &>> shift) & 2047
        spare[Int(slots[slot])] = entry
        slots[slot] += 1
      }
      swap(&entries, &spare)
    }
  }
}
