/// Cuts a line of a post into what is offered and for how much.
struct ItemCutter: Sendable {
  let amounts: AmountFinder
  let beside: PostWords
  let trim: PostWords

  /// An item of a line.
  struct Piece: Hashable, Sendable {
    var title: String
    var price: String?
    var text: String
  }

  /// Whether nothing is left of a text but words beside amounts and punctuation.
  func isBare(_ text: String) -> Bool { beside.cover(text) }

  /// Whether a text has a word as models have: letters and digits, or a number of three digits and more.
  ///
  /// "2x", "80GB", "750W" and a year are none.
  func namesGoods(_ text: String) -> Bool {
    text.split { !$0.isLetter && !$0.isNumber }.contains { word in
      let bytes = Array(word.utf8)
      guard bytes.contains(where: isDigit), bytes.count >= 2 else { return false }
      let digits = bytes.prefix(while: isDigit).count
      if digits == bytes.count {
        return (3...5).contains(digits) && !(digits == 4 && bytes.starts(with: Array("201".utf8)))
          && !(digits == 4 && bytes.starts(with: Array("202".utf8)))
      }
      if digits == 0 { return bytes[0] | 0x20 != UInt8(ascii: "x") || !bytes.dropFirst().allSatisfy(isDigit) }
      let unit = String(decoding: bytes.dropFirst(digits), as: UTF8.self).lowercased()
      return digits >= 3 && !Self.units.contains(unit)
    }
  }

  private static let units: Set<String> = [
    "mm", "gb", "g", "gib", "tb", "mb", "w", "hz", "mhz", "ghz", "nm", "k", "m", "rpm", "x", "usd", "eur", "vnd", "tr",
  ]

  /// The items of a line that has amounts; nil when it cannot be told what each amount is for.
  func pieces(of text: String, isListed: Bool) -> [Piece]? {
    let found = amounts.amounts(in: Array(text.utf8)[...])
    guard let first = found.first else { return nil }
    if found.allSatisfy({ $0.elementsEqual(first) }) { return piece(of: text, isListed: isListed).map { [$0] } }
    var pieces: [Piece] = []
    for part in parts(of: text) {
      guard amounts.only(in: Array(part.utf8)[...]) != nil, let piece = piece(of: part, isListed: false) else {
        pieces = []
        break
      }
      pieces.append(piece)
    }
    if pieces.count >= 2 { return pieces }
    // One thing with several amounts ("$160 each or $300 for both"): which is its price takes a reader of sense.
    let bytes = Array(text.utf8)
    let head = String(decoding: bytes[..<first.startIndex], as: UTF8.self)
    let tail = found.dropFirst().reduce(into: String(decoding: bytes[first.endIndex...], as: UTF8.self)) {
      rest, amount in
      let shown = String(decoding: amount, as: UTF8.self)
      rest = rest.split(separator: shown, omittingEmptySubsequences: false).joined(separator: " ")
    }
    guard isListed, namesGoods(head), !namesGoods(tail) else { return nil }
    return [Piece(title: clean(head), price: nil, text: text)]
  }

  /// The price of a line that has one amount and no goods.
  func onlyPrice(of text: String) -> String? {
    let bytes = Array(text.utf8)
    guard let amount = amounts.only(in: bytes[...]) else { return nil }
    let rest =
      String(decoding: bytes[..<amount.startIndex], as: UTF8.self) + " "
      + String(decoding: bytes[amount.endIndex...], as: UTF8.self)
    return beside.cover(rest) ? price(amount, in: bytes) : nil
  }

  private func piece(of text: String, isListed: Bool) -> Piece? {
    let bytes = Array(text.utf8)
    guard let amount = amounts.amounts(in: bytes[...]).first else { return nil }
    let before = String(decoding: bytes[..<amount.startIndex], as: UTF8.self)
    let after = String(decoding: bytes[amount.endIndex...], as: UTF8.self)
    let words = before.split { !$0.isLetter && !$0.isNumber }.count
    let title: String
    if namesGoods(before), isListed || words <= 16 {
      title = before
    } else if isBare(before), namesGoods(after), isListed || after.split(separator: " ").count <= 16 {
      title = after
    } else if isListed, !isBare(before), words <= 8, before.utf8.last.map({ ":-= ".utf8.contains($0) }) ?? false {
      title = before
    } else {
      return nil
    }
    let cleaned = clean(title)
    return cleaned.isEmpty ? nil : Piece(title: cleaned, price: price(amount, in: bytes), text: text)
  }

  /// An amount with the words beside it that say what it is for: "$250 each".
  private func price(_ amount: ArraySlice<UInt8>, in bytes: [UInt8]) -> String {
    let shown = String(decoding: amount, as: UTF8.self)
    let behind = String(decoding: bytes[amount.endIndex...], as: UTF8.self)
    var end = behind.startIndex
    for word in behind.prefix(while: { !",;.(|，。；".contains($0) }).split(separator: " ") {
      guard beside.cover(String(word)), word.contains(where: \.isLetter) else { break }
      end = word.endIndex
    }
    return shown + behind[..<end]
  }

  /// The parts of a line with one amount each, cut at commas and the like; what has none goes with what follows it.
  private func parts(of text: String) -> [String] {
    let letters = Array(text)
    var parts: [String] = []
    var current = ""
    func close() {
      if amounts.amounts(in: Array(current.utf8)[...]).isEmpty {
        current += ","
      } else {
        parts.append(current)
        current = ""
      }
    }
    for (index, letter) in letters.enumerated() {
      let isInNumber =
        index > 0 && index + 1 < letters.count && letters[index - 1].isNumber && letters[index + 1].isNumber
      let isLoose = index > 0 && letters[index - 1] == " " && index + 1 < letters.count && letters[index + 1] == " "
      if ",;，；、|".contains(letter) && !isInNumber || "/+&".contains(letter) && isLoose {
        close()
      } else {
        current.append(letter)
      }
    }
    let rest = current.squeezed ?? ""
    if rest.contains(where: { $0.isLetter || $0.isNumber }) {
      if amounts.amounts(in: Array(rest.utf8)[...]).isEmpty, let last = parts.popLast() {
        parts.append("\(last), \(rest)")
      } else {
        parts.append(rest)
      }
    }
    return parts
  }

  /// A title without punctuation and words beside amounts at its ends.
  func clean(_ text: String) -> String {
    var words = (text.squeezed ?? "").split(separator: " ")[...]
    while let last = words.last, isLoose(last) { words = words.dropLast() }
    while let first = words.first, isLoose(first) { words = words.dropFirst() }
    var title = words.joined(separator: " ")
    while let last = title.last,
      ":-–—=@|,;*_~(["
        .contains(last) || last == ")" && !title.contains("(") || last == "]" && !title.contains("[")
    {
      title.removeLast()
    }
    while let first = title.first, ":-–—=@|,;*_~)]".contains(first) { title.removeFirst() }
    return title.squeezed ?? ""
  }

  private func isLoose(_ word: Substring) -> Bool {
    !word.contains { $0.isLetter || $0.isNumber } || trim.cover(String(word))
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
