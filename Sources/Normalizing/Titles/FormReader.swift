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

  init(words: [Word], hits: [Hit], mentions: [FamilyMention]) {
    self.words = words
    self.hits = hits
    var module: Int?
    var version: String?
    var isNegated = false
    var bus: Int?
    for (index, word) in words.enumerated() {
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
          $0.concept == .driver && $0.words.lowerBound > 0 && Self.module(words[$0.words.lowerBound - 1].text) != nil
        })
      {
        verdict = .both
        why.append("a module is named for its driver only: both forms stay")
      } else if Self.namesBoth(words, mentions) {
        verdict = .both
        why.append("two whole names disagree about the form: both stay")
      }
    } else if bus == nil, let board = words.first(where: { ["hgx", "dgx"].contains($0.text) }) {
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
