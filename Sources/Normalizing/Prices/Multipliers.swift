/// The words that multiply amounts, compiled from a vocabulary.
final class Multipliers: Sendable {
  let words: [Multiplier.Word]
  /// "rưỡi", "半": and a half.
  let halves: [[Unicode.Scalar]]
  /// What stands between the ends of a range.
  let joiners: Set<String>
  private let asciiStarts: [Bool]
  private let otherStarts: [UInt32]

  init(_ table: MoneyTable) {
    let words = table.multipliers
    self.words = words
    halves = table.halves
    joiners = table.joiners
    asciiStarts = (0..<128).map { value in words.contains { $0.text[0].value == value } }
    otherStarts = Array(Set(words.map { $0.text[0].value }.filter { $0 >= 128 })).sorted()
  }

  /// Whether a word begins with a scalar.
  func isStart(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 128 { return value > 0x40 && asciiStarts[Int(value)] }
    guard let first = otherStarts.first, let last = otherStarts.last, first <= value, value <= last else {
      return false
    }
    return otherStarts.contains(value)
  }
}
