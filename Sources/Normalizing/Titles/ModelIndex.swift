/// The catalog, compiled for reading titles.
final class ModelIndex: Sendable {
  let models: [ModelClues]
  /// The models of each family.
  let families: [String: [Int]]
  /// Families of one word, by that word: "a100", "mi300x", "gh200".
  let shortNames: [String: String]
  /// Families of several words that are not RTX or GTX series: "ascend 910b", "mtt s4000".
  private let longNames: PhraseTrie
  private let longFamilies: [String]
  /// Part numbers, OEM codes and board codes, the longest first.
  private let codes: [UInt32: [(key: String, models: [Int])]]
  /// The words that select each model's variant: phrases, or a memory size.
  let variants: [[Variant]]
  /// The middle of NVIDIA part numbers ("2g503"), which is the board.
  let boards: [String: [Int]]
  /// Every family of the catalog, and those without a model.
  let known: Set<String>
  /// The models that somebody modified, such as boards with twice the memory.
  let modified: Set<String>

  /// Models that sellers call by the name of another family: by that family, the cut-down "V100 12GB".
  let nicknamed: [String: [Int]]

  /// - Parameters:
  ///   - otherFamilies: Families without a model here.
  ///   - otherNames: What else those are called, by that name.
  init(_ models: [ModelClues], otherFamilies: [String] = [], otherNames: [String: String] = [:]) {
    self.models = models
    var families: [String: [Int]] = [:]
    var shortNames: [String: String] = [:]
    var longNames: [String: String] = [:]
    var codes: [String: [Int]] = [:]
    var boards: [String: [Int]] = [:]
    var single: [String: Set<String>] = [:]
    for family in otherFamilies {
      let words = FoldedTitle(family).words.map(\.text)
      let isSeries = words.first == "rtx" || words.first == "gtx" || words.starts(with: ["quadro", "rtx"])
      guard !isSeries, let first = words.first else { continue }
      if words.count > 1 {
        longNames[words.joined(separator: " ")] = family
        longNames[words.joined()] = family
      } else if first.utf8.count <= 8 {
        shortNames[first] = family
      }
    }
    for (name, family) in otherNames {
      let words = FoldedTitle(name).words.map(\.text)
      if words.count == 1, words[0].utf8.allSatisfy({ $0 < 128 }) {
        shortNames[words[0]] = family
      } else {
        longNames[words.joined(separator: " ")] = family
      }
    }
    for (index, model) in models.enumerated() {
      families[model.family, default: []].append(index)
      let words = FoldedTitle(model.family).words.map(\.text)
      let isSeries = words.first == "rtx" || words.first == "gtx" || words.starts(with: ["quadro", "rtx"])
      if words.count == 1, let word = words.first {
        shortNames[word] = model.family
      } else if !isSeries {
        longNames[words.joined(separator: " ")] = model.family
        longNames[words.joined()] = model.family
      }
      for alias in model.aliases where !isSeries {
        let words = FoldedTitle(alias).words.map(\.text)
        // "Atlas 300I", "CloudMatrix 384": another name in several words.
        let own = Set(FoldedTitle(model.family).words.map(\.text))
        if words.count >= 2, words[0].utf8.first.map({ $0 >= 97 }) ?? false, own.isDisjoint(with: words) {
          longNames[words.joined(separator: " ")] = model.family
        }
        if words.count <= 2, alias.unicodeScalars.contains(where: { Fold.script(of: Fold.lower($0)) == .ideographic }) {
          longNames[words.joined(separator: " ")] = model.family
        }
      }
      for variant in model.variant {
        let words = FoldedTitle(variant).words.map(\.text)
        guard words.count == 1, let word = words.first, word.utf8.count >= 4, word.utf8.contains(where: { $0 >= 97 }),
          word.utf8.contains(where: { $0 < 58 }), !word.hasSuffix("gb"), shortNames[word] == nil
        else { continue }
        if model.family.lowercased().hasPrefix(word.prefix(3)) { shortNames[word] = model.family }
      }
      for alias in model.aliases where !isSeries {
        // "910b3", "40hx", "mi308": one word of letters and digits that no other family has.
        let words = FoldedTitle(alias).words.map(\.text)
        guard words.count == 1, let word = words.first, word.utf8.count >= 3, word.utf8.contains(where: { $0 >= 97 }),
          word.utf8.allSatisfy({ $0 < 128 }), word.utf8.count(where: { $0 < 58 }) >= 2
        else { continue }
        single[word, default: []].insert(model.family)
      }
      for code in model.codes {
        let key = codeKey(code)
        guard key.utf8.count >= 5 else { continue }
        if !(codes[key] ?? []).contains(index) { codes[key, default: []].append(index) }
        let words = FoldedTitle(code).words.map(\.text)
        if words.count >= 3, words[0].utf8.count == 3, words[1].utf8.count == 5 {
          if !(boards[words[1]] ?? []).contains(index) { boards[words[1], default: []].append(index) }
        }
      }
      for code in model.boardCodes {
        let key = codeKey(code)
        guard key.utf8.count >= 5, !key.contains("sku") else { continue }
        if !(codes[key] ?? []).contains(index) { codes[key, default: []].append(index) }
      }
    }
    for (word, owners) in single where owners.count == 1 && shortNames[word] == nil {
      shortNames[word] = owners.first
    }
    var nicknamed: [String: [Int]] = [:]
    for (index, model) in models.enumerated() {
      let leads = Set(model.aliases.compactMap { FoldedTitle($0).words.first.flatMap { shortNames[$0.text] } })
      for family in leads where family != model.family { nicknamed[family, default: []].append(index) }
    }
    self.nicknamed = nicknamed
    self.families = families
    modified = Set(models.filter(\.isModified).map(\.id))
    known = Set(families.keys).union(otherFamilies)
    self.shortNames = shortNames
    let names = longNames.sorted { $0.key < $1.key }
    longFamilies = names.map(\.value)
    self.longNames = PhraseTrie(
      names.enumerated().map { place, name in
        let folded = FoldedText(name.key)
        return (
          Array(folded.bytes.dropFirst().dropLast()), place,
          folded.marks.first?.isIdeographic == true ? .beginsInside : []
        )
      })
    let sorted = codes.map { (key: $0.key, models: $0.value.sorted()) }
      .sorted { ($1.key.utf8.count, $0.key) < ($0.key.utf8.count, $1.key) }
    self.codes = Dictionary(grouping: sorted, by: { Self.lead($0.key.utf8) })
    variants = models.map { $0.variant.map(Variant.init) }
    self.boards = boards
  }

