internal import Glibc

/// A fixed set of short names with a number each, looked up by bytes without making a String.
struct TokenTable: Sendable {
  /// Where a name stands in `bytes`.
  private struct Place: Sendable {
    let start: Int32
    let length: Int32
    /// The next name in the same bucket, or -1.
    let next: Int32
  }

  private var bytes: [UInt8] = []
  private var places: [Place] = []
  /// The first name of each bucket, or -1.
  private var heads = [Int32](repeating: -1, count: 256)

  var count: Int { places.count }

  /// The number of `name`, given now if it has none.
  mutating func number(of name: [UInt8]) -> Int {
    let known = unsafe name.withUnsafeBufferPointer { unsafe lookUp($0) }
    if known >= 0 { return known }
    let bucket = unsafe name.withUnsafeBufferPointer { unsafe Self.bucket($0) }
    places.append(Place(start: Int32(bytes.count), length: Int32(name.count), next: heads[bucket]))
    heads[bucket] = Int32(places.count - 1)
    bytes += name
    return places.count - 1
  }

  /// The number of a name, or -1.
  @inline(__always)
  func lookUp(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    guard name.count > 0, let start = name.baseAddress else { return -1 }
    var candidate = unsafe Int(heads[Self.bucket(name)])
    while candidate >= 0 {
      let place = places[candidate]
      if Int(place.length) == name.count {
        let isSame = unsafe bytes.withUnsafeBufferPointer { own -> Bool in
          guard let first = own.baseAddress else { return false }
          return unsafe memcmp(first + Int(place.start), start, name.count) == 0
        }
        if isSame { return candidate }
      }
      candidate = Int(place.next)
    }
    return -1
  }

  @inline(__always)
  private static func bucket(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    guard name.count > 0 else { return 0 }
    let first = unsafe UInt(name[0])
    let last = unsafe UInt(name[name.count - 1])
    return Int((UInt(name.count) &* 31 &+ first &* 7 &+ last &* 131) & 255)
  }
}
