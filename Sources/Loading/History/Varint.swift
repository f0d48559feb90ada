/// Writes integers in as few bytes as they need.
struct VarintWriter {
  var bytes: [UInt8] = []

  mutating func write(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Small magnitudes of either sign take few bytes: 0, -1, 1, -2 become 0, 1, 2, 3.
  mutating func write(signed value: Int64) { write(UInt64(bitPattern: value << 1 ^ value >> 63)) }

  mutating func write(_ text: String) {
    write(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }
}

/// Reads what `VarintWriter` wrote; every read is nil past the end.
struct VarintReader {
  private let bytes: [UInt8]
  private var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  mutating func read() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count, shift < 64 {
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  mutating func readSigned() -> Int64? {
    read().map { Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1) }
  }

  /// A number of things that each take at least a byte of what is left.
  mutating func count() -> Int? { read().flatMap { $0 <= UInt64(bytes.count - position) ? Int($0) : nil } }

  /// Eight bytes, the lowest first.
  mutating func word() -> UInt64? {
    guard position + 8 <= bytes.count else { return nil }
    var value: UInt64 = 0
    for index in 0..<8 { value |= UInt64(bytes[position + index]) << UInt64(8 * index) }
    position += 8
    return value
  }

  mutating func text() -> String? {
    guard let count = count() else { return nil }
    position += count
    return String(decoding: bytes[position - count..<position], as: UTF8.self)
  }
}