  /// The families of several words that a title names: where each starts, the words it takes and the family.
  func longNames(in title: FoldedTitle) -> [Int: (words: Range<Int>, family: String)] {
    var found: [Int: (words: Range<Int>, family: String)] = [:]
    for match in longNames.matches(in: title.folded) {
      let start = match.words.lowerBound
      if found[start].map({ $0.words.count < match.words.count }) ?? true {
        found[start] = (match.words, longFamilies[match.id])
      }
    }
    return found
  }

  /// The first four bytes of a code.
  private static func lead(_ text: String.UTF8View) -> UInt32 {
    text.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The models that a code standing at `index` names, with the number of words it takes.
  ///
  /// Codes are compared without punctuation, and a title's code may be longer than the catalog's.
  func codeMatch(in words: [Word], at index: Int) -> (models: [Int], words: Int)? {
    let first = words[index].text.utf8
    guard first.first.map({ $0 < 128 }) == true else { return nil }
    if first.count >= 4, codes[Self.lead(first)] == nil { return nil }
    var joined = ""
    var ends: [Int] = []
    for word in words[index...].prefix(5) {
      if !ends.isEmpty, word.joint == " " { break }
      joined += word.text
      ends.append(joined.utf8.count)
    }
    guard joined.utf8.count >= 5 else { return nil }
    for (key, models) in codes[Self.lead(joined.utf8)] ?? [] where joined.utf8.starts(with: key.utf8) {
      guard let end = ends.firstIndex(where: { $0 >= key.utf8.count }) else { continue }
      // A short code ends where a word ends ("T4" in "T4-D2" aside, which is not a code); "0" may lead (Dell).
      guard key.utf8.count >= 9 || ends[end] == key.utf8.count || ends[end] - key.utf8.count <= 3 else { continue }
      return (models, end + 1)
    }
    return nil
  }
}

/// What selects a variant of a model: words that stand together, or a memory size.
enum Variant: Hashable, Sendable {
  case words([String], hasDigit: Bool)
  case memory(gigabytes: Int)

  init(_ text: String) {
    let words = FoldedTitle(text).words
    if !words.isEmpty, let size = MemorySize(words, at: 0), let gigabytes = size.gigabytes, size.words == words.count {
      self = .memory(gigabytes: gigabytes)
    } else {
      self = .words(words.map(\.text), hasDigit: text.utf8.contains { $0 >= 48 && $0 <= 57 })
    }
  }
}
