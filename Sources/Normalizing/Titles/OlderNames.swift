/// Reads names without a series word in front: "Radeon 5770", "GeForce 640GT", "EN9600GT", "GV-N108T", "R6850".
///
/// What the catalog does not know is no name, so that a number is a model only when there is such a model.
struct OlderNames {
  let words: [Word]
  let hits: [Hit]
  /// Every family of the catalog.
  let known: Set<String>
  let isMining: Bool

  init(words: [Word], hits: [Hit], known: Set<String>) {
    self.words = words
    self.hits = hits
    self.known = known
    isMining = hits.contains { $0.concept == .system }
  }

  /// The name at a word; nil when none starts there.
  func mention(at index: Int) -> FamilyMention? {
    let text = words[index].text
    if text == "mx" { return lightGeForce(at: index, nil) }
    guard text.utf8.contains(where: { $0 &- 0x30 < 10 }) else { return nil }
    let name = NumberedName(text)
    guard let number = name.number else { return nil }
    if words[index].text.hasPrefix("mx") { return lightGeForce(at: index, number) }
    if let family = coded(name, number, at: index) { return mention(family, index, .series) }
    guard name.lead.isEmpty || name.lead == "x" else { return nil }
    if follows(.radeon, index) || next(index) == "hd" || next(index) == "radeon" {
      if let (family, last) = radeon(name, number, at: index) { return mention(family, index, .series, through: last) }
    }
    if name.lead.isEmpty, follows(.geforce, index) || previous(index) == "nvidia" || previous(index) == "gf" {
      if let (family, last) = geforce(name, number, at: index) { return mention(family, index, .series, through: last) }
    }
    if name.lead.isEmpty, let (family, last) = suffixed(name, number, at: index) {
      return mention(family, index, .series, through: last)
    }
    if name.lead.isEmpty, name.tail == "gt" || name.isMobile, let (family, last) = geforce(name, number, at: index) {
      return mention(family, index, .bare, through: last)
    }
    return follows(.boardBrand, index) || isMining ? branded(name, number, at: index) : nil
  }

  private func mention(_ family: String, _ first: Int, _ style: FamilyMention.Style, through last: Int? = nil)
    -> FamilyMention
  {
    FamilyMention(family: family, words: first..<(last ?? first) + 1, style: style, variant: nil)
  }

  private func previous(_ index: Int) -> String { index > 0 ? words[index - 1].text : "" }
  private func next(_ index: Int) -> String { index + 1 < words.count ? words[index + 1].text : "" }

  /// Whether a word of the concept stands right before, or before a maker's name.
  private func follows(_ concept: Concept, _ index: Int) -> Bool {
    hits.contains {
      $0.concept == concept
        && ($0.words.upperBound == index || $0.words.upperBound == index - 1 && isBrand(index - 1))
    }
  }

  private func isBrand(_ index: Int) -> Bool {
    words[index].text == "ax" || words[index].text == "fx" || words[index].text == "nvidia"
      || hits.contains { $0.concept == .boardBrand && $0.words.contains(index) }
  }

  // MARK: Part codes of the makers of boards

  private func coded(_ name: NumberedName, _ number: Int, at index: Int) -> String? {
    let isGigabyte = previous(index) == "gv"
    switch name.lead {
    case "engt", "engts", "engtx":
      return first(
        "\(name.lead.dropFirst(2).uppercased()) \(number)" + (name.hasTi || next(index) == "ti" ? " Ti" : ""))
    case "en", "nx", "gf":
      if name.isMobile { return geforce(name, number, at: index)?.0 }
      return oldGeForce(number, name.tail) ?? oldGeForce(number, next(index)) ?? plainOldGeForce(number)
    case "eah": return first("HD \(number)")
    case "eax": return (300...1950).contains(number) ? "Radeon X\(number)" : nil
    case "axrx": return first("RX \(number)")
    case "rx": return isGigabyte ? first("RX \(number)") : nil
    case "r" where name.digits.utf8.count == 4: return first("HD \(number)")
    case "r" where name.digits.utf8.count == 3:
      let own = ["R9 \(number)", "R7 \(number)"]
      return isGigabyte
        ? first("HD \(number * 10)", "R\(number / 100) \(number % 100 * 10)", own[0], own[1]) : first(own[0], own[1])
    case "n" where isGigabyte: return gigabyte(name, number)
    case "n":
      if name.tail.hasPrefix("gt") {
        let series = ["gtx", "gts", "gt"].first { name.tail.hasPrefix($0) } ?? "gtx"
        return first("\(series.uppercased()) \(number)" + (next(index) == "ti" ? " Ti" : ""))
      }
      return previous(index) == "msi" ? first("GTX \(number)", "GTS \(number)", "GT \(number)") : nil
    case "gt", "gts", "gtx": return number >= 6000 ? oldGeForce(number, name.lead) ?? plainOldGeForce(number) : nil
    default: return nil
    }
  }

