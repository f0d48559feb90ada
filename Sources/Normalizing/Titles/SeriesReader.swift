/// Reads families named by a series word and a number: "RTX 4070 Ti SUPER", "gtx1060", "R9 270X".
struct SeriesReader {
  let words: [Word]

  /// The series mention at a word, with every word it takes; nil when none starts there.
  func mention(at index: Int) -> FamilyMention? {
    let text = words[index].text
    guard let lead = text.utf8.first, lead < 128 else { return nil }
    for prefix in Self.prefixesByLead[Int(lead)] where text.utf8.starts(with: prefix.utf8) {
      let rest = String(text.utf8.dropFirst(prefix.utf8.count)) ?? ""
      if rest.isEmpty { return spaced(prefix, at: index) }
      if let found = glued(prefix, rest, at: index) { return found }
    }
    // "NX7800GTX", "EN6800GT", "8600GT256mb", "9800 GT", "450gts".
    return old(at: index)
  }

  private static let prefixes = [
    "geforce", "quadro", "rtxpro", "rtxa", "rtx", "gtx", "gts", "gt", "rx", "hd", "r9", "r7", "r5", "vega", "fx",
    "titan", "matrox", "arc",
  ]

  private static let prefixesByLead: [[String]] = (0..<128).map { lead in
    prefixes.filter { $0.utf8.first == UInt8(lead) }
  }

  /// "RTX 4090", "GTX 3GB 1060", "RTX OC 5090", "RTX A5000", "RTX PRO 6000".
  private func spaced(_ prefix: String, at index: Int) -> FamilyMention? {
    let reach = prefix == "rtx" || prefix == "gtx" || prefix == "geforce" ? 3 : 1
    for step in 1...max(1, reach) where index + step < words.count {
      let word = words[index + step]
      if let found = named(prefix, word.text, first: index, at: index + step) { return found }
      if step == 1, ["vega", "pro", "fx", "nvs"].contains(word.text), index + 2 < words.count,
        let found = named(prefix + word.text, words[index + 2].text, first: index, at: index + 2)
      {
        return found
      }
      if prefix == "geforce" || prefix == "quadro" { return nil }
      if Self.prefixes.contains(word.text), word.text != "geforce" { return nil }
    }
    return nil
  }

  private func glued(_ prefix: String, _ rest: String, at index: Int) -> FamilyMention? {
    named(prefix, rest, first: index, at: index)
  }

  /// Splits "4070tis" into its number and what follows.
  private func parts(_ text: String) -> (lead: String, digits: String, tail: String) {
    let name = NumberedName(text)
    return (name.lead, name.digits, name.tail)
  }

