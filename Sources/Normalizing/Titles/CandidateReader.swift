/// Narrows the models of a family by what a title says: variant, memory, part number, form, power.
struct CandidateReader {
  let index: ModelIndex
  let words: [Word]
  /// What is said of the form of the mention at hand.
  var form: FormReader.Verdict
  /// Memory sizes named, in gigabytes.
  let sizes: [Int]
  /// Models that part numbers and board codes in the title name.
  let coded: [Int]
  /// Watts named ("400w").
  let watts: [Int]
  /// A machine's own memory stands in its title too.
  let isMachine: Bool

  private(set) var why: [String] = []
  private(set) var hasMemoryConflict = false

  init(index: ModelIndex, words: [Word], isMachine: Bool, form: FormReader.Verdict, coded: [Int]) {
    self.index = index
    self.words = words
    self.isMachine = isMachine
    self.form = form
    self.coded = coded
    sizes = words.indices.compactMap { MemorySize(words, at: $0)?.gigabytes }
    watts = words.indices.compactMap { at in
      let text = words[at].text
      guard text.utf8.first.map({ $0 >= 48 && $0 <= 57 }) ?? false else { return nil }
      if text.utf8.last == UInt8(ascii: "w"), let value = Int(text.dropLast()), (50...1500).contains(value) {
        return value
      }
      if let value = words[at].number, (50...1500).contains(value), at + 1 < words.count, words[at + 1].text == "w" {
        return value
      }
      return nil
    }
  }

  /// The models of a mention's family that remain, as indices.
  mutating func candidates(of mention: FamilyMention, alone: Bool) -> [Int] {
    guard let all = index.families[mention.family] else { return [] }
    if let cut = byNickname(of: mention, all) { return cut }
    var chosen = all.filter { isNamed($0) }
    // "30HX mining GPU": a word with a number in it says more than a plain one.
    let exact = chosen.filter { isNamed($0, byNumbersOnly: true) }
    if !exact.isEmpty { chosen = exact }
    var left = chosen.isEmpty ? all.filter { index.models[$0].variant.isEmpty } : chosen
    if chosen.isEmpty, left.isEmpty {
      if let other = otherVariant(after: mention) {
        why.append("'\(other)' is another \(mention.family)")
        return []
      }
      left = all
    }
    if !chosen.isEmpty {
      why.append(
        "a word of the variant \(chosen.map { index.models[$0].id }.joined(separator: ", ")) stands in the title")
    }
    if !sizes.isEmpty {
      let fitting = left.filter { index.models[$0].memoryGB.map(sizes.contains) ?? true }
      if fitting.isEmpty, isMachine { return byForm(left) }
      if fitting.isEmpty, let other = byAlias(of: mention) { return other }
      if fitting.isEmpty {
        hasMemoryConflict = true
        why.append("no \(mention.family) has \(sizes.map { "\($0) GB" }.joined(separator: ", "))")
        return []
      }
      if fitting.count < left.count { why.append("memory \(sizes.map { "\($0) GB" }.joined(separator: ", "))") }
      left = fitting
    }
    if alone { left = byCode(left) }
    left = byLink(byForm(left))
    if left.count > 1, let power = watts.first { left = byPower(left, power) }
    return left
  }

  /// Whether a word that selects this variant stands in the title.
  private func isNamed(_ model: Int, byNumbersOnly: Bool = false) -> Bool {
    index.variants[model].contains { variant in
      switch variant {
      case .memory(let gigabytes): sizes.contains(gigabytes)
      case .words(let phrase, let hasDigit):
        !phrase.isEmpty && (hasDigit || !byNumbersOnly)
          && words.indices.contains { at in
            at + phrase.count <= words.count && (0..<phrase.count).allSatisfy { words[at + $0].text == phrase[$0] }
          }
      }
    }
  }

  /// Models of a neighboring family that go by this name with this memory: a "4090D 48G" is a modified 4090.
  private mutating func byAlias(of mention: FamilyMention) -> [Int]? {
    let named = index.models.indices.filter { at in
      let model = index.models[at]
      return model.isModified && mention.family.hasPrefix(model.family + " ")
        && model.memoryGB.map(sizes.contains) ?? false
    }
    guard !named.isEmpty else { return nil }
    why.append("that memory is a modification of the \(index.models[named[0]].family)")
    return named
  }

