/// A moment in UTC, in whole seconds since 1970-01-01T00:00:00Z.
public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Seconds since the epoch; negative before it.
  public let seconds: Int

  /// The moment `seconds` after the epoch.
  public init(seconds: Int) { self.seconds = seconds }

  /// Reads RFC 3339 with a zone: "2025-07-14T21:05:00Z", "2025-07-15T05:05:00.5+08:00".
  ///
  /// Fractions are cut off. Returns nil for anything else, also for a time without a zone.
  public init?(rfc3339 text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, let day = Day(iso: String(text.prefix(10))) else { return nil }
    func number(_ from: Int, _ limit: Int) -> Int? {
      guard from + 2 <= bytes.count, let tens = digit(bytes[from]), let ones = digit(bytes[from + 1]),
        tens * 10 + ones < limit
      else { return nil }
      return tens * 10 + ones
    }
    func digit(_ byte: UInt8) -> Int? { byte >= 0x30 && byte <= 0x39 ? Int(byte) - 0x30 : nil }
    guard bytes[10] | 0x20 == UInt8(ascii: "t") || bytes[10] == 0x20, bytes[13] == 0x3A, bytes[16] == 0x3A,
      let hour = number(11, 24), let minute = number(14, 60), let second = number(17, 61)
    else { return nil }
    var at = 19
    if bytes[at] == UInt8(ascii: ".") {
      at += 1
      while at < bytes.count, digit(bytes[at]) != nil { at += 1 }
    }
    guard at < bytes.count else { return nil }
    var offset = 0
    if bytes[at] | 0x20 == UInt8(ascii: "z") {
      guard at + 1 == bytes.count else { return nil }
    } else {
      guard bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-"), at + 6 == bytes.count,
        bytes[at + 3] == 0x3A, let hours = number(at + 1, 24), let minutes = number(at + 4, 60)
      else { return nil }
      offset = (hours * 60 + minutes) * 60
      if bytes[at] == UInt8(ascii: "-") { offset = -offset }
    }
    seconds = day.number * 86_400 + hour * 3600 + minute * 60 + second - offset
  }

  /// The UTC day the moment falls on.
  public var day: Day { Day(number: seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400) }

  /// RFC 3339 in UTC, to the second: "2025-07-14T21:05:00Z".
  public var description: String {
    let second = seconds - day.number * 86_400
    var text = day.digits
    text.append(UInt8(ascii: "T"))
    Day.append(second / 3600, to: &text)
    text.append(UInt8(ascii: ":"))
    Day.append(second / 60 % 60, to: &text)
    text.append(UInt8(ascii: ":"))
    Day.append(second % 60, to: &text)
    text.append(UInt8(ascii: "Z"))
    return String(decoding: text, as: UTF8.self)
  }

  /// The earlier moment is less.
  public static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }
}
