/// What a title says about the form factor.
struct FormReader {
  let words: [Word]
  let hits: [Hit]

  /// What the words leave possible.
  enum Verdict: Hashable, Sendable {
    case open
    case pcie
    /// A module; the version, when it is told.
    case module(version: String?)
    /// Both are named and stay.
    case both
  }

  private(set) var verdict = Verdict.open
  private(set) var why: [String] = []

  /// - Parameter place: The words that count; all without it.
  init(words: [Word], hits: [Hit], mentions: [FamilyMention], within place: Range<Int>? = nil) {
    self.words = words
    self.hits = hits
    var module: Int?
    var version: String?
    var isNegated = false
    var bus: Int?
    let place = place ?? words.indices
    for index in place {
      let word = words[index]
      if let found = Self.module(word.text) {
        if Self.isNegated(at: index, words, hits) {
          isNegated = true
        } else {
          module = module ?? index
          version = version ?? found.version
        }
      } else if Self.isBus(words, at: index) || Self.boardWords.contains(word.text) {
        if !Self.isNegated(at: index, words, hits) { bus = bus ?? index }
      }
    }
    if let module {
      why.append("'\(words[module].text)' is the form")
      verdict = .module(version: version)
      if bus != nil,
        hits.contains(where: {
          $0.concept == .driver && $0.words.lowerBound > 0 && place.contains($0.words.lowerBound)
            && Self.module(words[$0.words.lowerBound - 1].text) != nil
        })
      {
        verdict = .both
        why.append("a module is named for its driver only: both forms stay")
      } else if Self.namesBoth(words, mentions.filter { place.contains($0.words.lowerBound) }) {
        verdict = .both
        why.append("two whole names disagree about the form: both stay")
      }
    } else if bus == nil, let board = words[place].first(where: { ["hgx", "dgx"].contains($0.text) }) {
      verdict = .module(version: nil)
      why.append("'\(board.text)' carries modules")
    } else if let bus {
      verdict = .pcie
      why.append("'\(words[bus].text)' is the form")
    } else if isNegated {
      verdict = .pcie
      why.append("a module is ruled out, so it is PCIe")
    }
  }

  /// What the words say of each mention: "A800 PCIe or A100" tells nothing of the A100's form.
  ///
  /// A form said last holds for all that is offered: "A100 or A800 PCIe".
  static func verdicts(words: [Word], hits: [Hit], mentions: [FamilyMention]) -> (whole: FormReader, each: [Verdict]) {
    let whole = FormReader(words: words, hits: hits, mentions: mentions)
    let cuts = hits.filter { $0.concept == .either }.map(\.words.lowerBound)
      .filter { cut in
        let before = mentions.last { $0.words.upperBound <= cut }
        let after = mentions.first { $0.words.lowerBound > cut }
        return before != nil && after != nil && before?.family != after?.family
      }
    guard !cuts.isEmpty, whole.verdict != .open else { return (whole, mentions.map { _ in whole.verdict }) }
    let starts = [0] + cuts
    let parts = starts.indices.map { starts[$0]..<($0 + 1 < starts.count ? starts[$0 + 1] : words.count) }
    let said = parts.map { FormReader(words: words, hits: hits, mentions: mentions, within: $0).verdict }
    let last = said.last ?? .open
    return (
      whole,
      mentions.map { mention in
        let own = parts.firstIndex { $0.contains(mention.words.lowerBound) }.map { said[$0] } ?? .open
        return own == .open ? last : own
      }
    )
  }

  private static let boardWords: Set<String> = ["fhfl", "fhhl", "hhhl"]

  private static func module(_ text: String) -> (version: String?, found: Void)? {
    guard text.utf8.contains(UInt8(ascii: "x")), text.utf8.contains(UInt8(ascii: "m")) else { return nil }
    for stem in ["sxm", "smx"] {
      for lead in 0...5 where text.utf8.count >= lead + 3 {
        let rest = text.dropFirst(lead)
        guard rest.hasPrefix(stem) else { continue }
        let tail = rest.dropFirst(3)
        if tail.isEmpty { return (nil, ()) }
        if let digit = tail.first, digit.isNumber, tail.dropFirst().allSatisfy({ !$0.isNumber }) {
          return ("sxm\(digit)", ())
        }
      }
    }
    return nil
  }

  private static func isBus(_ words: [Word], at index: Int) -> Bool {
    let text = words[index].text
    guard text.utf8.contains(UInt8(ascii: "p")) else { return false }
    if text == "pcie" || text.hasSuffix("pcie") || text == "pciex" || text == "pciexpress" || text.hasPrefix("pcie") {
      return true
    }
    guard text == "pci", index + 1 < words.count else { return false }
    let next = words[index + 1].text
    return next == "e" || next.hasPrefix("express") || next == "ex"
  }

  /// "not SXM", "no SXM version", "non-SXM": a denial in the two words before.
  private static func isNegated(at index: Int, _ words: [Word], _ hits: [Hit]) -> Bool {
    hits.contains { $0.concept == .without && $0.words.upperBound <= index && index - $0.words.lowerBound <= 2 }
  }

  /// "P100-SXM2-16GB P100 PCIe 16 GB".
  private static func namesBoth(_ words: [Word], _ mentions: [FamilyMention]) -> Bool {
    var hasModule = false
    var hasBus = false
    for mention in mentions where mention.words.upperBound < words.count {
      let next = mention.words.upperBound
      if module(words[next].text) != nil { hasModule = true }
      if isBus(words, at: next) { hasBus = true }
    }
    return hasModule && hasBus
  }
}
