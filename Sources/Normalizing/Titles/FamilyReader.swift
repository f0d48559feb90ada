/// Finds the GPU families that a title names, and drops the names that are noise.
struct FamilyReader {
  let index: ModelIndex
  let title: FoldedTitle
  let hits: [Hit]
  /// Whether what the title stands among is about GPUs.
  var isAmongBoards = false
  private var words: [Word] { title.words }

  /// The mentions that count in a title, in order.
  func mentions() -> [FamilyMention] { filtered(names()) }

  /// Every name, in order, whatever else the text says.
  func names() -> [FamilyMention] {
    var found: [FamilyMention] = []
    var at = 0
    let series = SeriesReader(words: words)
    let older = OlderNames(words: words, hits: hits, known: index.known)
    let long = index.longNames(in: title)
    while at < words.count {
      let named = long[at].map { FamilyMention(family: $0.family, words: $0.words, style: .series, variant: nil) }
      if let long = named ?? series.mention(at: at) ?? older.mention(at: at) ?? shortName(at: at) {
        found.append(long)
        at = max(at + 1, long.words.upperBound)
      } else {
        at += 1
      }
    }
    return found
  }

  /// Whether something besides a model name says that this is about GPUs.
  var hasContext: Bool { isAmongBoards || hits.contains { $0.concept == .context || $0.concept == .card } }

  private func shortName(at start: Int) -> FamilyMention? {
    let text = words[start].text
    if let family = index.shortNames[text] {
      return FamilyMention(family: family, words: start..<start + 1, style: .short, variant: text)
    }
    guard text.utf8.first.map({ $0 >= 97 && $0 <= 122 }) ?? false else { return nil }
    if hits.contains(where: { $0.concept == .outsideFamily && $0.words.lowerBound == start }) {
      return FamilyMention(family: text.uppercased(), words: start..<start + 1, style: .short, variant: nil)
    }
    // "A5000" after "RTX A3000" or near "NVIDIA"; "A100-SXM4" and "A100PCIE" glued.
    if text.utf8.count == 5, text.hasPrefix("a"), let number = Int(text.dropFirst()), number % 500 == 0,
      (1000...6000).contains(number)
    {
      return FamilyMention(family: "RTX A\(number)", words: start..<start + 1, style: .bare, variant: nil)
    }
    if let family = hyphened(text, at: start) {
      return FamilyMention(family: family, words: start..<start + 2, style: .short, variant: nil)
    }
    for tail in ["pcie", "sxm", "nvl", "gpu"] where text.hasSuffix(tail) {
      if let family = index.shortNames[String(text.dropLast(tail.count))] {
        return FamilyMention(family: family, words: start..<start + 1, style: .short, variant: nil)
      }
    }
    return nil
  }

  /// "MI-210", "MI 100", "H-100", "L-40S": a short name that is written in two.
  private func hyphened(_ text: String, at start: Int) -> String? {
    guard text.utf8.count <= 2, start + 1 < words.count, words[start + 1].text.utf8.count >= 2,
      words[start + 1].joint == "-" || text == "mi" && words[start + 1].joint == " "
    else { return nil }
    let whole = text + words[start + 1].text
    guard whole.utf8.count >= 4 else { return nil }
    return index.shortNames[whole]
  }

  private func filtered(_ all: [FamilyMention]) -> [FamilyMention] {
    let found = withoutRemarks(all)
    let isForeign = hits.contains { $0.concept == .foreign }
    let hasSeries = found.contains { $0.style == .series }
    var kept = found.filter { mention in
      switch mention.style {
      case .series, .code: true
      case .bare:
        hasContext || hasFittingMemory(mention) || hits.contains { $0.concept == .boardBrand }
          || hits.contains { $0.concept == .system || $0.concept == .wanted && !$0.isInside }
      case .short: hasContext || hasFittingMemory(mention) || isDistinct(mention)
      }
    }
    // Next to a series name a short one is a shelf code or a piece of a part number, unless "Tesla" is said.
    let series = Set(kept.filter { $0.style == .series }.map(\.family))
    if hasSeries { kept.removeAll { $0.style == .short && !isAnchored($0) && !series.contains($0.family) } }
    if hasSeries {
      kept.removeAll { $0.style == .bare && !$0.family.hasPrefix("RTX A") && !isListed($0, in: found) }
    }
    if isForeign,
      !hits.contains(where: { $0.concept == .context && !weakContext.contains(words[$0.words.lowerBound].text) })
    {
      kept.removeAll { $0.style == .short || $0.style == .bare }
    }
    let named = kept
    return withoutEchoes(named.filter { $0.style != .short || !isShelfCode($0, among: named) })
  }

