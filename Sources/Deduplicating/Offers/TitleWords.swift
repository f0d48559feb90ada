/// The words of a title as hashes, with what they say of maker, line, form, memory and part number.
///
/// Case, order, repetition, punctuation and spacing do not matter, nor whether letters and digits are written together:
/// "RTX4090 24GB" and "rtx 4090 24 gb" have the same words. Each Chinese character is a word, and so are syllables of
/// kana or hangul that stand together. A part or serial number ("900-21010-0000-000", "PN06FFA3C") is one word and marked, see `WordHash.isNumber`.
struct TitleWords {
  /// Words beyond these are not looked at.
  static let limit = 64
  /// Memory of more than one size in one title.
  static let severalSizes: UInt16 = .max

  /// The hashes, in order, each once.
  private(set) var words: [UInt32] = []
  /// Makers named, a bit each.
  private(set) var makers: UInt64 = 0
  /// Lines of boards named, a bit each.
  private(set) var lines: UInt64 = 0
  /// Forms named, a bit each.
  private(set) var forms: UInt8 = 0
  /// Gigabytes named; 0 when none are, `severalSizes` when they differ.
  private(set) var gigabytes: UInt16 = 0

  private let vocabulary = TitleVocabulary()
  private let letters: [UInt8] = TitleWords.asciiLetters()
  /// The run of letters, digits and hyphens that is being read.
  private var run = Run()
  /// The number that the last word was, for "80 GB"; 0 when it was none.
  private var lastNumber = 0
  /// Where the last Chinese or Japanese character ended, and its hash.
  private var lastIdeograph: (end: Int, hash: UInt32) = (-1, 0)

  private struct Run {
    var hash = WordHash.start
    var firstWord = 0
    var characters = 0
    var digits = 0
    var turns = 0
    var isSpecification = false
  }

  /// Reads a title in UTF-8.
  mutating func read(_ title: Span<UInt8>) {
    words.removeAll(keepingCapacity: true)
    makers = 0
    lines = 0
    forms = 0
    gigabytes = 0
    lastNumber = 0
    lastIdeograph = (-1, 0)
    run = Run()
    let count = title.count
    var at = 0
    while at < count {
      let kind = letters[Int(title[at])]
      switch kind {
      case 0:
        // A hyphen keeps a part number together.
        if title[at] != 0x2D { endRun() }
        at += 1
      case 1: at = foreign(title, at)
      case 2: at = number(title, at)
      default: at = word(title, at)
      }
      if words.count >= Self.limit { break }
    }
    endRun()
    sort()
  }

  /// 0 for what separates, 1 for what begins a character of several bytes, 2 for a digit, else the small letter.
  private static func asciiLetters() -> [UInt8] {
    (0...255).map { (byte: UInt8) in
      switch byte {
      case 0x30...0x39: 2
      case 0x41...0x5A: byte + 0x20
      case 0x61...0x7A: byte
      case 0x80...: 1
      default: 0
      }
    }
  }

  /// Letters of any alphabet that writes words.
  private mutating func word(_ title: Span<UInt8>, _ start: Int) -> Int {
    var hash = WordHash.start
    var at = start
    let count = title.count
    while at < count {
      let byte = letters[Int(title[at])]
      if byte > 2 {
        hash = WordHash.step(hash, byte)
        run.hash = WordHash.step(run.hash, byte)
        run.characters += 1
        at += 1
      } else if byte == 1, let (first, second, third, length) = Self.letter(title, at) {
        hash = WordHash.step(WordHash.step(hash, first), second)
        if third != 0 { hash = WordHash.step(hash, third) }
        run.characters += 1
        at += length
      } else {
        break
      }
    }
    guard at > start else { return start + 1 }
    run.turns += 1
    take(WordHash.word(hash), letters: at - start, title[start])
    return at
  }

