import Records

/// Goes through the text of a date written by a machine.
struct DateScanner {
  private let bytes: [UInt8]
  private var at = 0

  init(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while let last = bytes.last, last <= 0x20 { bytes = bytes.dropLast() }
    self.bytes = Array(bytes.drop { $0 <= 0x20 })
  }

  /// The next byte.
  var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

  private var isDone: Bool { at >= bytes.count }

  private mutating func skip(_ byte: Character) -> Bool {
    guard let peek, peek == byte.asciiValue else { return false }
    at += 1
    return true
  }

  private mutating func blanks() { while let peek, peek <= 0x20 { at += 1 } }

  private mutating func digits(_ limit: Int = 9) -> (value: Int, count: Int)? {
    var value = 0
    var count = 0
    while let peek, peek >= 0x30, peek <= 0x39, count < limit {
      value = value * 10 + Int(peek - 0x30)
      count += 1
      at += 1
    }
    return count > 0 ? (value, count) : nil
  }

  private mutating func word() -> String {
    let start = at
    while let peek, peek >= 0x80 || peek | 0x20 >= 0x61 && peek | 0x20 <= 0x7A || peek == UInt8(ascii: "/") { at += 1 }
    return String(decoding: bytes[start..<at], as: UTF8.self).lowercased()
  }

  /// ISO 8601 and what feeds make of it; nil when it is written otherwise.
  mutating func stamp() -> MachineDate.Outcome? {
    let leadsWithDash = skip("-")
    guard let first = digits() else { return nil }
    if isDone { return packed(first, leadsWithDash: leadsWithDash) }
    // "2004년 05월 28일  01:31:15": the words of Korea, which has one zone.
    if bytes[at...].starts(with: "년".utf8) { return korean(year: first.value) }
    guard peek == UInt8(ascii: "-") || peek == UInt8(ascii: "T") && first.count >= 6 else { return nil }
    if peek == UInt8(ascii: "T") {
      guard first.count == 8 else { return nil }
      return clock(first.value / 10_000, first.value / 100 % 100, first.value % 100)
    }
    guard first.count == 4 || first.count == 2 else { return nil }
    at += 1
    let year = first.count == 2 ? (first.value >= 70 ? 1900 : 2000) + first.value : first.value
    if leadsWithDash { return digits().flatMap { isDone ? MachineDate.outcome(year, $0.value, 1) : nil } ?? .wrong }
    guard let second = digits() else { return named(year) }
    if isDone {
      if second.count == 3 { return ordinal(year, second.value) }
      return first.count == 4 && second.count <= 2 ? MachineDate.outcome(year, second.value, 1) : nil
    }
    guard skip("-") else { return first.count == 4 ? .wrong : nil }
    // "2003-012-31" is of a machine that counts its digits wrongly.
    guard second.count <= 3, let third = digits(), third.count <= 2 else { return first.count == 4 ? .wrong : nil }
    if isDone {
      return first.count == 2 && third.value > 31 ? nil : MachineDate.outcome(year, second.value, third.value)
    }
    return clock(year, second.value, third.value)
  }

  /// "2004-július-13T9:15-05:00".
  private mutating func named(_ year: Int) -> MachineDate.Outcome? {
    guard let month = MachineDate.month(word()), skip("-"), let day = digits() else { return .wrong }
    return isDone ? MachineDate.outcome(year, month, day.value) : clock(year, month, day.value)
  }

  private func packed(_ first: (value: Int, count: Int), leadsWithDash: Bool) -> MachineDate.Outcome? {
    func century(_ year: Int) -> Int { (year >= 70 ? 1900 : 2000) + year }
    switch first.count {
    case 4 where leadsWithDash: return MachineDate.outcome(century(first.value / 100), first.value % 100, 1)
    case 4: return (1900...2200).contains(first.value) ? MachineDate.outcome(first.value, 1, 1) : .wrong
    case 5: return ordinal(century(first.value / 1000), first.value % 1000)
    case 6: return MachineDate.outcome(century(first.value / 10_000), first.value / 100 % 100, first.value % 100)
    case 7: return ordinal(first.value / 1000, first.value % 1000)
    case 8: return MachineDate.outcome(first.value / 10_000, first.value / 100 % 100, first.value % 100)
    case 1...3: return .wrong
    // Seconds since 1970 are read elsewhere.
    default: return nil
    }
  }

  /// The day of a year: "03335" is the first of December 2003.
  private func ordinal(_ year: Int, _ number: Int) -> MachineDate.Outcome {
    guard number >= 1, let first = Day(year: year, month: 1, day: 1) else { return .wrong }
    let day = first.adding(number - 1)
    guard day.civil.year == year else { return .wrong }
    return .moment(day.start)
  }

  private mutating func korean(year: Int) -> MachineDate.Outcome? {
    at += "년".utf8.count
    blanks()
    guard let month = digits(2), bytes[at...].starts(with: "월".utf8) else { return nil }
    at += "월".utf8.count
    blanks()
    guard let day = digits(2), bytes[at...].starts(with: "일".utf8) else { return nil }
    at += "일".utf8.count
    blanks()
    if isDone { return MachineDate.outcome(year, month.value, day.value) }
    guard let seconds = time(), isDone else { return nil }
    return MachineDate.outcome(year, month.value, day.value, seconds: seconds, offset: 540)
  }

