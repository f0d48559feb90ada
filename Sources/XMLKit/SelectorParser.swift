/// Reads the text of a selector into chains.
struct SelectorParser {
  private let text: String
  private let bytes: [UInt8]
  private var at = 0

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  mutating func chains() throws(MarkupFailure) -> [[Selector.Step]] {
    var chains: [[Selector.Step]] = []
    repeat { chains.append(try chain()) } while take(UInt8(ascii: ","))
    guard at == bytes.count else { throw failure("unexpected character at \(at + 1)") }
    return chains
  }

  private mutating func chain() throws(MarkupFailure) -> [Selector.Step] {
    var steps: [Selector.Step] = []
    skipBlanks()
    var isChild = false
    while true {
      let compound = try compound()
      if compound.isEmpty { throw failure("an element was expected at \(at + 1)") }
      steps.append(Selector.Step(isChild: isChild, compound: compound))
      let hadBlank = skipBlanks()
      if at == bytes.count || bytes[at] == UInt8(ascii: ",") { return steps }
      if take(UInt8(ascii: ">")) {
        isChild = true
        skipBlanks()
      } else if hadBlank {
        isChild = false
      } else {
        throw failure("unexpected character at \(at + 1)")
      }
    }
  }

  private mutating func compound() throws(MarkupFailure) -> Selector.Compound {
    var compound = Selector.Compound()
    if at < bytes.count, bytes[at] == UInt8(ascii: "*") {
      at += 1
      compound.tag = nil
      if at == bytes.count || !".#[".utf8.contains(bytes[at]) {
        throw failure("* needs a class, id or attribute beside it")
      }
    } else if let tag = word() {
      compound.tag = tag.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    }
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "."):
        at += 1
        guard let name = word() else { throw failure("a class name was expected at \(at + 1)") }
        compound.classes.append(name)
      case UInt8(ascii: "#"):
        at += 1
        guard let name = word() else { throw failure("an id was expected at \(at + 1)") }
        compound.attributes.append(.init(name: Array("id".utf8), relation: .equals, value: name))
      case UInt8(ascii: "["):
        at += 1
        compound.attributes.append(try attribute())
      case UInt8(ascii: ":"):
        throw failure("pseudo-classes such as \(String(decoding: bytes[at...], as: UTF8.self)) are not understood")
      default: return compound
      }
    }
    return compound
  }

  private mutating func attribute() throws(MarkupFailure) -> Selector.AttributeTest {
    skipBlanks()
    guard let name = word() else { throw failure("an attribute name was expected at \(at + 1)") }
    skipBlanks()
    if take(UInt8(ascii: "]")) { return .init(name: name, relation: .exists, value: []) }
    let relation: Selector.AttributeTest.Relation
    guard at < bytes.count else { throw failure("] is missing") }
    switch bytes[at] {
    case UInt8(ascii: "="): relation = .equals
    case UInt8(ascii: "^"): relation = .prefix
    case UInt8(ascii: "*"): relation = .contains
    case UInt8(ascii: "$"): relation = .suffix
    case UInt8(ascii: "~"): relation = .word
    default: throw failure("=, ^=, *=, $= or ~= was expected at \(at + 1)")
    }
    if relation != .equals { at += 1 }
    guard take(UInt8(ascii: "=")) else { throw failure("= was expected at \(at + 1)") }
    let value = try value()
    skipBlanks()
    guard take(UInt8(ascii: "]")) else { throw failure("] was expected at \(at + 1)") }
    if value.isEmpty && relation != .equals { throw failure("an empty value matches nothing") }
    return .init(name: name, relation: relation, value: value)
  }

  private mutating func value() throws(MarkupFailure) -> [UInt8] {
    skipBlanks()
    guard at < bytes.count else { throw failure("a value was expected") }
    let quote = bytes[at]
    if quote == 0x22 || quote == 0x27 {
      guard let end = bytes[(at + 1)...].firstIndex(of: quote) else { throw failure("a quote is not closed") }
      defer { at = end + 1 }
      return Array(bytes[(at + 1)..<end])
    }
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "]"), bytes[at] > 0x20 { at += 1 }
    return Array(bytes[start..<at])
  }

  /// Letters, digits, `-`, `_` and everything beyond ASCII.
  private mutating func word() -> [UInt8]? {
    let start = at
    while at < bytes.count {
      let byte = bytes[at]
      let isWord =
        byte >= 0x80 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        || (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
      if !isWord { break }
      at += 1
    }
    return at > start ? Array(bytes[start..<at]) : nil
  }

  @discardableResult
  private mutating func skipBlanks() -> Bool {
    let start = at
    while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
    return at > start
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private func failure(_ message: String) -> MarkupFailure {
    MarkupFailure(.selector(text: text, message: message))
  }
}