  /// "N108T" is a 1080 Ti, "N84S" an 8400 GS, "N630" a 630.
  private func gigabyte(_ name: NumberedName, _ number: Int) -> String? {
    switch number {
    case 10..<100:
      if name.tail.hasPrefix("t"), let family = first("GTX \(number * 10) Ti") { return family }
      return oldGeForce(number * 100, name.tail.hasPrefix("t") ? "gt" : "gs")
    case 100..<200, 203..<210:
      let series = number < 200 ? "GTX" : "RTX"
      return name.tail.hasPrefix("t")
        ? first("\(series) \(number * 10) Ti", "\(series) \(number * 10)") : first("\(series) \(number * 10)")
    default:
      // "N65T" and "N108T" are cut short; in a whole number a T is the maker's "Turbo".
      let ti = number < 1000 && name.tail.hasPrefix("t") ? " Ti" : ""
      return first(
        "GTX \(number)\(ti)", "RTX \(number)\(ti)", "GTX \(number)", "RTX \(number)", "GT \(number)", "GTS \(number)",
        "GeForce \(number)")
    }
  }

  private func first(_ names: String...) -> String? { names.first(where: known.contains) }

  // MARK: Numbers after a line's name

  /// "7900XTX", "6800 XT", "7900 GRE": nothing else is called that.
  private func suffixed(_ name: NumberedName, _ number: Int, at index: Int) -> (String, Int)? {
    guard number >= 5000,
      let suffix = ["xtx", "xt", "gre"].first(where: {
        name.tail == $0 || name.tail.isEmpty && $0 == next(index)
      }), let family = first("RX \(number) \(suffix.uppercased())")
    else { return nil }
    return (family, name.tail.isEmpty ? index + 1 : index)
  }

  private func radeon(_ name: NumberedName, _ number: Int, at index: Int) -> (String, Int)? {
    let suffixes = ["xtx", "xt", "gre", "pro", "gt", "se"]
    let glued = suffixes.first { name.tail == $0 }
    let suffix = glued ?? (name.tail.isEmpty ? suffixes.first { $0 == next(index) } : nil)
    let last = glued == nil && suffix != nil ? index + 1 : index
    if name.lead == "x" {
      guard (300...1950).contains(number) else { return nil }
      return ("Radeon X\(number)" + (suffix.map { " " + $0.uppercased() } ?? ""), last)
    }
    if let suffix, let family = first("RX \(number) \(suffix.uppercased())", "HD \(number) \(suffix.uppercased())") {
      return (family, last)
    }
    if let family = next(index) == "hd"
      ? first("HD \(number)") : first("HD \(number)", "RX \(number)", "R9 \(number)", "R7 \(number)")
    {
      return (family, index)
    }
    let base = number / 100 * 100
    if (9000...9999).contains(number), base <= 9800 { return ("Radeon \(number)", index) }
    return nil
  }

  private func geforce(_ name: NumberedName, _ number: Int, at index: Int) -> (String, Int)? {
    if name.isMobile {
      let own = name.tail.dropFirst()
      let suffix = own.isEmpty ? ["gt", "gts", "gtx", "gs"].first { $0 == next(index) } : String(own)
      if number < 1000, let series = ["gt", "gts", "gtx"].first(where: { $0 == previous(index) }) {
        return ("\(series.uppercased()) \(number)M", index)
      }
      if number < 1000, let suffix { return ("\(suffix.uppercased()) \(number)M", own.isEmpty ? index + 1 : index) }
      return (
        "GeForce \(number)M" + (suffix.map { " " + $0.uppercased() } ?? ""),
        suffix == nil || !own.isEmpty ? index : index + 1
      )
    }
    if number >= 6000 {
      if let family = oldGeForce(number, name.tail) { return (family, index) }
      if name.tail.isEmpty, let family = oldGeForce(number, next(index)) { return (family, index + 1) }
      return name.tail.isEmpty ? plainOldGeForce(number).map { ($0, index) } : nil
    }
    if (5000...5999).contains(number), let family = first("GeForce FX \(number)") { return (family, index) }
    guard number < 1000 else { return nil }
    let series = ["gtx", "gts", "gt"].first { name.tail == $0 || name.tail.isEmpty && $0 == next(index) }
    let last = series == next(index) && name.tail.isEmpty && series != nil ? index + 1 : index
    let isTi = name.hasTi || next(index) == "ti"
    if let series, let family = first("\(series.uppercased()) \(number)") { return (family, last) }
    if isTi, let family = first("GTX \(number) Ti") { return (family, name.hasTi ? index : index + 1) }
    guard name.tail.isEmpty || isTi || name.tail == "se" else { return nil }
    return first("GTX \(number)", "GT \(number)", "GTS \(number)", "GeForce \(number)").map { ($0, last) }
  }

