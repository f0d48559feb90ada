import Records

/// Whether a title sells a board, something for one, a machine with some, or something else.
struct KindReader {
  let words: [Word]
  let hits: [Hit]
  let mentions: [FamilyMention]
  let hasMemory: Bool

  /// What the goods are.
  struct Verdict: Hashable, Sendable {
    var kind: Observation.Kind
    var why: String?
    /// Whether it is a machine or a carrier that is sold without a GPU.
    var isEmpty = false
  }

  /// The kind and why.
  func verdict() -> Verdict {
    if let hit = first(.service) { return Verdict(kind: .other, why: "'\(text(hit))' is a service") }
    if let place = first(.noBoard)?.words ?? withoutInList() {
      let said = words[place].map(\.text).joined(separator: " ")
      if accessory() == nil, let found = machine(isEmpty: true) {
        // A maker of servers makes their carriers too.
        let isCarrier = first(.baseboard) != nil && hits.allSatisfy { $0.concept != .system || isHost($0) }
        return Verdict(
          kind: isCarrier ? .baseboard : found.kind, why: "'\(said)' says it comes without a GPU", isEmpty: true)
      }
      return Verdict(kind: .accessory, why: "'\(said)' says the board is not there")
    }
    if let found = accessory() { return Verdict(kind: .accessory, why: found) }
    let (kind, why) = machine() ?? other()
    return Verdict(kind: kind, why: why)
  }

  /// "No CPU/RAM/GPU": a denial, and the GPU further on in its list.
  private func withoutInList() -> Range<Int>? {
    for hit in hits where hit.concept == .without && hit.words.upperBound < words.count {
      var end = hit.words.upperBound + 1
      while end < words.count, words[end].joint == "/" { end += 1 }
      guard end - hit.words.upperBound > 1 else { continue }
      if hits.contains(where: {
        $0.concept == .card && $0.words.lowerBound > hit.words.lowerBound && $0.words.upperBound <= end
      }) {
        return hit.words.lowerBound..<end
      }
    }
    return nil
  }

  private func isHost(_ hit: Hit) -> Bool { hits.contains { $0.concept == .host && $0.bytes.overlaps(hit.bytes) } }

  private func other() -> (kind: Observation.Kind, why: String?) {
    // "核心短路": what is broken is a part of the board.
    let chips = hits.filter { chip in
      chip.concept == .component && !hits.contains { $0.concept == .parts && chip.isRightBefore($0) }
    }
    if let hit = chips.first, !hasMemory(before: hit.words.lowerBound),
      !isCardSaid(besides: hit) || chips.contains(where: isLast)
    {
      return (.component, "'\(text(hit))' is a bare chip")
    }
    if let hit = first(.foreign), mentions.isEmpty { return (.other, "'\(text(hit))' is another kind of goods") }
    if !mentions.isEmpty || isCardSaid || hits.contains(where: { $0.concept == .boardLine }) { return (.card, nil) }
    // "AMD Sapphire Nitro+ 4GB": a maker of boards and a memory size.
    if hasMemory, hits.contains(where: { $0.concept == .boardBrand }), hits.contains(where: { $0.concept == .context })
    {
      return (.card, "a maker of boards and a memory size")
    }
    return (.other, "nothing in the title is about GPUs")
  }

  private func first(_ concept: Concept) -> Hit? { hits.first { $0.concept == concept } }
  private func text(_ hit: Hit) -> String { words[hit.words].map(\.text).joined(separator: " ") }
  private var isCardSaid: Bool { hits.contains { $0.concept == .card } }
  private func isCardSaid(besides hit: Hit) -> Bool {
    hits.contains { $0.concept == .card && !$0.words.overlaps(hit.words) }
  }
  private func isLast(_ hit: Hit) -> Bool { hit.words.upperBound == words.count }
  private var firstName: Int? { mentions.map(\.words.lowerBound).min() }
  private var lastName: Int? { mentions.map(\.words.upperBound).max() }

  // MARK: Accessories