  /// Drops the names of remarks when another name is left: "MI50 with Radeon VII BIOS", "A30, faster than V100".
  private func withoutRemarks(_ mentions: [FamilyMention]) -> [FamilyMention] {
    guard mentions.count > 1 else { return mentions }
    let left = mentions.filter { mention in
      !hits.contains {
        $0.concept == .comparedTo && $0.words.upperBound == mention.words.lowerBound
          || $0.concept == .remarkAfter && $0.words.lowerBound == mention.words.upperBound && !$0.isInside
      }
    }
    return left.isEmpty ? mentions : left
  }

  /// "MI300X", "GB200": nothing else is called that.
  ///
  /// "H100 64GB PCIe": a bus and a memory size say enough of a longer one.
  private func isDistinct(_ mention: FamilyMention) -> Bool {
    let text = words[mention.words.lowerBound].text
    guard index.shortNames[text] != nil else { return false }
    if text.utf8.count >= 5 { return true }
    return text.utf8.count >= 4 && words.indices.contains { MemorySize(words, at: $0) != nil }
      && words.contains { $0.text.hasPrefix("pcie") || $0.text == "pci" }
  }

  private let weakContext: Set<String> = ["intel", "ada", "mining", "amd", "ati"]

  private func hasFittingMemory(_ mention: FamilyMention) -> Bool {
    let sizes = words.indices.compactMap { MemorySize(words, at: $0)?.gigabytes }
    func fits(_ model: Int) -> Bool { index.models[model].memoryGB.map(sizes.contains) ?? false }
    if (index.families[mention.family] ?? []).contains(where: fits) { return true }
    // "4090D 48G": a modification that the catalog keeps under the shorter name.
    return mention.style == .bare
      && index.models.indices.contains {
        index.models[$0].isModified && mention.family.hasPrefix(index.models[$0].family + " ") && fits($0)
      }
  }

  /// A short name right after its maker, or in a row of names that is.
  private func isAnchored(_ mention: FamilyMention) -> Bool {
    mention.words.lowerBound > 0 && words[mention.words.lowerBound - 1].text == "tesla"
  }

  /// "GTX 1050 Ti, 1080 Ti", "RTX 4090 or 4080": a bare number directly after another name, or after a word for "or".
  private func isListed(_ mention: FamilyMention, in found: [FamilyMention]) -> Bool {
    found.contains {
      $0.style != .short
        && (isJoined($0.words.upperBound, mention.words.lowerBound)
          || isJoined(mention.words.upperBound, $0.words.lowerBound))
    }
  }

  private func isJoined(_ end: Int, _ start: Int) -> Bool {
    end == start
      || end < start && start - end <= 2
        && hits.contains { $0.concept == .either && $0.words == end..<start }
  }

  /// "A2-4", "L4-9", or a short name at either end while another one is properly introduced.
  private func isShelfCode(_ mention: FamilyMention, among all: [FamilyMention]) -> Bool {
    let text = words[mention.words.lowerBound].text
    guard text.utf8.count <= 3 else { return false }
    let next = mention.words.upperBound
    if next < words.count, words[next].joint == "-", words[next].text.utf8.count <= 2, words[next].isNumber {
      return true
    }
    let others = all.filter { $0.family != mention.family }
    guard !others.isEmpty else { return false }
    let isNearAnother = others.contains {
      abs($0.words.lowerBound - mention.words.lowerBound) <= 3
    }
    return !isNearAnother && (mention.words.lowerBound == 0 || next == words.count)
  }

  /// Drops a name that is the start of a longer one ("RTX 5070 Ti … RTX 5070", cut off), and repeats.
  private func withoutEchoes(_ mentions: [FamilyMention]) -> [FamilyMention] {
    mentions.filter { mention in
      !mentions.contains { other in
        other.family != mention.family && other.family.hasPrefix(mention.family + " ")
          && (mention.words.upperBound == words.count || words.count - mention.words.upperBound <= 3
            || isPartNumber(mention))
          && mention.style != .short
      }
    }
  }

  private func isPartNumber(_ mention: FamilyMention) -> Bool {
    let next = mention.words.upperBound
    return words[mention.words.lowerBound].joint == "-" || next < words.count && words[next].joint == "-"
  }
}
