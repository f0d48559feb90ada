extension ArraySlice<UInt8> {
  /// Without blanks at either end.
  var trimmed: ArraySlice<UInt8> {
    var rest = self
    while let first = rest.first, first <= 0x20 { rest = rest.dropFirst() }
    while let last = rest.last, last <= 0x20 { rest = rest.dropLast() }
    return rest
  }

  /// Where `part` first stands.
  func firstRange(ofBytes part: [UInt8]) -> Range<Int>? {
    guard let first = part.first, count >= part.count else { return nil }
    var at = startIndex
    let last = endIndex - part.count
    while at <= last {
      if self[at] == first, self[at..<(at + part.count)].elementsEqual(part) { return at..<(at + part.count) }
      at += 1
    }
    return nil
  }
}

extension String {
  /// Without blanks at either end, runs of blanks made one space; nil when nothing is left.
  var squeezed: String? {
    if isSqueezed { return self }
    let words = split { $0.isWhitespace }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  /// Whether it has only single spaces, and those inside, so that `squeezed` changes nothing; most texts are so.
  private var isSqueezed: Bool {
    let bytes = utf8.span
    var isAfterBlank = true
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte <= 0x20 {
        if byte != 0x20 || isAfterBlank { return false }
        isAfterBlank = true
      } else {
        // The first bytes of U+0085 and U+00A0, U+1680, U+2000 to U+205F, and U+3000.
        if byte >= 0xC2, byte <= 0xE3, byte == 0xC2 || byte >= 0xE1, at + 1 < bytes.count {
          let next = bytes[at + 1]
          switch byte {
          case 0xC2: if next == 0x85 || next == 0xA0 { return false }
          case 0xE1: if next == 0x9A { return false }
          case 0xE2: if next <= 0x81 { return false }
          default: if next == 0x80 { return false }
          }
        }
        isAfterBlank = false
      }
      at += 1
    }
    return !isAfterBlank
  }
}

/// The first count in a text: `"9,100+ results for rtx 3090"` is 9100, `"97.000"` is 97000.
///
/// A point, comma or blank between digits groups them only before exactly three more.
func firstCount(in text: some Sequence<UInt8>) -> Int? {
  let bytes = Array(text)
  guard var at = bytes.firstIndex(where: isDigit) else { return nil }
  var value = 0
  while at < bytes.count {
    if isDigit(bytes[at]) {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow, product < 1 << 50 else { return nil }
      value = product + Int(bytes[at] - 0x30)
      at += 1
      continue
    }
    let grouped = bytes[at...].dropFirst()
    guard ".,' ".utf8.contains(bytes[at]), grouped.count >= 3, grouped.prefix(3).allSatisfy(isDigit),
      grouped.count == 3 || !isDigit(grouped[grouped.startIndex + 3])
    else { break }
    at += 1
  }
  return value
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