  private func named(_ prefix: String, _ text: String, first: Int, at index: Int) -> FamilyMention? {
    let (lead, digits, tail) = parts(text)
    guard let number = Int(digits), digits.utf8.count <= 4 else { return nil }
    func mention(_ family: String, through last: Int) -> FamilyMention {
      FamilyMention(family: family, words: first..<last + 1, style: .series, variant: nil)
    }
    switch (prefix, lead) {
    case ("rtx", ""), ("gtx", ""), ("geforce", ""):
      guard isPlausible(number, prefix) else { return nil }
      if prefix == "geforce" {
        guard let series = Self.seriesOfBareNumber(number) else {
          return oldGeForce(digits, tail, first: first, at: index)
        }
        let (suffix, last) = suffix(tail, after: index, allowsD: number == 4090 || number == 5090)
        return mention("\(series) \(digits)\(suffix)", through: last)
      }
      if number == 6000 || number == 4000 || number == 5000 || number == 8000 || number == 5880 || number == 2000
        || number == 4500
      {
        return professional(digits, tail, first: first, at: index)
      }
      let (suffix, last) = suffix(tail, after: index, allowsD: number == 4090 || number == 5090)
      return mention("\(prefix.uppercased()) \(digits)\(suffix)", through: last)
    case ("rtx", "a"), ("rtxa", ""), ("quadro", "a"):
      guard digits.utf8.count == 4 || (digits.utf8.count == 3 && prefix != "quadro") else { return nil }
      return mention("RTX A\(digits)", through: index)
    case ("rtx", "pro"), ("rtxpro", ""):
      guard digits.utf8.count == 4 else { return nil }
      return mention("RTX PRO \(digits)" + (tail == "d" ? "D" : ""), through: index)
    case ("quadro", "rtx"):
      guard digits.utf8.count == 4 else { return nil }
      return mention("Quadro RTX \(digits)", through: index)
    case ("quadro", "k"), ("quadro", "m"), ("quadro", "p"), ("quadro", "t"), ("quadro", "gv"), ("quadro", "gp"),
      ("quadro", "fx"):
      guard digits.utf8.count >= 3 else { return nil }
      return mention("Quadro \(lead.uppercased())\(digits)\(tail == "m" ? "M" : "")", through: index)
    case ("quadrofx", ""), ("quadronvs", ""):
      guard digits.utf8.count >= 3 else { return nil }
      return mention("Quadro \(prefix.dropFirst(6).uppercased()) \(digits)", through: index)
    case ("quadro", ""):
      guard digits.utf8.count >= 3 else { return nil }
      return mention("Quadro \(digits)", through: index)
    case ("gts", ""), ("gt", ""):
      guard (200...1030).contains(number), tail.isEmpty || tail == "m" || tail == "oc" else { return nil }
      return mention("\(prefix.uppercased()) \(digits)", through: index)
    case ("rx", ""):
      guard (400...599).contains(number) || (5000...9999).contains(number) else { return nil }
      guard ["", "xt", "xtx", "gre"].contains(tail) || tail.utf8.count <= 2 else { return nil }
      let (suffix, last) = amdSuffix(tail, after: index)
      return mention("RX \(digits)\(suffix)", through: last)
    case ("rxvega", ""), ("vega", ""), ("rx", "vega"):
      guard number == 56 || number == 64 || number == 11 || number == 8 else { return nil }
      return mention("RX Vega \(digits)", through: index)
    case ("r9", ""), ("r7", ""), ("r5", ""):
      guard (200...399).contains(number) || prefix == "r9" && number == 295 else { return nil }
      return mention("\(prefix.uppercased()) \(digits)\(tail == "x" ? "X" : "")", through: index)
    case ("hd", ""):
      guard (2000...8999).contains(number) else { return nil }
      let (suffix, last) = amdSuffix(tail, after: index)
      return mention("HD \(digits)\(suffix)", through: last)
    case ("fx", ""):
      guard (5000...5999).contains(number) else { return nil }
      return mention("GeForce FX \(digits)", through: index)
    case ("matrox", "g"), ("matrox", "p"):
      return mention("Matrox \(lead.uppercased())\(digits)", through: index)
    case ("arc", "a"), ("arc", "b"):
      guard digits.utf8.count == 3 else { return nil }
      return mention("Arc \(lead.uppercased())\(digits)", through: index)
    default: return nil
    }
  }

  private func isPlausible(_ number: Int, _ prefix: String) -> Bool {
    switch prefix {
    case "gtx": (200...999).contains(number) || (1000...1699).contains(number) && number % 10 == 0
    case "rtx": (2000...9999).contains(number) && number % 10 == 0
    default: number >= 100
    }
  }

  /// "RTX 6000 Ada", "Quadro RTX 6000", "RTX PRO 6000": the words around decide which.
  private func professional(_ digits: String, _ tail: String, first: Int, at index: Int) -> FamilyMention? {
    let near = words[max(0, first - 2)..<min(words.count, index + 5)].map(\.text)
    let family: String
    if tail == "ada" || near.contains("ada") {
      family = "RTX \(digits) Ada"
    } else if near.contains("pro") || near.contains("blackwell") {
      family = "RTX PRO \(digits)"
    } else if digits == "5880" {
      family = "RTX 5880 Ada"
    } else {
      family = "Quadro RTX \(digits)"
    }
    return FamilyMention(family: family, words: first..<index + 1, style: .series, variant: nil)
  }

  /// "Ti", "SUPER", "D", "Ti SUPER", glued or in the words after, past a memory size.
  private func suffix(_ tail: String, after index: Int, allowsD: Bool) -> (String, Int) {
    var last = index
    var isTi = false
    var isSuper = false
    var isD = false
    var isBoost = false
    switch tail {
    case "ti", "tioc": isTi = true
    case "tis", "tisuper": (isTi, isSuper) = (true, true)
    case "s", "super": isSuper = true
    case "d", "dd": isD = allowsD
    default: break
    }
    var step = index + 1
    while step < words.count, step <= index + 4 {
      let text = words[step].text
      if text == "ti" || text == "ти", step <= index + 2, !isTi {
        (isTi, last) = (true, step)
      } else if text == "super" || text == "슈퍼" || text == "スーパー" {
        (isSuper, last) = (true, step)
        break
      } else if text == "tisuper" || text == "tis" {
        (isTi, isSuper, last) = (true, true, step)
      } else if text == "d", step == index + 1, allowsD {
        (isD, last) = (true, step)
      } else if text == "boost", isTi {
        (isBoost, last) = (true, step)
      } else if MemorySize(words, at: step) == nil, text != "gb", text != "гб" {
        break
      }
      step += 1
    }
    return ((isTi ? " Ti" : "") + (isSuper ? " SUPER" : "") + (isD ? " D" : "") + (isBoost ? " Boost" : ""), last)
  }

