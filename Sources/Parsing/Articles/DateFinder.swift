/// Finds the words of a date in a line or an address; reading them is left to others.
enum DateFinder {
  /// Whether a text begins with a date as machines write it.
  static func isDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8.prefix(10))
    return bytes.count >= 8 && bytes.prefix(4).allSatisfy(isDigit)
  }

  /// "2025-08-29" of "/2025/08/29/", "/2025-08/29/", "/20250829/" or "a20250829PD".
  static func inAddress(_ address: String) -> String? {
    let bytes = Array(address.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") })
    var at = 0
    while at < bytes.count {
      guard isDigit(bytes[at]), at == 0 || !isDigit(bytes[at - 1]) else {
        at += 1
        continue
      }
      if let found = date(bytes, at) { return found }
      while at < bytes.count, isDigit(bytes[at]) { at += 1 }
    }
    return nil
  }

  private static func date(_ bytes: [UInt8], _ start: Int) -> String? {
    func number(_ from: Int, _ count: Int) -> Int? {
      guard from + count <= bytes.count, bytes[from..<(from + count)].allSatisfy(isDigit) else { return nil }
      return bytes[from..<(from + count)].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    guard let year = number(start, 4), (1995...2100).contains(year) else { return nil }
    var at = start + 4
    func skip() { if at < bytes.count, bytes[at] == UInt8(ascii: "/") || bytes[at] == UInt8(ascii: "-") { at += 1 } }
    skip()
    var month = number(at, 2)
    if month == nil, at > start + 4 { month = number(at, 1) }
    guard let month, (1...12).contains(month) else { return nil }
    at += number(at, 2) != nil ? 2 : 1
    skip()
    var day = number(at, 2)
    var end = at + 2
    if day == nil, at < bytes.count, at > start + 6 {
      day = number(at, 1)
      end = at + 1
    }
    guard let day, (1...31).contains(day), end >= bytes.count || !isDigit(bytes[end]) || end == start + 8 else {
      return nil
    }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(two(month))-\(two(day))"
  }

  /// The part of a line that is a date: from its day or month to its hour and zone; nil when there is no year in it.
  static func inText(_ line: String) -> String? {
    let words = line.split { $0.isWhitespace || $0 == "|" || $0 == "•" || $0 == "·" }.map(String.init)
    for (index, word) in words.enumerated() {
      let digits = runs(of: word)
      guard digits.contains(where: isYear) else { continue }
      var first = index
      if digits.count < 3 {
        guard let begin = opening(words, before: index, own: digits) else { continue }
        first = begin
      }
      var last = index
      while last + 1 < words.count, last - index < 6, belongs(words[last + 1]) { last += 1 }
      while last > index, !words[last].utf8.contains(where: isDigit), !isHalf(words[last]) { last -= 1 }
      let found = words[first...last].joined(separator: " ")
      return trimmed(found)
    }
    return nil
  }

  private static func isYear(_ digits: String) -> Bool {
    digits.utf8.count == 4 && (Int(digits).map { (1995...2100).contains($0) } ?? false)
  }

  /// The runs of digits in a word.
  private static func runs(of word: String) -> [String] {
    word.utf8.split { !isDigit($0) }.map { String(decoding: Array($0), as: UTF8.self) }
  }

  /// Where the date begins whose year stands in a word of its own: a day and a month, in words, before it.
  private static func opening(_ words: [String], before index: Int, own digits: [String]) -> Int? {
    if digits.count == 2, index > 0, !runs(of: words[index - 1]).isEmpty { return index - 1 }
    var day: Int?
    var letters = 0
    for back in 1...4 where index - back >= 0 {
      let word = words[index - back]
      let numbers = runs(of: word)
      if let number = numbers.first.flatMap({ Int($0) }), numbers.count == 1, (1...31).contains(number) {
        day = index - back
        if letters > 0 { break }
      } else if word.unicodeScalars.contains(where: { $0.properties.isAlphabetic }) {
        letters += 1
        if day != nil { return index - back }
        if letters > 3 { return nil }
      } else {
        break
      }
    }
    return letters > 0 ? day : nil
  }

  private static let joints: Set<String> = [
    "-", "–", ",", "at", "um", "uhr", "à", "lúc", "в", "a", "las", "kl.", "/", "h", "às", "(", "gmt", "utc", "am", "pm",
    "a.m.", "p.m.", "est", "edt", "pst", "pdt", "et", "pt", "cet", "cest", "bst", "msk", "ict", "jst",
  ]

  /// Whether a word may go on a date: an hour, a zone, or what joins them.
  private static func belongs(_ word: String) -> Bool {
    let lower = word.lowercased().filter { $0 != "," && $0 != "(" && $0 != ")" }
    if lower.isEmpty || joints.contains(lower) || lower.hasPrefix("gmt") || lower.hasPrefix("utc") { return true }
    let bytes = Array(lower.utf8)
    return isDigit(bytes[0]) && bytes.contains(UInt8(ascii: ":")) || (bytes[0] == 0x2B && bytes.count >= 3)
  }

  private static func isHalf(_ word: String) -> Bool {
    let lower = word.lowercased().filter { $0.isLetter }
    return ["am", "pm", "gmt", "utc", "est", "edt", "pst", "pdt", "cet", "cest", "bst", "msk", "jst"].contains(lower)
  }

  private static func trimmed(_ text: String) -> String? {
    let marks: Set<Character> = [",", ";", ":", "-", "–", "—", "(", "[", " "]
    var rest = text[...]
    while let first = rest.first, marks.contains(first) || first == ")" || first == "：" { rest = rest.dropFirst() }
    while let last = rest.last, marks.contains(last) { rest = rest.dropLast() }
    // What stands right behind an hour in a script without blanks is another word.
    if rest.contains(":") {
      while let last = rest.last, last.isLetter, !last.isASCII { rest = rest.dropLast() }
    }
    if let mark = rest.lastIndex(of: "："), rest[mark...].utf8.contains(where: isDigit) {
      // "发布时间：2025-08-29": what stands before the sign is no date.
      let behind = rest[rest.index(after: mark)...]
      if behind.utf8.count >= 8 { rest = behind }
    }
    return String(rest).squeezed
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