  private func oldGeForce(_ number: Int, _ tail: String) -> String? {
    guard (6000...9999).contains(number), number % 50 == 0 else { return nil }
    let suffix = ["ultra", "gtx", "gts", "gso", "gs", "gt", "le"].first {
      tail == $0 || tail.hasPrefix($0) && (tail.dropFirst($0.utf8.count).first?.isNumber ?? false)
    }
    return suffix.map { "GeForce \(number) \($0.uppercased())" }
  }

  private func plainOldGeForce(_ number: Int) -> String? {
    let name = "GeForce \(number)"
    return known.contains { $0 == name || $0.hasPrefix(name + " ") } ? name : nil
  }

  /// "GeForce2 MX 400", "GeForce4 MX440", "MX4000".
  private func lightGeForce(at index: Int, _ number: Int?) -> FamilyMention? {
    let near = words[max(0, index - 3)..<index]
    let isNamed = near.contains { $0.text.hasPrefix("geforce") || $0.text.hasPrefix("gf") || $0.text == "nvidia" }
    guard isNamed || follows(.geforce, index) || hits.contains(where: { $0.concept == .geforce }) else { return nil }
    guard let value = number ?? (index + 1 < words.count ? words[index + 1].number : nil) else { return nil }
    let generation: String
    switch value {
    case 100, 200, 400: generation = "2"
    case 420...480: generation = "4"
    case 4000: generation = ""
    default: return nil
    }
    return mention("GeForce\(generation) MX \(value)", index, .series, through: number == nil ? index + 1 : index)
  }

  // MARK: Bare numbers after a maker's name

  private func branded(_ name: NumberedName, _ number: Int, at index: Int) -> FamilyMention? {
    guard name.lead.isEmpty, MemorySize(words, at: index) == nil else { return nil }
    let suffix = ["xtx", "xt", "gre"].first { name.tail == $0 || name.tail.isEmpty && $0 == next(index) }
    let last = suffix != nil && name.tail.isEmpty ? index + 1 : index
    if let suffix {
      guard let family = first("RX \(number) \(suffix.uppercased())") else { return nil }
      return mention(family, index, .bare, through: last)
    }
    guard name.tail.isEmpty || name.tail == "ti" else { return nil }
    let isRadeon = follows(.radeonBrand, index) || hits.contains { $0.concept == .radeonBrand } || isMining
    if (460...590).contains(number), name.tail.isEmpty {
      return isRadeon ? first("RX \(number)").map { mention($0, index, .bare) } : nil
    }
    guard follows(.boardBrand, index) else { return nil }
    if name.tail.isEmpty, number >= 3000, let family = first("HD \(number)"), !known.contains("RX \(number)"),
      plainOldGeForce(number) == nil
    {
      return mention(family, index, .bare)
    }
    if (600...799).contains(number) {
      let ti = name.tail == "ti" || next(index) == "ti" ? " Ti" : ""
      return first("GTX \(number)\(ti)", "GTX \(number)").map {
        mention($0, index, .bare, through: ti.isEmpty || name.tail == "ti" ? index : index + 1)
      }
    }
    return nil
  }
}

/// A word cut into letters, digits and the rest: "n460gtx" is "n", 460, "gtx".
struct NumberedName {
  let lead: String
  let digits: String
  let tail: String
  /// The digits as a number, when there are two to four.
  let number: Int?

  /// "940m", "8400mgs", and not a memory size ("512m").
  var isMobile: Bool {
    guard let number, number % 32 != 0 else { return false }
    return tail == "m" || tail.hasPrefix("mgs") || tail.hasPrefix("mgt")
  }

  var hasTi: Bool { tail == "ti" || tail == "tioc" }

  init(_ text: String) {
    let lead = text.utf8.prefix { $0 >= 97 && $0 <= 122 }
    let digits = text.utf8.dropFirst(lead.count).prefix { $0 >= 48 && $0 <= 57 }
    self.lead = String(lead) ?? ""
    self.digits = String(digits) ?? ""
    tail = String(text.utf8.dropFirst(lead.count + digits.count)) ?? ""
    number = (2...4).contains(digits.count) ? Int(self.digits) : nil
  }
}
