/// How many GPUs a title says one purchase delivers.
struct QuantityReader {
  let words: [Word]
  let hits: [Hit]
  let mentions: [FamilyMention]

  /// The count and the words it was read from; nil when the title names none.
  func count() -> (count: Int, text: String)? {
    // "Цена за 1 шт, в наличии 5", "2 шт есть": what is there to choose from is no lot.
    if hits.contains(where: { $0.concept == .perPiece }), hits.contains(where: { $0.concept == .inStock }) {
      return nil
    }
    if let found = mixed() { return found }
    guard let found = plainly() else { return nil }
    return isStock(found.text) ? nil : (found.count, found.text)
  }

  /// "1x GTX 1080 Ti + 1x GTX 1070": several models, each with a count of its own.
  private func mixed() -> (count: Int, text: String)? {
    guard mentions.count > 1, Set(mentions.map(\.family)).count == mentions.count else { return nil }
    var counts: [(count: Int, text: String)] = []
    for mention in mentions { if let own = ownCount(of: mention) { counts.append(own) } }
    guard counts.count > 1, counts.count == mentions.count else { return nil }
    return (counts.reduce(0) { $0 + $1.count }, counts.map(\.text).joined(separator: " + "))
  }

  /// "2x" and "2 x" before a name, with its maker between; "x2" and "2 шт" after it.
  private func ownCount(of mention: FamilyMention) -> (count: Int, text: String)? {
    let first = mention.words.lowerBound
    let last = mentions.map(\.words.upperBound).filter { $0 <= first }.max() ?? 0
    for at in stride(from: first - 1, through: max(last, first - 4), by: -1) {
      let text = words[at].text
      if text.utf8.count > 1, text.hasSuffix("x"), let number = Int(text.dropLast()), (1...64).contains(number) {
        return (number, text)
      }
      if text == "x" || words[at].joint == "*" && at == first, let number = plain(at - 1), (1...64).contains(number) {
        return (number, words[at - 1].text + text)
      }
    }
    let next = mention.words.upperBound
    guard next < words.count else { return nil }
    let text = words[next].text
    if text.utf8.count > 1, text.hasPrefix("x"), let number = Int(text.dropFirst()), (1...64).contains(number) {
      return (number, text)
    }
    if let number = plain(next), (1...64).contains(number), isUnit(next + 1) { return (number, text) }
    return nil
  }

  /// Whether a count is of what is in stock: right before or after the word for it.
  private func isStock(_ count: String) -> Bool {
    let length = count.split(separator: " ").count
    return hits.contains { hit in
      guard hit.concept == .inStock else { return false }
      let before = hit.words.lowerBound - length
      let after = hit.words.upperBound + length
      return before >= 0 && text(before..<hit.words.lowerBound) == count
        || after <= words.count && text(hit.words.upperBound..<after) == count
    }
  }

  private func plainly() -> (count: Int, text: String)? {
    let isRig = hits.contains { $0.concept == .system || $0.concept == .baseboard }
    for hit in hits where hit.concept == .lotBefore {
      let next = hit.words.upperBound
      if let number = plain(next), isCount(number, at: next),
        next + 1 >= words.count || !isForbidden(words[next + 1].text)
      {
        // "на 5 карт": a plain preposition needs the unit after the number.
        if words[hit.words.lowerBound].text == "на", !isUnit(next + 1) { continue }
        return (number, text(hit.words.lowerBound..<next + 1))
      }
    }
    if hits.contains(where: { $0.concept == .pair }) { return (2, "pair") }
    if let first = words.first, first.joint == "(", let number = first.number, (2...100).contains(number) {
      return (number, first.text)
    }
    for (at, word) in words.enumerated() {
      if let number = plain(at), isCount(number, at: at), isUnit(at + 1), !isInName(at),
        // "PG509-200 GPU": the end of a code; "4张起批": the smallest order.
        word.joint != "-", !words[at + 1].text.hasPrefix("起"), words[at + 1].text.dropFirst().first != "起"
      {
        return (number, text(at..<min(at + 2, words.count)))
      }
      if let number = plain(at), (2...20).contains(number), isBeforeCard(at) {
        return (number, text(at..<at + 2))
      }
      if let number = ideographic(word.text) { return (number, word.text) }
      if let number = glued(word.text), isCount(number, at: at) { return (number, word.text) }
      if let number = times(at), isCount(number, at: at) { return (number, word.text) }
    }
    if let found = spelled() { return found }
    if isRig, let found = inMachine() { return found }
    if isRig, let sum = sum() { return sum }
    return nil
  }

  private func plain(_ at: Int) -> Int? { at < words.count ? words[at].number : nil }

  private func isCount(_ number: Int, at index: Int) -> Bool { (2...500).contains(number) }

  private func text(_ range: Range<Int>) -> String { words[range].map(\.text).joined(separator: " ") }

