/// Settles the language of a text between what its page declares and what its letters and words say.
enum LanguageGuess {
  /// The language as BCP 47.
  ///
  /// What is declared stands, when the text is written in a script of that language; templates often declare another.
  static func settle(_ declared: [String], text: String, default fallback: String?) -> String? {
    let tally = Tally(text)
    let tags = declared.map(tag)
    if let fitting = tags.first(where: { tally.fits(primary($0)) }) {
      return primary(fitting) == "zh" && !fitting.contains("-") ? tally.chinese : fitting
    }
    return tally.guess ?? tags.first ?? fallback
  }

  /// "vi_VN" as "vi-VN", "English" as "en".
  private static func tag(_ text: String) -> String {
    let ends: Set<Character> = [",", ";", " ", "."]
    let head = text.prefix { !ends.contains($0) }
    let plain = String(head.map { (sign: Character) -> Character in sign == "_" ? "-" : sign })
    return named[plain.lowercased()] ?? plain
  }

  private static let named: [String: String] = [
    "english": "en", "chinese": "zh", "vietnamese": "vi", "russian": "ru", "japanese": "ja", "spanish": "es",
    "german": "de", "french": "fr", "korean": "ko", "vn": "vi", "cn": "zh", "jp": "ja",
  ]

  private static func primary(_ tag: String) -> String {
    String(tag.prefix { $0 != "-" }).lowercased()
  }

  /// Letters and little words of a text.
  private struct Tally {
    private var latin = 0
    private var marked = 0
    private var han = 0
    private var kana = 0
    private var hangul = 0
    private var cyrillic = 0
    private var ukrainian = 0
    private var old = 0
    private var new = 0
    private var words: [String: Int] = [:]

    private static let littleWords: [String: String] = [
      "the": "en", "and": "en", "of": "en", "to": "en", "is": "en", "for": "en", "that": "en", "with": "en",
      "der": "de", "die": "de", "und": "de", "das": "de", "ist": "de", "mit": "de", "nicht": "de", "von": "de",
      "el": "es", "los": "es", "las": "es", "una": "es", "por": "es", "para": "es", "con": "es", "del": "es",
      "le": "fr", "les": "fr", "des": "fr", "et": "fr", "une": "fr", "est": "fr", "dans": "fr", "pour": "fr",
      "il": "it", "che": "it", "di": "it", "gli": "it", "della": "it", "sono": "it",
      "não": "pt", "uma": "pt", "são": "pt", "os": "pt", "em": "pt", "com": "pt", "dos": "pt", "ao": "pt",
      "het": "nl", "een": "nl", "van": "nl", "niet": "nl", "zijn": "nl",
      "nie": "pl", "jest": "pl", "się": "pl", "że": "pl",
    ]
    /// Common characters that only one of the two Chinese scripts has.
    private static let oldForms = Set("這個們時會來說國學對發開關過還後麼樣沒經點現動問間實長電應當無種從與業員進顯東兩將傳體價買賣處機網訊產廠晶據報導億萬單讓運算規製給輸選樞舊")
    private static let newForms = Set("这个们时会来说国学对发开关过还后么样没经点现动问间实长电应当无种从与业员进显东两将传体价买卖处机网讯产厂据报导亿万单让运规给输选枢旧")

    init(_ text: String) {
      var count = 0
      for scalar in text.unicodeScalars {
        count += 1
        if count > 1_000 { break }
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A: latin += 1
        case 0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x110, 0x111, 0x102, 0x103, 0x1EA0...0x1EF9:
          latin += 1
          marked += 1
        case 0xC0...0x24F: latin += 1
        case 0x400...0x52F:
          cyrillic += 1
          if [0x404, 0x454, 0x406, 0x456, 0x407, 0x457, 0x490, 0x491].contains(scalar.value) { ukrainian += 1 }
        case 0x3041...0x30FF: kana += 1
        case 0xAC00...0xD7A3: hangul += 1
        case 0x4E00...0x9FFF:
          han += 1
          let character = Character(scalar)
          if Self.oldForms.contains(character) { old += 1 } else if Self.newForms.contains(character) { new += 1 }
        default: break
        }
      }
      guard latin > han, latin > cyrillic else { return }
      var word: [UInt8] = []
      for byte in text.utf8.prefix(1_500) {
        let small = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
        if small >= 0x61 && small <= 0x7A || small >= 0x80 {
          word.append(small)
        } else if !word.isEmpty {
          if word.count < 7, let language = Self.littleWords[String(decoding: word, as: UTF8.self)] {
            words[language, default: 0] += 1
          }
          word.removeAll(keepingCapacity: true)
        }
      }
    }

    var chinese: String { old > new ? "zh-Hant" : "zh-Hans" }

    /// Whether a text of that language could have these letters.
    func fits(_ language: String) -> Bool {
      let all = latin + han + kana + hangul + cyrillic
      guard all >= 20 else { return true }
      switch language {
      case "zh": return han * 4 > all && kana * 8 < han
      case "ja": return kana * 10 > all && (han + kana) * 3 > all
      case "ko": return hangul * 4 > all
      case "ru", "uk", "bg", "be", "sr", "kk", "mk": return cyrillic * 3 > all
      case "vi": return marked * 25 > all
      case "en", "de", "es", "fr", "it", "pt", "nl", "pl", "sv", "da", "no", "nb", "fi", "cs", "hu", "ro", "tr", "id":
        guard latin * 2 > all, marked * 25 <= all || ["ro", "pl", "hr"].contains(language) else { return false }
        guard let best = latinGuess, best != language else { return true }
        // A template's language against the words of the text themselves.
        return words[best, default: 0] < 6 || words[language, default: 0] * 3 > words[best, default: 0]
      default: return true
      }
    }

    private var latinGuess: String? {
      words.max { $0.value == $1.value ? $0.key > $1.key : $0.value < $1.value }?.key
    }

    /// The language that letters and words say; nil when they say too little.
    var guess: String? {
      let all = latin + han + kana + hangul + cyrillic
      guard all >= 20 else { return nil }
      if kana * 10 > all { return "ja" }
      if hangul * 4 > all { return "ko" }
      if han * 4 > all { return chinese }
      if cyrillic * 3 > all { return ukrainian * 50 > cyrillic ? "uk" : "ru" }
      if marked * 25 > all { return "vi" }
      guard let best = latinGuess, words[best, default: 0] >= 3 else { return nil }
      return best
    }
  }
}
