/// How many GPUs a title says one purchase delivers.
struct QuantityReader {
  let words: [Word]
  let hits: [Hit]
  let mentions: [FamilyMention]

  /// The count and the words it was read from; nil when the title names none.
  func count() -> (count: Int, text: String)? {
    if hits.contains(where: { $0.concept == .perPiece }) { return nil }
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
      if let number = plain(at), isCount(number, at: at), isUnit(at + 1), !isInName(at) {
        return (number, text(at..<min(at + 2, words.count)))
      }
      if let number = glued(word.text), isCount(number, at: at) { return (number, word.text) }
      if let number = times(at), isCount(number, at: at) { return (number, word.text) }
    }
    // "Server with 8 NVIDIA H200": in a machine a plain count may stand before the model.
    if isRig {
      for hit in hits where hit.concept == .with {
        let at = hit.words.upperBound
        if let number = plain(at), (2...64).contains(number), isBeforeName(at + 1) {
          return (number, text(at..<at + 1))
        }
      }
    }
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
    return hits.contains { $0.concept == .unitAfter && $0.words.lowerBound == at && $0.words.count == 1 }
      && isWholeUnit(at)
  }

  /// Ideographic units stand at the start of their run ("8卡", "4张全新"), and not inside other words ("3卡槽").
  private func isWholeUnit(_ at: Int) -> Bool {
    let text = words[at].text
    guard let first = text.unicodeScalars.first, Fold.script(of: first) == .ideographic else { return true }
    return words[at].joint == "" && ["卡", "张", "块", "片", "枚", "个"].contains { text.hasPrefix($0) }
      && !text.hasPrefix("卡槽")
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
      return at == 0 || isAfterName(at) && at + 1 == words.count ? number : nil
    }
    return nil
  }

  private func isName(_ text: String) -> Bool {
    text.count >= 2 && mentions.contains { words[$0.words].contains { $0.text == text } }
  }

  private func hasBusBefore(_ at: Int) -> Bool {
    words[max(0, at - 4)..<at].contains { ["pcie", "pci", "e", "express"].contains($0.text) }
  }

  private func isAfterName(_ at: Int) -> Bool { mentions.contains { $0.words.upperBound <= at } && !hasBusBefore(at) }

  /// "Ventus 3X", "Shadow 2X": the name of a line of coolers takes the number of its fans.
  private func isFanSeries(_ at: Int) -> Bool {
    at >= 0 && hits.contains { $0.concept == .fanSeries && $0.words.contains(at) }
  }

  /// Whether the very next word is a model or its maker.
  private func isBeforeName(_ at: Int) -> Bool {
    mentions.contains { $0.words.lowerBound == at }
      || hits.contains { $0.concept == .context && $0.words.lowerBound == at } && isBeforeGoods(at)
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