  private func amdSuffix(_ tail: String, after index: Int) -> (String, Int) {
    let known = ["xt", "xtx", "gre", "x2"]
    if known.contains(tail) { return (" " + tail.uppercased(), index) }
    if index + 1 < words.count, known.contains(words[index + 1].text) {
      return (" " + words[index + 1].text.uppercased(), index + 1)
    }
    return ("", index)
  }

  /// The series of a number that is a GeForce by itself.
  static func seriesOfBareNumber(_ number: Int) -> String? {
    switch number {
    case 1050, 1060, 1070, 1080, 1630, 1650, 1660, 750, 760, 770, 780, 950, 960, 970, 980: "GTX"
    case 1030, 710, 730: "GT"
    case 2050...2080, 3050...3090, 4050...4090, 5050...5090: number % 10 == 0 ? "RTX" : nil
    default: nil
    }
  }

  private func oldGeForce(_ digits: String, _ tail: String, first: Int, at index: Int) -> FamilyMention? {
    guard digits.utf8.count == 4, let number = Int(digits), (6000...9999).contains(number), number % 50 == 0 else {
      return nil
    }
    let suffixes = ["gt", "gts", "gtx", "gso", "gs", "le", "ultra"]
    if let suffix = suffixes.first(where: {
      tail == $0 || tail.hasPrefix($0) && tail.dropFirst($0.count).first?.isNumber == true
    }) {
      return FamilyMention(
        family: "GeForce \(digits) \(suffix.uppercased())", words: first..<index + 1, style: .series, variant: nil)
    }
    if tail.isEmpty, index + 1 < words.count, suffixes.contains(words[index + 1].text) {
      return FamilyMention(
        family: "GeForce \(digits) \(words[index + 1].text.uppercased())", words: first..<index + 2, style: .series,
        variant: nil)
    }
    return nil
  }

  private func old(at index: Int) -> FamilyMention? {
    let (lead, digits, tail) = parts(words[index].text)
    guard let number = Int(digits), lead.utf8.count <= 2 else { return nil }
    if let found = oldGeForce(digits, tail, first: index, at: index) { return found }
    if lead == "ax", (4000...7999).contains(number) {
      return FamilyMention(family: "HD \(digits)", words: index..<index + 1, style: .series, variant: nil)
    }
    if lead == "n", digits.utf8.count >= 3, digits.utf8.count <= 4, index > 0, words[index - 1].text == "gv" {
      let number = number < 100 ? number : number
      guard tail == "oc" || tail.isEmpty, (210...740).contains(number) else { return nil }
      return FamilyMention(family: "GT \(digits)", words: index..<index + 1, style: .series, variant: nil)
    }
    if lead.isEmpty, tail == "gts" || tail == "gtx", (200...780).contains(number) {
      return FamilyMention(
        family: "\(tail.uppercased()) \(digits)", words: index..<index + 1, style: .series, variant: nil)
    }
    if lead.isEmpty, let series = Self.seriesOfBareNumber(number), number >= 1050 {
      guard ["", "ti", "s", "super", "d", "tis", "gb", "oc", "fe", "tisuper"].contains(tail) else { return nil }
      let (suffix, last) = suffix(tail, after: index, allowsD: number == 4090 || number == 5090)
      // "1080 Ti", "1660 Super", "3090 FE": nothing else is called that.
      let next = last + 1 < words.count ? words[last + 1].text : ""
      let isWhole =
        suffix.hasPrefix(" Ti") || suffix == " SUPER" && tail != "s" || tail == "fe"
        || ["fe", "founders"].contains(next)
      let style: FamilyMention.Style = isWhole && number >= 1050 ? .series : .bare
      return FamilyMention(family: "\(series) \(digits)\(suffix)", words: index..<last + 1, style: style, variant: nil)
    }
    return nil
  }
}
