/// Reads JSON, strictly, or JSON5 for files that people write.
///
/// Strict JSON is RFC 8259 with two more rules: a key may not stand twice in an object, and text must be UTF-8.
/// JSON5 adds comments, trailing commas, single quotes and bare keys. Depth is limited to 200.
/// Cost: linear in the text.
public struct JSONReader {
  /// Which language is read.
  public enum Dialect: Sendable {
    case json
    case json5
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
    if dialect == .json5, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
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

  mutating func readValue() throws(Stop) -> JSON {
    try skipSpace()
    guard position < bytes.count else { throw Stop(problem: "the text ends where a value should be", offset: position) }
    let start = position
    switch bytes[position] {
    case UInt8(ascii: "{"): return try readObject(start)
    case UInt8(ascii: "["): return try readArray(start)
    case UInt8(ascii: "\""): return JSON(.string(try readString(quote: bytes[position])), offset: start)
    case UInt8(ascii: "'") where dialect == .json5:
      return JSON(.string(try readString(quote: bytes[position])), offset: start)
    case UInt8(ascii: "t"): return try readWord("true", .bool(true), start)
    case UInt8(ascii: "f"): return try readWord("false", .bool(false), start)
    case UInt8(ascii: "n"): return try readWord("null", .null, start)
    default: return try readNumber(start)
    }
  }

  private mutating func readWord(_ word: String, _ content: JSON.Content, _ start: Int) throws(Stop) -> JSON {
    guard bytes[start...].starts(with: word.utf8) else { throw Stop(problem: "not a JSON value", offset: start) }
    position = start + word.utf8.count
    if position < bytes.count, isWordByte(bytes[position]) { throw Stop(problem: "not a JSON value", offset: start) }
    return JSON(content, offset: start)
  }

  private mutating func readObject(_ start: Int) throws(Stop) -> JSON {
    try enter(start)
    position += 1
    var members: [JSON.Member] = []
    var seen: Set<String> = []
    while true {
      try skipSpace()
      guard position < bytes.count else { throw Stop(problem: "the object is not closed", offset: start) }
      if bytes[position] == UInt8(ascii: "}"), members.isEmpty || dialect == .json5 { break }
      let keyOffset = position
      let key = try readKey()
      // A handful of keys is searched faster in a row than in a set.
      let isDouble = members.count < 12 ? members.contains { $0.key == key } : !seen.insert(key).inserted
      if isDouble { throw Stop(problem: "the key \"\(key)\" stands twice", offset: keyOffset) }
      if members.count == 11 { seen = Set(members.map(\.key) + [key]) }
      try skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else {
        throw Stop(problem: "no colon after the key \"\(key)\"", offset: position)
      }
      position += 1
      members.append(JSON.Member(key: key, offset: keyOffset, value: try readValue()))
      try skipSpace()
      guard position < bytes.count else { throw Stop(problem: "the object is not closed", offset: start) }
      if bytes[position] == UInt8(ascii: ",") {
        position += 1
        if dialect == .json { try refuseTrailing(UInt8(ascii: "}")) }
      } else if bytes[position] != UInt8(ascii: "}") {
        throw Stop(problem: "neither a comma nor the end of the object", offset: position)
      } else {
        break
      }
    }
    position += 1
    depth -= 1
    return JSON(.object(members), offset: start)
  }

  private mutating func readArray(_ start: Int) throws(Stop) -> JSON {
    try enter(start)
    position += 1
    var elements: [JSON] = []
    while true {
      try skipSpace()
      guard position < bytes.count else { throw Stop(problem: "the array is not closed", offset: start) }
      if bytes[position] == UInt8(ascii: "]"), elements.isEmpty || dialect == .json5 { break }
      elements.append(try readValue())
      try skipSpace()
      guard position < bytes.count else { throw Stop(problem: "the array is not closed", offset: start) }
      if bytes[position] == UInt8(ascii: ",") {
        position += 1
        if dialect == .json { try refuseTrailing(UInt8(ascii: "]")) }
      } else if bytes[position] != UInt8(ascii: "]") {
        throw Stop(problem: "neither a comma nor the end of the array", offset: position)
      } else {
        break
      }
    }
    position += 1
    depth -= 1
    return JSON(.array(elements), offset: start)
  }

  private mutating func enter(_ start: Int) throws(Stop) {
    depth += 1
    if depth > 200 { throw Stop(problem: "more than 200 levels deep", offset: start) }
  }

  private mutating func refuseTrailing(_ end: UInt8) throws(Stop) {
    try skipSpace()
    if position < bytes.count, bytes[position] == end {
      throw Stop(problem: "a comma before the end", offset: position)
    }
  }

  private mutating func readKey() throws(Stop) -> String {
    let first = bytes[position]
    if first == UInt8(ascii: "\"") || (first == UInt8(ascii: "'") && dialect == .json5) {
      return try readString(quote: first)
    }
    let start = position
    if dialect == .json5 {
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