  private func isForbidden(_ text: String) -> Bool {
    ["gb", "гб", "mb", "мб", "bit", "w", "mhz", "mm", "pin", "x"].contains(text)
      || hits.contains { $0.concept == .fanCount && words[$0.words.lowerBound].text == text }
  }

  private func isUnit(_ at: Int) -> Bool {
    guard at < words.count else { return false }
    return hits.contains {
      $0.concept == .unitAfter && $0.words.lowerBound == at && $0.words.count == 1 && !$0.isInside
        && !words[at].text.hasPrefix("卡槽")
    }
  }

  /// A number that belongs to a model name ("1080 карта") is no count.
  private func isInName(_ at: Int) -> Bool {
    mentions.contains { $0.words.contains(at) }
  }

  /// "10pcs", "8gpu".
  private func glued(_ text: String) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, digits.utf8.count <= 3, let number = Int(digits) else { return nil }
    return ["pcs", "pc", "pieces", "units", "unit", "gpu", "gpus"].contains(String(text.dropFirst(digits.utf8.count)))
      ? number : nil
  }

  /// "4x A100", "x4", "x 4", "4 x RTX 3090", never lanes, fans or ports.
  private func times(_ at: Int) -> Int? {
    let text = words[at].text
    let isStarred = words[at].joint == "*" || at + 1 < words.count && words[at + 1].joint == "*"
    guard isStarred || text.utf8.contains(UInt8(ascii: "x")) || text == "х" else { return nil }
    // "Gaming X 8G", "HD 3870 X2": part of a board's name.
    if text.hasPrefix("x"), isFanSeries(at - 1) { return nil }
    if text == "x2",
      mentions.contains(where: { $0.words.upperBound == at && !$0.family.hasPrefix("RTX") && $0.style != .short })
    {
      return nil
    }
    if text.hasSuffix("x"), let number = Int(text.dropLast()), number <= 64 {
      return isBeforeGoods(at + 1) && (number > 3 || !isFanSeries(at - 1) && isBeforeName(at + 1)) ? number : nil
    }
    if text.utf8.count > 1, let x = text.firstIndex(of: "x"), let number = Int(text[..<x]), number <= 64 {
      let rest = String(text[text.index(after: x)...])
      if mentions.contains(where: { $0.words.contains(at) })
        || Int(rest).flatMap(SeriesReader.seriesOfBareNumber) != nil || isName(rest)
      {
        return number
      }
    }
    // "SXM2 16G *4", "6 * 1070ti".
    if words[at].joint == "*", let number = plain(at), number <= 64,
      at + 1 == words.count || !isForbidden(words[at + 1].text),
      isAfterName(at), !isInName(at)
    {
      return number
    }
    if at + 1 < words.count, words[at + 1].joint == "*", let number = plain(at), number <= 64, isBeforeName(at + 1) {
      return number
    }
    if text == "x" || text == "х", let number = plain(at + 1), number <= 64, at > 0, isAfterName(at),
      at + 2 >= words.count || !isForbidden(words[at + 2].text)
    {
      return number
    }
    if text == "x" || text == "х", at > 0, let number = plain(at - 1), number <= 64, isBeforeGoods(at + 1),
      !isInName(at - 1)
    {
      return number
    }
    if text.hasPrefix("x"), let number = Int(text.dropFirst()), number <= 64,
      number != 16 || at == words.count - 1 && !hasBusBefore(at)
    {
      guard !hasBusBefore(at) else { return nil }
      return at == 0 || isAfterName(at) && (isBeforeState(at + 1) || isAfterMemory(at)) ? number : nil
    }
    return nil
  }

  private static let numerals: [(Concept, Int)] = [
    (.two, 2), (.three, 3), (.four, 4), (.five, 5), (.six, 6), (.eight, 8), (.ten, 10),
  ]

  /// "две видеокарты", "с тремя картами", "two cards", "4枚": a count in words before its unit.
  private func spelled() -> (count: Int, text: String)? {
    for (concept, number) in Self.numerals {
      for hit in hits where hit.concept == concept {
        let next = hit.words.upperBound
        if hits.contains(where: { $0.concept == .lotBefore && $0.words.upperBound == hit.words.lowerBound }) {
          return (number, text(hit.words))
        }
        if isUnit(next) || mentions.contains(where: { $0.words.lowerBound == next })
          || hits.contains(where: { $0.concept == .card && $0.words.lowerBound == next })
        {
          return (number, text(hit.words.lowerBound..<min(next + 1, words.count)))
        }
      }
    }
    return nil
  }

  /// "两张", "八卡整机", "四块装": a Chinese numeral and a unit, in the middle of a run too.
  private func ideographic(_ text: String) -> Int? {
    guard let lead = text.utf8.first, lead >= 0xE0 else { return nil }
    var previous: Character = " "
    for character in text {
      if ["张", "块", "片", "枚", "卡", "個", "个", "張", "塊"].contains(character), let value = Self.chinese[previous] {
        return value
      }
      previous = character
    }
    return nil
  }

  private static let chinese: [Character: Int] = [
    "两": 2, "兩": 2, "双": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
  ]

  /// "Server with 8 NVIDIA H200", "ферма на 5 GTX 1070", "6 Asus dual gtx 1070", "x6 Gigabyte GeForce": in a machine a
  /// plain count may stand before the maker or the model.
  private func inMachine() -> (count: Int, text: String)? {
    for at in words.indices {
      let text = words[at].text
      // "NVL72", "NVL8": a machine of that many.
      if text.hasPrefix("nvl"), let number = Int(text.dropFirst(3)), (4...576).contains(number) {
        return (number, text)
      }
      let number = text.hasPrefix("x") ? Int(text.dropFirst()) : plain(at)
      guard let number, (2...24).contains(number), !isInName(at) else { continue }
      let name = mentions.map(\.words.lowerBound).filter { $0 > at }.min()
      guard let name, name - at <= 4 else { continue }
      let isBetween = (at + 1..<name).allSatisfy { between in
        hits.contains {
          [.context, .boardBrand, .fanSeries, .card, .unitAfter, .radeonBrand, .geforce, .radeon].contains($0.concept)
            && $0.words.contains(between)
        } || words[between].text == "rog"
      }
      if isBetween, at > 0, !isForbidden(words[at + 1].text), !Self.processors.contains(words[at - 1].text) {
        return (number, self.text(at..<at + 1))
      }
    }
    return nil
  }

  /// "Ryzen 7", "Core 9": the number after one is no count.
  private static let processors: Set<String> = [
    "ryzen", "core", "ultra", "windows", "win", "gen", "xeon", "threadripper", "i",
  ]

  private func isName(_ text: String) -> Bool {
    text.count >= 2 && mentions.contains { words[$0.words].contains { $0.text == text } }
  }

  private func hasBusBefore(_ at: Int) -> Bool {
    for place in (max(0, at - 4)..<at).reversed() {
      if ["pcie", "pci", "e", "express"].contains(words[place].text) { return true }
      // "PCIe 80GB x4": past a memory size it is no count of lanes.
      if MemorySize(words, at: place) != nil { return false }
    }
    return false
  }

  private func isAfterName(_ at: Int) -> Bool { mentions.contains { $0.words.upperBound <= at } && !hasBusBefore(at) }

  /// "RTX 8000 48G x2 mit NVLink": right after a memory size.
  private func isAfterMemory(_ at: Int) -> Bool {
    [1, 2].contains { length in at >= length && MemorySize(words, at: at - length)?.words == length }
  }

  /// "Bán 3 vga GTX 1070", "2 video cards RTX 3060": at the start, a count before the word for boards.
  private func isBeforeCard(_ at: Int) -> Bool {
    at <= 2 && hits.contains { $0.concept == .card && $0.words.lowerBound == at + 1 }
      && mentions.contains { $0.words.lowerBound > at && $0.words.lowerBound <= at + 5 }
      && !mentions.contains { $0.words.lowerBound < at }
  }

  /// Whether a condition or the end follows: "x4 server pulls".
  private func isBeforeState(_ at: Int) -> Bool {
    at == words.count
      || hits.contains {
        [.pulled, .stateNew, .stateUsed, .stateRefurbished, .parts].contains($0.concept) && $0.words.lowerBound == at
      }
  }

  /// "Ventus 3X", "Shadow 2X": the name of a line of coolers takes the number of its fans.
  private func isFanSeries(_ at: Int) -> Bool {
    at >= 0 && hits.contains { $0.concept == .fanSeries && $0.words.contains(at) }
  }

  /// Whether the very next word is a model or its maker.
  private func isBeforeName(_ at: Int) -> Bool {
    if mentions.contains(where: { $0.words.lowerBound == at }) { return true }
    guard at < words.count, !words[at].text.hasPrefix("gddr"), !words[at].text.hasPrefix("hbm") else { return false }
    return hits.contains { $0.concept == .context && $0.words.lowerBound == at } && isBeforeGoods(at)
  }

  /// Whether a model or its maker follows within three words ("4x NVIDIA Tesla A100").
  private func isBeforeGoods(_ at: Int) -> Bool {
    guard at < words.count, !isForbidden(words[at].text) else { return false }
    return mentions.contains { $0.words.lowerBound >= at && $0.words.lowerBound <= at + 3 }
  }

  /// "6 и 4": rigs of several cards each.
  private func sum() -> (count: Int, text: String)? {
    for hit in hits where hit.concept == .rigCount {
      let at = hit.words.lowerBound
      if at > 0, let left = plain(at - 1), let right = plain(at + 1), left <= 24, right <= 24, !isInName(at - 1) {
        return (left + right, text(at - 1..<at + 2))
      }
    }
    return nil
  }
}
