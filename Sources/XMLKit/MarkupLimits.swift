/// Caps that keep a hostile or broken page from taking the machine's memory or time.
public struct MarkupLimits: Hashable, Sendable {
  /// The most bytes that are parsed; a tree takes about 25 times as much memory.
  public let bytes: Int
  /// How deep elements may be nested.
  public let depth: Int
  /// How many attributes one element may have.
  public let attributes: Int
  /// How much text may be taken from a page in all: what stands in several matches counts several times.
  public var text: Int { bytes * 4 }

  /// Limits as given; the defaults suit result pages of real marketplaces several times over.
  public init(bytes: Int = 16 << 20, depth: Int = 4_096, attributes: Int = 4_096) {
    self.bytes = bytes
    self.depth = depth
    self.attributes = attributes
  }

  /// Refuses what is past the limits before libxml2 sees it.
  func check(_ body: [UInt8]) throws(MarkupFailure) {
    guard body.count <= bytes else { throw MarkupFailure(.tooLarge(bytes: body.count, limit: bytes)) }
    guard attributesFit(body) else { throw MarkupFailure(.tooManyAttributes(limit: attributes)) }
  }

  /// An element with that many attributes has a tag of at least four bytes for each, so only long tags are counted.
  private func attributesFit(_ body: [UInt8]) -> Bool {
    let suspicious = attributes * 4
    var at = 0
    while let open = index(of: UInt8(ascii: "<"), in: body, from: at) {
      at = open + 1
      guard at < body.count, body[at] | 0x20 >= UInt8(ascii: "a"), body[at] | 0x20 <= UInt8(ascii: "z") else {
        continue
      }
      let close = index(of: UInt8(ascii: ">"), in: body, from: at) ?? body.count
      if close - open > suspicious, attributeCount(body[open..<close]) > attributes { return false }
      at = hidesText(body, at) ? endOfHiddenText(body, from: close) : close
    }
    return true
  }

  /// Whether the tag opens a script or style, where `<` is only a sign.
  private func hidesText(_ body: [UInt8], _ at: Int) -> Bool {
    guard body[at] | 0x20 == UInt8(ascii: "s") else { return false }
    let rest = body[at...]
    return rest.starts(with: "script".utf8, by: { $0 | 0x20 == $1 })
      || rest.starts(with: "style".utf8, by: { $0 | 0x20 == $1 })
  }

  private func endOfHiddenText(_ body: [UInt8], from start: Int) -> Int {
    var at = start
    while let open = index(of: UInt8(ascii: "<"), in: body, from: at) {
      at = open + 1
      if at + 1 < body.count, body[at] == UInt8(ascii: "/"), body[at + 1] | 0x20 == UInt8(ascii: "s") { return open }
    }
    return body.count
  }

  private func attributeCount(_ tag: ArraySlice<UInt8>) -> Int {
    var count = 0
    var quote: UInt8 = 0
    var previous: UInt8 = 0
    for byte in tag {
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if (byte == 0x22 || byte == 0x27) && previous == UInt8(ascii: "=") {
        quote = byte
      } else if previous <= 0x20 && byte > 0x20 {
        count += 1
      }
      previous = byte
    }
    return count
  }
}