  private mutating func take(_ hash: UInt32, letters count: Int, _ first: UInt8) {
    let (meaning, bit) = vocabulary.meaning(hash)
    var word = hash
    let isUnitInRun = count == 1 && first | 0x20 == 0x67 && run.digits > 0
    if isUnitInRun || meaning == .gigabytes {
      word = Self.gigabyteWord
      if lastNumber > 0 {
        run.isSpecification = true
        let size = UInt16(clamping: lastNumber)
        gigabytes = gigabytes == 0 || gigabytes == size ? size : Self.severalSizes
      }
    } else {
      switch meaning {
      case .maker: makers |= 1 << UInt64(bit)
      case .line: lines |= 1 << UInt64(bit)
      case .form:
        forms |= 1 << bit
        run.isSpecification = true
      case .none, .gigabytes: break
      }
      // "4x4090", "H100x8"
      if count == 1, first | 0x20 == 0x78 { run.isSpecification = true }
    }
    lastNumber = 0
    words.append(word)
  }

  private static let gigabyteWord = WordHash.of("gb".utf8)

  private mutating func number(_ title: Span<UInt8>, _ start: Int) -> Int {
    var hash = WordHash.start
    var value = 0
    var at = start
    while at < title.count, letters[Int(title[at])] == 2 {
      hash = WordHash.step(hash, title[at])
      run.hash = WordHash.step(run.hash, title[at])
      if value < 100_000 { value = value * 10 + Int(title[at] - 0x30) }
      at += 1
    }
    run.characters += at - start
    run.digits += at - start
    run.turns += 1
    lastNumber = value
    if isSXM, value >= 2, value <= 5 {
      // "SXM4" is one word of its own.
      words.removeLast()
      forms |= 1 << UInt8(value - 2)
      run.isSpecification = true
      words.append(WordHash.word(WordHash.step(Self.sxm, title[start])))
    } else {
      words.append(WordHash.word(hash))
    }
    return at
  }

  private static let sxm = "sxm".utf8.reduce(WordHash.start) { WordHash.step($0, $1) }
  private static let sxmWord = WordHash.word(sxm)
  private var isSXM: Bool { words.last == Self.sxmWord }

  /// A character of several bytes: a letter of a word, a word of its own, or what separates.
  private mutating func foreign(_ title: Span<UInt8>, _ at: Int) -> Int {
    if Self.letter(title, at) != nil { return word(title, at) }
    let lead = title[at]
    // Combining marks change no word.
    if lead == 0xCC || lead == 0xCD { return at + 2 }
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard at + length <= title.count else { return title.count }
    if lead == 0xEF, title[at + 1] == 0xBC || title[at + 1] == 0xBD { return fullWidth(title, at) }
    endRun()
    if length == 3, Self.syllabary(title, at) != 0 { return syllables(title, at) }
    if lead == 0xC3, title[at + 1] == 0x97 {
      // "×" stands for x.
      words.append(WordHash.of("x".utf8))
    } else if (0xE3...0xED).contains(lead), !(lead == 0xE3 && title[at + 1] == 0x80) {
      ideograph(title, at)
    }
    return at + length
  }

  /// Which script of syllables a character of three bytes is of: 1 hiragana, 2 katakana, 3 hangul, 0 another.
  private static func syllabary(_ title: Span<UInt8>, _ at: Int) -> UInt8 {
    let lead = title[at]
    guard lead == 0xE3 || (0xEA...0xED).contains(lead), at + 2 < title.count else { return 0 }
    let code = UInt32(lead & 15) &<< 12 | UInt32(title[at + 1] & 63) &<< 6 | UInt32(title[at + 2] & 63)
    switch code {
    case 0x3041...0x309F: return 1
    case 0x30A1...0x30FA, 0x30FC...0x30FF: return 2
    case 0xAC00...0xD7A3: return 3
    default: return 0
    }
  }

