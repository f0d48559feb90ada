import Records

/// Values read from the bytes of a field, without making a text of them.
enum CSVFields {
  /// "2025-07-14" as a day number; nil for anything else.
  static func day(_ bytes: Span<UInt8>, _ field: Range<Int>) -> Int? {
    guard field.count == 10 else { return nil }
    var values = (0, 0, 0)
    for place in 0..<10 {
      let byte = bytes[field.lowerBound + place]
      if place == 4 || place == 7 {
        guard byte == 0x2D else { return nil }
        continue
      }
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      let digit = Int(byte) - 0x30
      if place < 4 {
        values.0 = values.0 * 10 + digit
      } else if place < 7 {
        values.1 = values.1 * 10 + digit
      } else {
        values.2 = values.2 * 10 + digit
      }
    }
    return Day(year: values.0, month: values.1, day: values.2)?.number
  }

  /// A decimal such as "8123.50"; nil for anything else.
  static func decimal(_ bytes: Span<UInt8>, _ field: Range<Int>) -> Double? {
    var digits = 0
    var places = -1
    guard !field.isEmpty, field.count <= 17 else {
      return field.isEmpty ? nil : Double(CSVScanner.text(bytes, field))
    }
    for at in field {
      let byte = bytes[at]
      if byte == 0x2E, places < 0 {
        places = 0
      } else if byte >= 0x30, byte <= 0x39 {
        digits = digits * 10 + Int(byte) - 0x30
        if places >= 0 { places += 1 }
      } else {
        return Double(CSVScanner.text(bytes, field))
      }
    }
    // Both are exact, so the quotient is the nearest number there is.
    guard digits < 1 << 53 else { return Double(CSVScanner.text(bytes, field)) }
    return Double(digits) / CSVFields.powers[max(places, 0)]
  }

  /// 64 bits that tell a field from others, FNV-1a: two of a million alike happen once in 30 million files.
  static func mark(_ bytes: Span<UInt8>, _ field: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for at in field { hash = (hash ^ UInt64(bytes[at])) &* 0x100_0000_01B3 }
    return hash
  }

  private static let powers: [Double] = [
    1, 10, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  ]
}

/// Numbers for words that occur again and again.
struct WordTable {
  /// The words, by their number.
  private(set) var words: [String] = []
  private var spellings: [[UInt8]] = []
  private var last = 0

  /// The number of the word of a field.
  mutating func number(_ bytes: Span<UInt8>, _ field: Range<Int>) -> Int {
    if last < spellings.count, WordTable.same(bytes, field, spellings[last]) { return last }
    for index in spellings.indices where WordTable.same(bytes, field, spellings[index]) {
      last = index
      return index
    }
    var spelling: [UInt8] = []
    for at in field { spelling.append(bytes[at]) }
    spellings.append(spelling)
    words.append(CSVScanner.text(bytes, field))
    last = words.count - 1
    return last
  }

  private static func same(_ bytes: Span<UInt8>, _ field: Range<Int>, _ spelling: [UInt8]) -> Bool {
    guard field.count == spelling.count else { return false }
    for place in 0..<spelling.count where bytes[field.lowerBound + place] != spelling[place] { return false }
    return true
  }
}
