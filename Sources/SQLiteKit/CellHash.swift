/// The hashes of the values of a row, whose sum is the hash of the row.
///
/// Each begins with the key of its row and the place of its column: so a value that changes places with that of another
/// row or column changes the sum, and a row of which few columns change is summed by those alone.
@safe enum CellHash {
  /// What the values of a row have in common, and the group of the row.
  static func seed(_ key: [Int32], _ value: (Int32) -> OpaquePointer?) -> (seed: UInt64, group: Int64) {
    var hash = RowHash()
    var group: Int64 = 0
    for place in key {
      let cell = unsafe value(place)
      unsafe hash.add(cell)
      if place == key.first { group = unsafe RowHash.group(cell) }
    }
    return (hash.state, group)
  }

  /// The hash of one value.
  static func hash(_ seed: UInt64, _ column: Int32, _ value: OpaquePointer?) -> UInt64 {
    var hash = RowHash(state: seed &+ UInt64(column &+ 1) &* 0xD6E8_FEB8_6659_FD93)
    unsafe hash.add(value)
    // Once more, so that the last word reaches every bit.
    hash.mix(0x1319_8A2E_0370_7344)
    return hash.state
  }

  /// The hash of a row of `count` columns and its group.
  static func sum(
    key: [Int32], count: Int32, _ value: (Int32) -> OpaquePointer?
  ) -> (group: Int64, hash: UInt64) {
    let row = unsafe seed(key, value)
    var sum: UInt64 = 0
    for column in 0..<count { sum &+= unsafe hash(row.seed, column, value(column)) }
    return (row.group, sum)
  }
}