  /// Models of another family that sellers call by this name: a "V100 12GB" is a cut-down board of its own.
  ///
  /// Where the family has that memory too, a word of the variant must say so: "neutered".
  private mutating func byNickname(of mention: FamilyMention, _ all: [Int]) -> [Int]? {
    let named = (index.nicknamed[mention.family] ?? []).filter { at in
      index.models[at].memoryGB.map(sizes.contains) ?? false
        && (!all.contains { index.models[$0].memoryGB.map(sizes.contains) ?? false } || isSaid(at))
    }
    guard !named.isEmpty, form == .open || form == .pcie else { return nil }
    why.append("a \(mention.family) of that memory is \(index.models[named[0]].family)")
    return named
  }

  /// Whether a word of the variant stands in the title, its memory aside.
  private func isSaid(_ model: Int) -> Bool {
    index.variants[model].contains { variant in
      guard case .words(let phrase, _) = variant else { return false }
      return words.indices.contains { at in
        at + phrase.count <= words.count && (0..<phrase.count).allSatisfy { words[at + $0].text.hasPrefix(phrase[$0]) }
      }
    }
  }

  /// "MLU370-S4", where the catalog has X4 and X8 only.
  private func otherVariant(after mention: FamilyMention) -> String? {
    let next = mention.words.upperBound
    guard next < words.count, words[next].joint == "-" else { return nil }
    let name = NumberedName(words[next].text + "0")
    return name.lead.utf8.count == 1 && (2...3).contains(name.digits.utf8.count) && name.tail.isEmpty
      ? words[next].text : nil
  }

  /// "V100 NVLink": where one form alone has it, it settles the form.
  private mutating func byLink(_ left: [Int]) -> [Int] {
    guard left.count > 1, form == .open,
      let at = words.firstIndex(where: { $0.text == "nvlink" || $0.text == "nvlink2" }),
      at + 1 == words.count || !words[at + 1].text.hasPrefix("bridge")
    else { return left }
    let linked = left.filter { index.models[$0].hasNVLink }
    guard !linked.isEmpty, linked.count < left.count else { return left }
    why.append("'\(words[at].text)' is what only this form has")
    return linked
  }

  private mutating func byCode(_ left: [Int]) -> [Int] {
    let named = coded.filter { index.models[$0].family == index.models[left[0]].family }
    guard !named.isEmpty else { return left }
    let both = left.filter(named.contains)
    if !both.isEmpty {
      if both.count < left.count { why.append("a part number or board code narrows it") }
      return both
    }
    // The words beat the part number about memory; the form of the board still holds.
    let forms = Set(named.map { index.models[$0].form })
    let sameForm = left.filter { forms.contains(index.models[$0].form) }
    if !sameForm.isEmpty { why.append("the part number has another memory size: only its form counts") }
    return sameForm.isEmpty ? left : sameForm
  }

  private mutating func byForm(_ left: [Int]) -> [Int] {
    let fitting: [Int]
    switch form {
    case .open: return left
    case .both:
      fitting = left.filter { ["pcie"].contains(index.models[$0].form) || index.models[$0].isModule }
      let versions = words.compactMap {
        $0.text.hasPrefix("sxm") || $0.text.hasPrefix("smx") ? "sxm" + $0.text.dropFirst(3) : nil
      }
      let exact = fitting.filter { index.models[$0].form == "pcie" || versions.contains(index.models[$0].form) }
      return exact.isEmpty ? (fitting.isEmpty ? left : fitting) : exact
    case .pcie: fitting = left.filter { index.models[$0].form == "pcie" }
    case .module(let version):
      let modules = left.filter { index.models[$0].isModule }
      let exact = version.map { version in modules.filter { index.models[$0].form == version } } ?? []
      fitting = exact.isEmpty ? modules : exact
    }
    return fitting.isEmpty ? left : fitting
  }

  private mutating func byPower(_ left: [Int], _ power: Int) -> [Int] {
    let exact = left.filter { index.models[$0].watts == power }
    if !exact.isEmpty, exact.count < left.count {
      why.append("\(power) W decides")
      return exact
    }
    let able = left.filter { (index.models[$0].watts ?? Int.max) >= power }
    if able.isEmpty {
      let modules = left.filter { index.models[$0].isModule }
      return modules.isEmpty ? left : modules
    }
    return able.count < left.count ? able : left
  }
}
