/// Where a folded word that sellers wrote without spaces is two: "2080ti22g", "geforcertx3060", "4xrx570", "teslav100".
///
/// Only the shapes that no model, part number or code has are cut, and a word is cut again until none is left.
enum GluedWord {
  /// How many bytes the first of two words takes; nil for a word that is one.
  ///
  /// ASCII letters are in lower case.
  static func cut(_ word: ArraySlice<UInt8>) -> Int? {
    guard word.count >= 5 else { return nil }
    return afterCount(word) ?? beforeSeries(word) ?? afterMaker(word) ?? beforeMemory(word)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
  private static func isLetter(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }

  /// "4x1060", "8xa100", "10xrx580": a count and a model, and not "2x8pin" or "3xhdmi2".
  private static func afterCount(_ word: ArraySlice<UInt8>) -> Int? {
    let first = word.startIndex
    guard isDigit(word[first]) else { return nil }
    let x = isDigit(word[first + 1]) ? first + 2 : first + 1
    guard word[x] == UInt8(ascii: "x"), word.endIndex - x > 4 else { return nil }
    let rest = word[(x + 1)...]
    if isLetter(rest[x + 1]) {
      let digits = rest.drop(while: isLetter).prefix(while: isDigit)
      return digits.count >= 2 && digits.count < rest.count ? x + 1 - first : nil
    }
    return x == first + 1 && rest.prefix(4).allSatisfy(isDigit) ? 2 : nil
  }

  /// "geforcertx3060", "msirtx3080": a maker before "rtx" or "gtx" and a number; "engtx460" is a code of its own.
  private static func beforeSeries(_ word: ArraySlice<UInt8>) -> Int? {
    guard word.count >= 9, isLetter(word[word.startIndex]) else { return nil }
    for at in (word.startIndex + 3)..<(word.endIndex - 5)
    where word[at + 1] == UInt8(ascii: "t") && word[at + 2] == UInt8(ascii: "x")
      && (word[at] == UInt8(ascii: "r") || word[at] == UInt8(ascii: "g")) && isDigit(word[at + 3])
      && isDigit(word[at + 4]) && isDigit(word[at + 5]) && word[word.startIndex..<at].allSatisfy(isLetter)
    {
      return at - word.startIndex
    }
    return nil
  }

  private static let makers: [[UInt8]] = ["nvidia", "geforce", "tesla", "radeon", "instinct", "cmp"].map {
    Array($0.utf8)
  }

  /// "teslav100", "nvidiaa100", "geforcertx": a line's name before a model or a series.
  private static func afterMaker(_ word: ArraySlice<UInt8>) -> Int? {
    for maker in makers where word[word.startIndex] == maker[0] && word.starts(with: maker) {
      let rest = word.dropFirst(maker.count)
      guard rest.count >= 2, let lead = rest.first else { return nil }
      // "cmp40hx", but not "geforce2" and "tesla2".
      guard isLetter(lead) || maker.count == 3 && rest.contains(where: isLetter) else { return nil }
      let isSeries = rest.elementsEqual("rtx".utf8) || rest.elementsEqual("gtx".utf8) || rest.elementsEqual("rx".utf8)
      return isSeries || rest.contains(where: isDigit) ? maker.count : nil
    }
    return nil
  }

  /// What boards have, in gigabytes.
  private static let sizes: Set<Int> = [
    1, 2, 3, 4, 5, 6, 8, 10, 11, 12, 16, 20, 22, 24, 32, 40, 48, 64, 80, 94, 96, 128, 141, 144, 180, 192, 256, 288,
  ]

  /// "2080ti22g", "l40s48gb", "a100pcie80gb", "v100sxm216gb": a model, then letters, then a memory size.
  private static func beforeMemory(_ word: ArraySlice<UInt8>) -> Int? {
    var end = word.endIndex
    if word[end - 1] == UInt8(ascii: "b") { end -= 1 }
    guard word[end - 1] == UInt8(ascii: "g") else { return nil }
    end -= 1
    var start = end
    while start > word.startIndex, isDigit(word[start - 1]) { start -= 1 }
    guard start < end, end - start <= 4, start - word.startIndex >= 3 else { return nil }
    let front = word[word.startIndex..<start]
    guard front.contains(where: isDigit), front.last.map(isLetter) ?? false else { return nil }
    // "16x32gb" is memory modules.
    if front.last == UInt8(ascii: "x"), front.dropLast().allSatisfy(isDigit) { return nil }
    // The version of a module stands before the size: "sxm2" and "16gb".
    if front.count >= 3, front.suffix(3).elementsEqual("sxm".utf8), end - start >= 2 { start += 1 }
    guard end - start <= 3, let size = Int(String(decoding: word[start..<end], as: UTF8.self)), sizes.contains(size)
    else { return nil }
    return start - word.startIndex
  }
}