  private func accessory() -> String? {
    // "Предохранители для видеокарт", "Box for video cards": whatever it is, it is for boards.
    if mentions.isEmpty, let purpose = first(.purpose), purpose.words.lowerBound > 0,
      hits.contains(where: { $0.concept == .card && $0.words.lowerBound == purpose.words.upperBound }),
      !hits.contains(where: { $0.concept == .card && $0.words.upperBound <= purpose.words.lowerBound })
    {
      return "'\(text(purpose))' leads to boards"
    }
    let nouns = hits.filter { ($0.concept == .accessory || $0.concept == .fitting) && !isDescribed($0) }
    guard !nouns.isEmpty else { return nil }
    for noun in nouns {
      // "Box only", "(Bracket Only)", "только коробка".
      if hits.contains(where: {
        $0.concept == .only
          && ($0.words.lowerBound == noun.words.upperBound || $0.words.upperBound == noun.words.lowerBound)
      }) {
        return "'\(text(noun))' is all there is"
      }
      // "Bracket for Nvidia Tesla P4", and for no model in particular.
      if let purpose = hits.first(where: { $0.concept == .purpose && $0.words.lowerBound >= noun.words.upperBound }),
        isHead(noun, before: purpose)
      {
        return "'\(text(noun))' is for what follows"
      }
    }
    // "RTX 3080 用 バックプレート", "水冷ブロック RTX 3090 用": what stands before is what it goes with.
    if let purpose = hits.first(where: {
      $0.concept == .purposeAfter && $0.words.lowerBound >= (lastName ?? Int.max) && isWord($0)
    }) {
      return "'\(text(nouns[0]))' is for what stands before '\(text(purpose))'"
    }
    let strong = nouns.filter { $0.concept == .accessory }
    if Set(mentions.map(\.family)).count >= 3, let noun = nouns.first {
      return "'\(text(noun))' goes with several models"
    }
    guard let firstName, let lastName else {
      if let noun = strong.first, !hasMemory, isAboutBoards || words.count <= 2 {
        return "'\(text(noun))' and no model"
      }
      return nil
    }
    if let noun = strong.first(where: { $0.words.upperBound <= firstName }), !hasMemory || noun.words.lowerBound <= 2 {
      return "'\(text(noun))' stands before the model"
    }
    if let noun = strong.first(where: { $0.words.lowerBound >= lastName && (!hasMemory || isCompound($0)) }),
      !isHeadedByCard
    {
      return "'\(text(noun))' is the head noun"
    }
    if let box = nouns.first(where: { isLast($0) && ["box", "коробка"].contains(text($0)) }), !hasMemory {
      return "'\(text(box))' is the head noun"
    }
    return nil
  }

  /// A cable or a bracket is goods for boards only where something says so.
  private var isAboutBoards: Bool {
    hits.contains { [.card, .context, .boardLine, .boardBrand, .system, .noBoard].contains($0.concept) }
      || words.contains { $0.text.hasPrefix("pci") }
  }

  /// "Видеокарта … кулер": where the head noun comes first, what comes after the model is a remark.
  private var isHeadedByCard: Bool {
    hits.contains {
      $0.concept == .card && $0.words.lowerBound <= 1 && text($0).utf8.contains { $0 > 127 }
        && $0.words.upperBound <= firstName ?? 0
    }
  }

  /// Whether the noun tells what the board has or lacks: "dual fan", "no bracket", "w/ heatsink", "torn box".
  private func isDescribed(_ noun: Hit) -> Bool {
    let at = noun.words.lowerBound
    if hits.contains(where: {
      ($0.concept == .with || $0.concept == .without) && $0.words.upperBound <= at && at - $0.words.upperBound <= 4
        && !hasPurpose(between: $0.words.upperBound, at) && !isAlone($0)
    }) {
      return true
    }
    // "変換ケーブル付属", "補助電源不要": told after the noun.
    if hits.contains(where: { $0.concept == .withAfter && noun.isRightBefore($0) }) { return true }
    guard at > 0 else { return false }
    // "Melted connector", "broken fan": what is wrong with the board.
    if let firstName, firstName < at, hits.contains(where: { $0.concept == .parts && $0.words.upperBound == at }) {
      return true
    }
    // "RTX 4090 + EK block": with a plus.
    if let lastName, lastName <= at, words[lastName...at].contains(where: { $0.joint == "+" }) { return true }
    let before = words[at - 1].text
    if ["dual", "triple", "single", "twin", "quad", "двойной", "三", "双"].contains(before) { return true }
    if before.hasSuffix("x"), Int(before.dropLast()) != nil { return true }
    if words[at - 1].number != nil, hits.contains(where: { $0.concept == .fanCount && $0.words.lowerBound == at }) {
      return true
    }
    if text(noun).hasSuffix("box"), hits.contains(where: { $0.concept == .boxState && $0.words.upperBound == at }) {
      return true
    }
    let run = words[at].text
    if ["三风扇", "双风扇", "单风扇"].contains(where: run.contains) { return true }
    return false
  }