  /// The hour and zone behind a date: "T10:14:55.1234Z", " 23:56:58 -00:20", " 오후 11:23:17".
  private mutating func clock(_ year: Int, _ month: Int, _ day: Int) -> MachineDate.Outcome? {
    guard skip("T") || skip("t") || skip(" ") else { return .wrong }
    blanks()
    for (mark, hours) in [("오전", 0), ("오후", 12)] where bytes[at...].starts(with: mark.utf8) {
      at += mark.utf8.count
      blanks()
      guard var seconds = time(), isDone else { return .wrong }
      if seconds < 12 * 3600, hours == 12 { seconds += 12 * 3600 }
      if seconds >= 12 * 3600, hours == 0 { seconds -= 12 * 3600 }
      return MachineDate.outcome(year, month, day, seconds: seconds, offset: 540)
    }
    guard peek.map({ $0 >= 0x30 && $0 <= 0x39 }) ?? false else { return nil }
    guard let seconds = time() else { return .wrong }
    blanks()
    // Without a zone, the source's own clock may be known.
    if isDone { return nil }
    guard let offset = zone() else {
      return peek.map({ $0 | 0x20 == 0x61 || $0 | 0x20 == 0x70 }) ?? false ? nil : .wrong
    }
    guard isDone else { return .wrong }
    return MachineDate.outcome(year, month, day, seconds: seconds, offset: offset)
  }

  /// "10:14", "10:14:55", "10:14:55.5" in seconds of the day.
  private mutating func time() -> Int? {
    guard let hour = digits(2), hour.value < 24, skip(":"), let minute = digits(2), minute.value < 60 else {
      return nil
    }
    var seconds = hour.value * 3600 + minute.value * 60
    if skip(":") {
      guard let second = digits(2), second.value < 61 else { return nil }
      seconds += min(second.value, 59)
      if skip(".") || skip(",") { _ = digits(18) }
      if peek == UInt8(ascii: ":") { return nil }
    }
    return seconds
  }

  /// "Z", "+0800", "-08:00", "GMT-01:01", "EST".
  private mutating func zone() -> Int? {
    let start = at
    let name = word()
    var base = 0
    if !name.isEmpty {
      guard let known = MachineDate.zones[name] else {
        at = start
        return nil
      }
      base = known
      if isDone || peek.map({ $0 <= 0x20 }) ?? true { return base }
    }
    let isBehind = peek == UInt8(ascii: "-")
    guard skip("+") || skip("-"), let hours = digits(4) else {
      at = start
      return nil
    }
    var minutes = hours.count > 2 ? hours.value / 100 * 60 + hours.value % 100 : hours.value * 60
    if hours.count <= 2, skip(":") {
      guard let more = digits(2), more.value < 60 else { return nil }
      minutes += more.value
    }
    guard minutes <= 15 * 60 else { return nil }
    return base + (isBehind ? -minutes : minutes)
  }

  /// RFC 822 and asctime; `other` when it is written otherwise.
  mutating func mail() -> MachineDate.Outcome {
    if let peek, !(peek >= 0x30 && peek <= 0x39) {
      let weekday = word()
      guard Self.weekdays.contains(where: weekday.hasPrefix) else { return .other }
      _ = skip(".")
      _ = skip(",")
      blanks()
    }
    if let peek, peek >= 0x30, peek <= 0x39 { return dayFirst() }
    // "Sun Jan  4 16:29:06 2004", "Thu Aug 30 2012 17:26:16 +0200", "Sun Jul 15 01:16:00 +0000 2012".
    guard let month = MachineDate.month(word()) else { return .wrong }
    blanks()
    guard let day = digits(2) else { return .wrong }
    _ = skip(",")
    blanks()
    let mark = at
    if let year = digits(4), year.count == 4, peek != UInt8(ascii: ":") {
      return rest(year.value, month, day.value)
    }
    at = mark
    guard let seconds = time() else { return .wrong }
    blanks()
    let offset = zone()
    blanks()
    guard let year = digits(4), year.count == 4, isDone else { return .wrong }
    return MachineDate.outcome(year.value, month, day.value, seconds: seconds, offset: offset ?? 0)
  }

  private mutating func dayFirst() -> MachineDate.Outcome {
    guard let day = digits(4) else { return .other }
    if day.count == 4, skip("/") {
      // "Fri, 2006/09/15 08:19:53 EDT".
      guard let month = digits(2), skip("/"), let third = digits(2) else { return .other }
      return rest(day.value, month.value, third.value)
    }
    // "22/11/2025" is of no machine that names its months.
    guard day.count <= 2, peek != UInt8(ascii: "/") else { return .other }
    blanks()
    _ = skip("-")
    let name = word()
    guard let month = MachineDate.month(name) else {
      return name.isEmpty || !Self.isLatin(name) ? .other : unknown(name)
    }
    _ = skip(".")
    _ = skip(",")
    _ = skip("-")
    blanks()
    guard let year = digits(4) else { return .wrong }
    let full = year.count == 2 ? year.value + (year.value < 70 ? 2000 : 1900) : year.value
    guard year.count == 2 || year.count == 4 else { return .wrong }
    return rest(full, month, day.value)
  }

  /// A month of no language known here; another reader may know it, but for letters that are none.
  private func unknown(_ name: String) -> MachineDate.Outcome { name.utf8.count <= 3 ? .wrong : .other }

  private static func isLatin(_ word: String) -> Bool { word.utf8.allSatisfy { $0 < 0x80 } }

  private mutating func rest(_ year: Int, _ month: Int, _ day: Int) -> MachineDate.Outcome {
    _ = skip(",")
    blanks()
    if isDone { return MachineDate.outcome(year, month, day) }
    guard peek.map({ $0 >= 0x30 && $0 <= 0x39 }) ?? false else { return .other }
    guard let seconds = time() else { return .wrong }
    blanks()
    if isDone { return .other }
    guard let offset = zone() else { return .other }
    blanks()
    return isDone ? MachineDate.outcome(year, month, day, seconds: seconds, offset: offset) : .other
  }

  private static let weekdays = [
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "κυρ", "δευ", "τρι", "τετ", "πεμ", "παρ", "σαβ",
  ]
}
