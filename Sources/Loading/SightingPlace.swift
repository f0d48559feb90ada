/// Where a sighting of a batch belongs.
struct SightingPlace: Comparable {
  /// The id of its listing as a number.
  let listing: UInt64
  /// Its place in the batch.
  let record: Int
  /// The number of its page in the logs, 0 for none.
  let page: Int64

  /// By listings, those of one listing as they came.
  static func < (left: SightingPlace, right: SightingPlace) -> Bool {
    left.listing != right.listing ? left.listing < right.listing : left.record < right.record
  }
}