  /// "Fan AND Shroud": the joiner links two goods and does not introduce what a board has.
  private func isAlone(_ joiner: Hit) -> Bool {
    let at = joiner.words.lowerBound
    guard ["and", "и", "и"].contains(words[at].text) else { return false }
    guard at > 0 else { return false }
    return hits.contains { ($0.concept == .accessory || $0.concept == .fitting) && $0.words.upperBound == at }
      && firstName.map { $0 > at } ?? true
  }

  private func hasPurpose(between low: Int, _ high: Int) -> Bool {
    hits.contains { $0.concept == .purpose && $0.words.lowerBound >= low && $0.words.upperBound <= high }
  }

  /// The noun heads the goods when no model with its memory stands before it: not "RTX 4090 24GB with block for…".
  private func isHead(_ noun: Hit, before purpose: Hit) -> Bool {
    guard let firstName else { return true }
    if firstName >= noun.words.upperBound { return true }
    return !hasMemory(before: noun.words.lowerBound)
  }

  private func hasMemory(before place: Int) -> Bool {
    hasMemory && words.indices.contains { $0 < place && MemorySize(words, at: $0) != nil }
  }

  /// "RTX A6000 48GB NVLink bridge": between the model and the noun stands nothing but the model's memory.
  private func isCompound(_ noun: Hit) -> Bool {
    guard let lastName, !hits.contains(where: { $0.concept == .with && $0.words.lowerBound >= noun.words.upperBound })
    else { return false }
    var at = lastName
    while at < noun.words.lowerBound, let size = MemorySize(words, at: at) { at += size.words }
    return at == noun.words.lowerBound && (lastName..<words.count).contains(at)
      && (lastName...at).allSatisfy { ["", " "].contains(words[$0].joint) }
  }

  /// A single syllable counts at the start of a run only: "용" is "for", and within "사용" it is not.
  private func isWord(_ hit: Hit) -> Bool { !hit.isInside || hit.bytes.count > 3 }

  // MARK: Machines

  private func machine(isEmpty: Bool = false) -> (kind: Observation.Kind, why: String?)? {
    if let hit = first(.baseboard), !isForWhatFollows(hit), !isPull(hit), !isSingleModule(hit) {
      if let system = first(.system) { return (.system, "'\(text(system))' with '\(text(hit))'") }
      return (.baseboard, "'\(text(hit))' carries the GPUs")
    }
    if let hit = hits.first(where: {
      $0.concept == .system && !isForWhatFollows($0) && !isPull($0) && !isEdition($0)
        && (isEmpty || !isNoise($0))
    }) {
      return (.system, "'\(text(hit))' is a machine")
    }
    if hits.contains(where: { $0.concept == .with && isFilled($0) }) {
      return (.system, "several boards come with what is named before")
    }
    if let hit = hits.first(where: { $0.concept == .machineHead && isMachineHead($0) }) {
      return (.system, "'\(text(hit))' is the head noun")
    }
    let parts = parts
    if let hit = first(.laptopGoods), !isCardSaid, parts > 0 || first(.system) != nil {
      return (.system, "'\(text(hit))' with its parts")
    }
    if parts >= 2 { return (.system, "processor and disk are named") }
    return nil
  }

  /// "Dell PowerEdge … video card": a server's name beside a card is noise, but a rig is a rig.
  private func isNoise(_ hit: Hit) -> Bool {
    guard isHost(hit), isCardSaid else { return false }
    // "服务器显卡", "server GPU": the word before tells what the card is for.
    return mentions.count <= 1 || hits.contains { $0.concept == .card && hit.isRightBefore($0) }
  }