  /// Syllables up to the next of another kind are a word, as letters are.
  private mutating func syllables(_ title: Span<UInt8>, _ start: Int) -> Int {
    let script = Self.syllabary(title, start)
    var hash = WordHash.start
    var at = start
    while at < title.count, Self.syllabary(title, at) == script {
      hash = WordHash.step(WordHash.step(WordHash.step(hash, title[at]), title[at + 1]), title[at + 2])
      at += 3
    }
    lastNumber = 0
    words.append(WordHash.word(hash))
    return at
  }

  /// A character that is a word, and a name together with the one before it.
  private mutating func ideograph(_ title: Span<UInt8>, _ at: Int) {
    func read(_ start: UInt32) -> UInt32 {
      WordHash.step(WordHash.step(WordHash.step(start, title[at]), title[at + 1]), title[at + 2])
    }
    lastNumber = 0
    words.append(WordHash.word(read(WordHash.start)))
    if lastIdeograph.end == at {
      let (meaning, bit) = vocabulary.meaning(WordHash.word(read(lastIdeograph.hash)))
      if meaning == .maker { makers |= 1 << UInt64(bit) }
      if meaning == .line { lines |= 1 << UInt64(bit) }
    }
    lastIdeograph = (at + 3, read(WordHash.start))
  }

  /// "Ａ１００" is written as "A100".
  private mutating func fullWidth(_ title: Span<UInt8>, _ at: Int) -> Int {
    let code = title[at + 1] == 0xBC ? title[at + 2] &- 0x60 : title[at + 2] &- 0x20
    let kind = letters[Int(code & 0x7F)]
    if kind == 2 {
      let value = Int(code) - 0x30
      lastNumber = lastNumber * 10 + value
      words.append(WordHash.word(WordHash.step(WordHash.start, code)))
    } else if kind > 2 {
      words.append(WordHash.word(WordHash.step(WordHash.start, kind)))
    } else {
      endRun()
    }
    return at + 3
  }

  /// The bytes of a letter of Latin, Greek, Cyrillic, Thai and the like, small, and how long it was; nil for others.
  private static func letter(_ title: Span<UInt8>, _ at: Int) -> (UInt8, UInt8, UInt8, Int)? {
    let lead = title[at]
    guard lead >= 0xC3, lead <= 0xE1, at + 1 < title.count else { return nil }
    let next = title[at + 1]
    if lead < 0xE0 {
      switch lead {
      case 0xC3: return next == 0x97 || next == 0xB7 ? nil : (lead, next | 0x20, 0, 2)
      case 0xCC, 0xCD: return nil
      case 0xD0 where next >= 0x90 && next <= 0x9F: return (lead, next + 0x20, 0, 2)
      case 0xD0 where next >= 0xA0 && next <= 0xAF: return (0xD1, next - 0x20, 0, 2)
      default: return (lead, next, 0, 2)
      }
    }
    guard at + 2 < title.count else { return nil }
    // Capital and small Vietnamese letters stand next to each other.
    let last = lead == 0xE1 && (next == 0xBA || next == 0xBB) ? title[at + 2] | 1 : title[at + 2]
    return (lead, next, last, 3)
  }

  private mutating func endRun() {
    if run.characters >= 7, !run.isSpecification,
      run.digits >= 5 || (run.digits >= 3 && run.turns >= 4), run.firstWord < words.count
    {
      words.removeSubrange(run.firstWord...)
      words.append(WordHash.number(run.hash))
      lastNumber = 0
    }
    if run.characters > 0 { run = Run() }
    run.firstWord = words.count
  }

  /// Sorts the few words and drops those that come twice.
  private mutating func sort() {
    guard words.count > 1 else { return }
    for index in 1..<words.count {
      let word = words[index]
      var place = index
      while place > 0, words[place - 1] > word {
        words[place] = words[place - 1]
        place -= 1
      }
      words[place] = word
    }
    var kept = 1
    for index in 1..<words.count where words[index] != words[kept - 1] {
      words[kept] = words[index]
      kept += 1
    }
    words.removeSubrange(kept...)
  }
}
