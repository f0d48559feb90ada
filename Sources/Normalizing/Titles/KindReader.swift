import Records

/// Whether a title sells a board, something for one, a machine with some, or something else.
struct KindReader {
  let words: [Word]
  let hits: [Hit]
  let mentions: [FamilyMention]
  let hasMemory: Bool

  /// The kind and why.
  func kind() -> (kind: Observation.Kind, why: String?) {
    if let hit = first(.noBoard) { return (.accessory, "'\(text(hit))' says the board is not there") }
    if let found = accessory() { return (.accessory, found) }
    if let found = machine() { return found }
    let chips = hits.filter { $0.concept == .component }
    if let hit = chips.first, !hasMemory, !isCardSaid(besides: hit) || chips.contains(where: isLast) {
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
    if let purpose = hits.first(where: { $0.concept == .purposeAfter && $0.words.lowerBound >= (lastName ?? Int.max) })
    {
      return "'\(text(nouns[0]))' is for what stands before '\(text(purpose))'"
    }
    let strong = nouns.filter { $0.concept == .accessory }
    if Set(mentions.map(\.family)).count >= 3, let noun = nouns.first {
      return "'\(text(noun))' goes with several models"
    }
    guard let firstName, let lastName else {
      if let noun = strong.first, !hasMemory { return "'\(text(noun))' and no model" }
      return nil
    }
    if let noun = strong.first(where: { $0.words.upperBound <= firstName }), !hasMemory || noun.words.lowerBound <= 2 {
      return "'\(text(noun))' stands before the model"
    }
    if let noun = strong.first(where: { $0.words.lowerBound >= lastName }), !hasMemory, !isHeadedByCard {
      return "'\(text(noun))' is the head noun"
    }
    if let box = nouns.first(where: { isLast($0) && ["box", "коробка"].contains(text($0)) }), !hasMemory {
      return "'\(text(box))' is the head noun"
    }
    return nil
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
    guard at > 0 else { return false }
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
    return !hasMemory
  }

  // MARK: Machines

  private func machine() -> (kind: Observation.Kind, why: String?)? {
    if let hit = first(.baseboard), !isForWhatFollows(hit) {
      if let system = first(.system) { return (.system, "'\(text(system))' with '\(text(hit))'") }
      return (.baseboard, "'\(text(hit))' carries the GPUs")
    }
    if let hit = hits.first(where: { $0.concept == .system && !isForWhatFollows($0) && !isPull($0) }) {
      // "Dell PowerEdge … video card": a server's name beside a card is noise, but a rig is a rig.
      let isNamedOnly =
        [
          "poweredge", "proliant", "thinksystem", "supermicro", "server", "сервер", "服务器", "工作站", "笔记本", "ноутбук",
          "компьютер", "主机",
        ].contains(text(hit)) || text(hit).contains("服务器")
      // "服务器显卡", "server GPU": the word before tells what the card is for.
      let isAdjective = hits.contains { $0.concept == .card && hit.isRightBefore($0) }
      if !(isNamedOnly && isCardSaid && (mentions.count <= 1 || isAdjective)) {
        return (.system, "'\(text(hit))' is a machine")
      }
    }
    if let hit = first(.laptopGoods), !isCardSaid,
      hits.contains(where: { $0.concept == .system })
        || words.contains(where: { ["i5", "i7", "i9", "ryzen", "ssd", "ram", "core"].contains($0.text) })
    {
      return (.system, "'\(text(hit))' with its parts")
    }
    let parts = words.count {
      [
        "i5", "i7", "i9", "ryzen", "ssd", "ddr4", "ddr5", "nvme", "windows", "win11", "threadripper", "xeon", "epyc",
        "ram", "e5", "hdd",
      ]
      .contains($0.text)
    }
    if parts >= 2 { return (.system, "processor and disk are named") }
    return nil
  }

  private func isForWhatFollows(_ hit: Hit) -> Bool {
    hits.contains {
      $0.concept == .purpose && $0.words.upperBound <= hit.words.lowerBound
        && hit.words.lowerBound - $0.words.upperBound <= 2
    }
  }

  private func isPull(_ hit: Hit) -> Bool {
    let next = hit.words.upperBound
    if hits.contains(where: {
      $0.concept == .pulled && ($0.words.upperBound == hit.words.lowerBound || $0.words.overlaps(hit.words))
    }) {
      return true
    }
    return next < words.count && ["pull", "pulled", "拆机"].contains(words[next].text)
      || words[hit.words.lowerBound].text.contains("拆机")
  }
}