  /// "NF5288M5 w/ 8x Tesla V100": several boards come with something that is none, and is named before.
  private func isFilled(_ joiner: Hit) -> Bool {
    let at = joiner.words.upperBound
    guard joiner.words.lowerBound > 0, at + 1 < words.count, let name = firstName, name > at, name - at <= 4,
      !hits.contains(where: { $0.concept == .card && $0.words.lowerBound < joiner.words.lowerBound })
    else { return false }
    let text = words[at].text
    let digits = text.hasSuffix("x") ? String(text.dropLast()) : words[at + 1].text == "x" ? text : ""
    return Int(digits).map { (2...16).contains($0) } ?? false
  }

  /// How many parts of machines are named: processors, memory, disks.
  private var parts: Int {
    hits.count { $0.concept == .machinePart }
      + words.indices.count { at in
        let text = words[at].text
        if isProcessor(text) { return true }
        guard text.hasSuffix("tb"), at + 1 >= words.count || words[at + 1].joint != "/" else { return false }
        return Int(text.dropLast(2)) != nil || text == "tb" && at > 0 && words[at - 1].isNumber
      }
  }

  /// "14900HX", "13700K", "7800X3D": numbers that only processors have.
  private func isProcessor(_ text: String) -> Bool {
    let name = NumberedName(text)
    return name.lead.isEmpty && (3...5).contains(name.digits.utf8.count)
      && ["k", "kf", "ks", "hx", "hk", "hs", "x3d", "wx"].contains(name.tail)
  }

  /// "Workstation HP Z8 with 2x RTX A5000": at the start, before the model, and no word about a card.
  private func isMachineHead(_ hit: Hit) -> Bool {
    guard hit.words.upperBound <= firstName ?? 0, !isEdition(hit), !isPull(hit), !isForWhatFollows(hit) else {
      return false
    }
    let isAdjective = hits.contains { $0.concept == .card && hit.isRightBefore($0) }
    return !isAdjective
      && (hit.words.lowerBound <= 1
        || hits.contains { $0.concept == .with && $0.words.lowerBound == hit.words.upperBound })
  }

  /// "RTX PRO 6000 Server Edition", "工作站版": a version of the board.
  private func isEdition(_ hit: Hit) -> Bool { hits.contains { $0.concept == .edition && hit.isRightBefore($0) } }

  /// "OAM 模组", "SXM5模组": one module, unless a count says that the board carries several.
  private func isSingleModule(_ hit: Hit) -> Bool {
    guard hits.contains(where: { $0.concept == .module && $0.bytes == hit.bytes }), hit.words.lowerBound > 0 else {
      return false
    }
    // "单模组", "单卡模组": said to be one; an OAM carries one GPU always.
    let before = words[hit.words.lowerBound - 1].text
    // "8张", "4 шт": loose modules, and not eight on a board ("8卡").
    let count = QuantityReader(words: words, hits: hits, mentions: mentions).count()
    let isLoose = count.map { found in "张片块枚颗張塊顆".contains { found.text.contains($0) } } ?? false
    guard
      isLoose || before.hasPrefix("sxm") || words.contains(where: { $0.text == "oam" })
        || words[hit.words.lowerBound].text.contains("单")
    else { return false }
    guard !hits.contains(where: { $0.concept == .baseboard && $0.bytes != hit.bytes }) else { return false }
    return count == nil || isLoose
  }

  private func isForWhatFollows(_ hit: Hit) -> Bool {
    hits.contains {
      $0.concept == .purpose && $0.words.upperBound <= hit.words.lowerBound
        && hit.words.lowerBound - $0.words.upperBound <= 2
    }
  }

  /// "Server pull", "from a DGX", "拆机": where the board was, and not what is sold.
  private func isPull(_ hit: Hit) -> Bool {
    hits.contains { pull in
      guard pull.concept == .pulled || pull.concept == .pulledFrom else { return false }
      let gap = hit.words.lowerBound - pull.words.upperBound
      return pull.bytes.overlaps(hit.bytes) || pull.words.overlaps(hit.words) || gap == 0
        || gap == 1 && words[hit.words.lowerBound].joint == " " && words[pull.words.upperBound].joint == " "
          && !hits.contains { $0.concept == .with && $0.words.lowerBound == pull.words.upperBound }
        || pull.concept == .pulled && pull.words.lowerBound == hit.words.upperBound
          && words[pull.words.lowerBound].joint != "-"
    }
  }
}
