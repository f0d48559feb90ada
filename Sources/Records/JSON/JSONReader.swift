/// Reads JSON, strictly, or JSON5 for files that people write.
///
/// Strict JSON is RFC 8259 with two more rules: a key may not stand twice in an object, and text must be UTF-8.
/// JSON5 adds comments, trailing commas, single quotes and bare keys. Depth is limited to 200. The scripts of pages are
/// read yet more leniently, but never so that a value is guessed.
/// Cost: linear in the text.
public struct JSONReader {
  /// Which language is read.
  public enum Dialect: Sendable {
    case json
    case json5
    /// JSON as it stands in the scripts of pages: JSON5, in strings also line breaks and other control characters,
    /// around it also the marks of HTML comments and CDATA sections and semicolons; `NaN`, `Infinity` and `undefined`
    /// are strings of these names, so that they pass for no number.
    case script
  }

  struct Stop: Error {
    let problem: String
    let offset: Int
  }

  let bytes: [UInt8]
  let dialect: Dialect
  var position = 0
  var depth = 0

  private init(_ bytes: [UInt8], _ dialect: Dialect) {
    self.bytes = bytes
    self.dialect = dialect
    if dialect != .json, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// The one value that `bytes` hold.
  ///
  /// - Parameter source: The name of the file or stream, for messages.
  /// - Throws: `JSONFailure` with line and column.
  public static func read(
    _ bytes: [UInt8], as dialect: Dialect = .json, source: String = ""
  ) throws(JSONFailure) -> JSON {
    var reader = JSONReader(bytes, dialect)
    do throws(Stop) {
      let value = try reader.readValue()
      try reader.skipSpace()
      guard reader.position == bytes.count else {
        throw Stop(problem: "more text after the end of the value", offset: reader.position)
      }
      return value
    } catch {
      throw JSONFailure(error.problem, at: error.offset, in: bytes, source: source)
    }
  }

  /// The one value that a text holds.
  public static func read(
    _ text: String, as dialect: Dialect = .json, source: String = ""
  ) throws(JSONFailure) -> JSON {
    try read(Array(text.utf8), as: dialect, source: source)
  }

  /// An object or array that is not closed yet.
  private struct Frame {
    let start: Int
    let isObject: Bool
    var members: [JSON.Member] = []
    var elements: [JSON] = []
    /// The keys, once they are many.
    var seen: Set<String> = []
    var key = ""
    var keyOffset = 0

    var isEmpty: Bool { members.isEmpty && elements.isEmpty }
    var end: UInt8 { isObject ? UInt8(ascii: "}") : UInt8(ascii: "]") }
    var name: String { isObject ? "object" : "array" }
    var value: JSON { JSON(isObject ? .object(members) : .array(elements), offset: start) }

    mutating func add(_ value: JSON) {
      if isObject {
        members.append(JSON.Member(key: key, offset: keyOffset, value: value))
      } else {
        elements.append(value)
      }
    }
  }

  /// Reads a value without recursion: how deep a text is nested costs no stack.
  mutating func readValue() throws(Stop) -> JSON {
    var frames: [Frame] = []
    while true {
      var value = try readStart(&frames)
      // A value that is complete goes into what holds it, and may complete that.
      while let complete = value {
        guard let last = frames.indices.last else { return complete }
        frames[last].add(complete)
        value = try readNext(&frames[last])
        if value != nil { frames.removeLast() }
      }
    }
  }

  /// Reads a scalar or an empty object or array; nil when it opened one whose first value comes next.
  private mutating func readStart(_ frames: inout [Frame]) throws(Stop) -> JSON? {
    try skipSpace()
    guard position < bytes.count else { throw Stop(problem: "the text ends where a value should be", offset: position) }
    let isObject = bytes[position] == UInt8(ascii: "{")
    guard isObject || bytes[position] == UInt8(ascii: "[") else { return try readScalar(position) }
    depth += 1
    if depth > 200 { throw Stop(problem: "more than 200 levels deep", offset: position) }
    var frame = Frame(start: position, isObject: isObject)
    position += 1
    let empty = try readEnd(of: frame) ? frame.value : nil
    if empty == nil {
      if isObject { try readKey(of: &frame) }
      frames.append(frame)
    }
    return empty
  }

  /// Reads what stands behind a value; gives the object or array when that is its end.
  private mutating func readNext(_ frame: inout Frame) throws(Stop) -> JSON? {
    if try readEnd(of: frame) { return frame.value }
    guard bytes[position] == UInt8(ascii: ",") else {
      throw Stop(problem: "neither a comma nor the end of the \(frame.name)", offset: position)
    }
    position += 1
    if dialect == .json {
      try refuseTrailing(frame.end)
    } else if try readEnd(of: frame) {
      return frame.value
    }
    if frame.isObject { try readKey(of: &frame) }
    return nil
  }

  /// Whether the object or array ends here.
  private mutating func readEnd(of frame: borrowing Frame) throws(Stop) -> Bool {
    try skipSpace()
    guard position < bytes.count else { throw Stop(problem: "the \(frame.name) is not closed", offset: frame.start) }
    guard bytes[position] == frame.end else { return false }
    position += 1
    depth -= 1
    return true
  }

  private mutating func readScalar(_ start: Int) throws(Stop) -> JSON {
    switch bytes[start] {
    case UInt8(ascii: "\""): return JSON(.string(try readString(quote: bytes[start])), offset: start)
    case UInt8(ascii: "'") where dialect != .json:
      return JSON(.string(try readString(quote: bytes[start])), offset: start)
    case UInt8(ascii: "t"): return try readWord("true", .bool(true), start)
    case UInt8(ascii: "f"): return try readWord("false", .bool(false), start)
    case UInt8(ascii: "n"): return try readWord("null", .null, start)
    case UInt8(ascii: "N") where dialect == .script: return try readWord("NaN", .string("NaN"), start)
    case UInt8(ascii: "I") where dialect == .script: return try readWord("Infinity", .string("Infinity"), start)
    case UInt8(ascii: "u") where dialect == .script: return try readWord("undefined", .string("undefined"), start)
    case UInt8(ascii: "-") where dialect == .script && bytes[start...].dropFirst().first == UInt8(ascii: "I"):
      return try readWord("-Infinity", .string("-Infinity"), start)
    default: return try readNumber(start)
    }
  }

  private mutating func readWord(_ word: String, _ content: JSON.Content, _ start: Int) throws(Stop) -> JSON {
    guard bytes[start...].starts(with: word.utf8) else { throw Stop(problem: "not a JSON value", offset: start) }
    position = start + word.utf8.count
    if position < bytes.count, isWordByte(bytes[position]) { throw Stop(problem: "not a JSON value", offset: start) }
    return JSON(content, offset: start)
  }

  /// Reads a key and its colon.
  private mutating func readKey(of frame: inout Frame) throws(Stop) {
    try skipSpace()
    guard position < bytes.count else { throw Stop(problem: "the object is not closed", offset: frame.start) }
    frame.keyOffset = position
    let key = try readKey()
    // A handful of keys is searched faster in a row than in a set.
    let isDouble =
      frame.members.count < 12 ? frame.members.contains { $0.key == key } : !frame.seen.insert(key).inserted
    if isDouble { throw Stop(problem: "the key \"\(key)\" stands twice", offset: frame.keyOffset) }
    if frame.members.count == 11 { frame.seen = Set(frame.members.map(\.key) + [key]) }
    frame.key = key
    try skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else {
      throw Stop(problem: "no colon after the key \"\(key)\"", offset: position)
    }
    position += 1
  }

  private mutating func refuseTrailing(_ end: UInt8) throws(Stop) {
    try skipSpace()
    if position < bytes.count, bytes[position] == end {
      throw Stop(problem: "a comma before the end", offset: position)
    }
  }

  private mutating func readKey() throws(Stop) -> String {
    let first = bytes[position]
    if first == UInt8(ascii: "\"") || (first == UInt8(ascii: "'") && dialect != .json) {
      return try readString(quote: first)
    }
    let start = position
    if dialect != .json {
      while position < bytes.count, isWordByte(bytes[position]) { position += 1 }
    }
    guard position > start else { throw Stop(problem: "not a key", offset: start) }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }
}
