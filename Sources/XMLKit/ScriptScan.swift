/// Finds the scripts of one type in a page without parsing it.
///
/// It gives just what a selector `script[type*=…]` finds in the tree, at a small part of its cost: scripts inside
/// comments, attributes and other scripts are none. The page is stepped over only up to the last script that could be
/// meant. A handful of freak pages, on which libxml2 repairs what stands inside scripts, are not told here.
public struct ScriptScan: Sendable {
  private let type: [UInt8]

  /// A scan for scripts whose `type` has `part` in it.
  public init(typeContaining part: String) { type = Array(part.utf8) }

  /// The texts of the scripts in page order, or nil where only parsing the page can tell.
  ///
  /// - Parameter utf8: Well-formed UTF-8 without NUL (TextKit's `UTF8Text.bytes`).
  /// - Throws: `tooLarge` when the page is past the limit.
  public func texts(in utf8: [UInt8], limits: MarkupLimits = MarkupLimits()) throws(MarkupFailure) -> [[UInt8]]? {
    guard utf8.count <= limits.bytes else { throw MarkupFailure(.tooLarge(bytes: utf8.count, limit: limits.bytes)) }
    return unsafe utf8.withUnsafeBufferPointer { bytes in
      let scanner = unsafe TagScanner(bytes)
      if hasPrefixedScript(scanner) { return nil }
      guard let last = lastCandidate(scanner) else { return [] }
      return texts(scanner, upTo: last)
    }
  }

  /// Whether some element may be a script with a prefix, which is one in the tree although its text is markup.
  private func hasPrefixedScript(_ scanner: TagScanner) -> Bool {
    var at = 0
    while let colon = scanner.index(of: UInt8(ascii: ":"), from: at) {
      at = colon + 1
      if scanner.stands("script", at: at), isScript(scanner, at..<scanner.endOfName(at)) { return true }
    }
    return false
  }

  /// The last place where a script of the type could begin, were it not inside something else.
  private func lastCandidate(_ scanner: TagScanner) -> Int? {
    var last: Int?
    var at = 0
    while let open = scanner.index(of: UInt8(ascii: "<"), from: at) {
      at = open + 1
      guard scanner[at] | 0x20 == UInt8(ascii: "s"), isScript(scanner, at..<scanner.endOfName(at)) else { continue }
      let tag = scanner.startTag(at: open)
      if let value = tag.type, isMeant(scanner, value) != false { last = open }
    }
    return last
  }

  private func texts(_ scanner: TagScanner, upTo last: Int) -> [[UInt8]]? {
    var texts: [[UInt8]] = []
    var at = 0
    while let open = scanner.index(of: UInt8(ascii: "<"), from: at), open <= last {
      guard isLetter(scanner[open + 1]) else {
        guard let end = scanner.endOfOther(at: open) else { return nil }
        at = end
        continue
      }
      let tag = scanner.startTag(at: open)
      at = tag.end
      let isScript = isScript(scanner, tag.name)
      var wanted = false
      if isScript, let value = tag.type {
        guard let isMeant = isMeant(scanner, value) else { return nil }
        wanted = isMeant
      }
      guard isScript || isStyle(scanner, tag.name), !tag.isSelfClosing, !tag.isCut else {
        if wanted { texts.append([]) }
        continue
      }
      guard let text = rawText(scanner, from: tag.end, isScript: isScript) else { return nil }
      if wanted { texts.append(Self.characters(scanner.copy(text.range))) }
      at = text.end
    }
    return texts
  }

  /// The text between the tags of a script or style, and where its end tag ends; nil where libxml2 would repair.
  private func rawText(
    _ scanner: TagScanner, from start: Int, isScript: Bool
  ) -> (range: Range<Int>, end: Int)? {
    var from = start
    while let open = scanner.index(of: UInt8(ascii: "<"), from: from) {
      if scanner[open + 1] == UInt8(ascii: "/") {
        let name = (open + 2)..<scanner.endOfName(open + 2)
        if isScript ? self.isScript(scanner, name) : isStyle(scanner, name) {
          let end = scanner.index(of: UInt8(ascii: ">"), from: name.upperBound).map { $0 + 1 } ?? scanner.count
          return (start..<open, end)
        }
        // "</scripts" ends the text for htmlParseScript, but not the element.
        if scanner.stands(isScript ? "script" : "style", at: open + 2) { return nil }
        if open == start { return nil }
      } else if open == start, scanner[open + 1] != UInt8(ascii: "!"), scanner.startsName(scanner[open + 1]) {
        // A tag right behind the start tag is read as one, which may close the script.
        return nil
      }
      from = open + 1
    }
    return (start..<scanner.count, scanner.count)
  }

  /// Whether a type is the one meant; nil where an entity hides it.
  private func isMeant(_ scanner: TagScanner, _ value: Range<Int>) -> Bool? {
    var matched = false
    for at in value {
      if scanner[at] == UInt8(ascii: "&") { return nil }
      if !matched, scanner[at] == type.first, value.upperBound - at >= type.count {
        matched = type.indices.allSatisfy { scanner[at + $0] == type[$0] }
      }
    }
    return matched
  }

  private func isScript(_ scanner: TagScanner, _ name: Range<Int>) -> Bool {
    name.count == 6 && scanner.stands("script", at: name.lowerBound)
  }

  private func isStyle(_ scanner: TagScanner, _ name: Range<Int>) -> Bool {
    name.count == 5 && scanner.stands("style", at: name.lowerBound)
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
  }

  /// The text as libxml2 hands it on: without what XML does not count as characters.
  private static func characters(_ text: [UInt8]) -> [UInt8] {
    func isBad(_ at: Int) -> Bool {
      let byte = text[at]
      if byte < 0x20 { return byte != 0x09 && byte != 0x0A && byte != 0x0D }
      return false
    }
    // U+FFFE and U+FFFF.
    func isNoncharacter(_ at: Int) -> Bool {
      text[at] == 0xEF && at + 2 < text.count && text[at + 1] == 0xBF && text[at + 2] >= 0xBE
    }
    guard text.indices.contains(where: { isBad($0) || isNoncharacter($0) }) else { return text }
    var kept: [UInt8] = []
    var at = 0
    while at < text.count {
      if isNoncharacter(at) {
        at += 3
        continue
      }
      if !isBad(at) { kept.append(text[at]) }
      at += 1
    }
    return kept
  }
}
