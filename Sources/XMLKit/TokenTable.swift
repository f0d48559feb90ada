/// A fixed set of short names with a number each, looked up by bytes without making a String.
struct TokenTable: Sendable {
  private var names: [[UInt8]] = []
  /// The first name of each bucket, or -1.
  private var heads = [Int16](repeating: -1, count: 256)
  /// The next name in the same bucket, or -1.
  private var next: [Int16] = []

  var count: Int { names.count }

  /// The number of `name`, given now if it has none.
  mutating func number(of name: [UInt8]) -> Int {
    if let known = names.firstIndex(of: name) { return known }
    let bucket = unsafe name.withUnsafeBufferPointer { unsafe Self.bucket($0) }
    next.append(heads[bucket])
    heads[bucket] = Int16(names.count)
    names.append(name)
    return names.count - 1
  }

  /// The number of a name, or -1.
  @inline(__always)
  func lookUp(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    guard name.count > 0 else { return -1 }
    var candidate = unsafe Int(heads[Self.bucket(name)])
    while candidate >= 0 {
      if names[candidate].count == name.count, unsafe names[candidate].elementsEqual(name) { return candidate }
      candidate = Int(next[candidate])
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
