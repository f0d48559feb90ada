import Records

/// A price text that is one figure with at most one sign of a currency, read straight from its bytes.
///
/// Most prices are. Whatever is the least bit unusual (words, two figures, a date, digits of other scripts) is nil
/// here and read in full; what is read here is what the full reading would say.
struct PlainPrice {
  let value: Decimal
  let meaning: CurrencySigns.Meaning?

  init?(_ text: String, _ signs: CurrencySigns) {
    var native = text
    native.makeContiguousUTF8()
    let bytes = native.utf8Span.span
    var at = 0
    let end = bytes.count
    guard end <= 32 else { return nil }
    let before = Self.key(bytes, at: &at)
    guard let before, at < end else { return nil }
    var number = Figure()
    guard number.read(bytes, at: &at) else { return nil }
    let after = Self.key(bytes, at: &at)
    guard let after, at == end, before == 0 || after == 0 else { return nil }
    let sign = before | after
    if sign == 0 {
      meaning = nil
    } else {
      guard let known = signs.byKey[sign] else { return nil }
      meaning = known
    }
    guard let value = number.value else { return nil }
    self.value = value
  }

  /// The bytes up to a digit or the end, without the spaces around them, in lower case, as one number.
  ///
  /// nil when there are more than eight, or one that no sign has.
  private static func key(_ bytes: Span<UInt8>, at: inout Int) -> UInt64? {
    var key: UInt64 = 0
    var count = 0
    var spaces = 0
    while at < bytes.count, bytes[at] &- 0x30 >= 10 {
      let byte = bytes[at]
      if byte == 0x20 {
        spaces += 1
      } else if byte == 0xC2, at + 1 < bytes.count, bytes[at + 1] == 0xA0 {
        spaces += 1
        at += 1
      } else {
        // A full stop or comma before a digit may be part of the figure.
        if byte == UInt8(ascii: "."), at + 1 < bytes.count, bytes[at + 1] &- 0x30 < 10 { return nil }
        if byte == UInt8(ascii: ",") { return nil }
        if spaces > 0, count > 0 {
          guard spaces == 1 else { return nil }
          key = key << 8 | 0x20
          count += 1
        }
        spaces = 0
        key = key << 8 | UInt64(byte &- 0x41 < 26 ? byte + 0x20 : byte)
        count += 1
        guard count <= 8 else { return nil }
      }
      at += 1
    }
    return spaces <= 1 ? key : nil
  }

  /// A figure whose separators leave no doubt that they are separators.
  private struct Figure {
    private var digits: UInt64 = 0
    private var count = 0
    /// Digits since the last mark.
    private var run = 0
    private var points = 0
    private var commas = 0
    private var spaces = 0
    /// What parts the groups, a space or an apostrophe; 0 while nothing has.
    private var parting: UInt8 = 0
    private var last: UInt8 = 0
    private var beforeLast = 0
    /// The length of the group before the last mark.
    private var group = 0

    mutating func read(_ bytes: Span<UInt8>, at: inout Int) -> Bool {
      func isDigit(_ place: Int) -> Bool { place < bytes.count && bytes[place] &- 0x30 < 10 }
      func isGroup(_ place: Int) -> Bool {
        isDigit(place) && isDigit(place + 1) && isDigit(place + 2) && !isDigit(place + 3)
      }
      while at < bytes.count {
        let byte = bytes[at]
        if byte &- 0x30 < 10 {
          digits = digits &* 10 &+ UInt64(byte &- 0x30)
          (count, run) = (count + 1, run + 1)
          at += 1
        } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ","), isDigit(at + 1) {
          if byte == UInt8(ascii: ".") { points += 1 } else { commas += 1 }
          (last, beforeLast, group, run) = (byte, count, run, 0)
          at += 1
        } else if byte == 0x20 || byte == UInt8(ascii: "'"), isDigit(at + 1) {
          // "49 900", "1'234": groups of three, before any point.
          guard points + commas == 0, isGroup(at + 1), parting == 0 || parting == byte,
            spaces > 0 ? run == 3 : run <= 3
          else { return false }
          (spaces, run, parting) = (spaces + 1, 0, byte)
          at += 1
        } else {
          break
        }
      }
      return count <= 18
    }

    var value: Decimal? {
      let marks = points + commas
      if marks == 0 { return Decimal(mantissa: digits, scale: 0) }
      // Two marks may make a date; three kinds of marks are left to the full reading.
      if marks >= 2, run != 3, points == 0 || commas == 0 { return nil }
      if points > 0, commas > 0 {
        let repeats = (last == UInt8(ascii: ".") ? points : commas) > 1
        guard !repeats, group == 3, run <= 3 else { return nil }
        return Decimal(mantissa: digits, scale: run)
      }
      if marks > 1 { return spaces == 0 ? Decimal(mantissa: digits, scale: 0) : nil }
      let isZero = beforeLast == 1 && digits < 1000
      if run == 3, (1...3).contains(beforeLast) {
        return isZero || spaces > 0 ? nil : Decimal(mantissa: digits, scale: 0)
      }
      return Decimal(mantissa: digits, scale: run)
    }
  }
}
