/// Writes JSON text into a growing array of bytes, without spaces, members in the order given.
///
///     var writer = JSONWriter()
///     writer.object { writer in
///       writer.member("type", "page")
///       writer.member("listings", 60)
///     }
///
/// Absent values (`nil`) leave their member out.
public struct JSONWriter {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// An empty text.
  public init() {}

  /// Forgets the text but keeps the memory.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// Ends a line of NDJSON.
  public mutating func endLine() {
    bytes.append(0x0A)
    needsComma = false
  }

  /// An object whose members `body` writes.
  public mutating func object(_ body: (inout JSONWriter) -> Void) {
    separate()
    bytes.append(UInt8(ascii: "{"))
    needsComma = false
    body(&self)
    bytes.append(UInt8(ascii: "}"))
    needsComma = true
  }

  /// An array whose elements `body` writes.
  public mutating func array(_ body: (inout JSONWriter) -> Void) {
    separate()
    bytes.append(UInt8(ascii: "["))
    needsComma = false
    body(&self)
    bytes.append(UInt8(ascii: "]"))
    needsComma = true
  }

  /// A key; its value must be written next.
  public mutating func key(_ name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// A string.
  public mutating func string(_ text: String) {
    separate()
    quote(text)
    needsComma = true
  }

  /// A number, `true`, `false` or `null`, as its text.
  public mutating func literal(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
    needsComma = true
  }

  /// A member with a string value, when there is one.
  public mutating func member(_ name: String, _ text: String?) {
    guard let text else { return }
    key(name)
    string(text)
  }

  /// A member with an integer value, when there is one.
  public mutating func member(_ name: String, _ number: Int?) {
    guard let number else { return }
    key(name)
    literal(String(number))
  }

  /// A member with a truth value, when there is one.
  public mutating func member(_ name: String, _ value: Bool?) {
    guard let value else { return }
    key(name)
    literal(value ? "true" : "false")
  }

  /// A member with a number that is finite; others become null.
  public mutating func member(_ name: String, _ number: Double?) {
    guard let number else { return }
    key(name)
    literal(number.isFinite ? String(number) : "null")
  }

  /// A member with a list of strings.
  public mutating func member(_ name: String, _ texts: [String]) {
    key(name)
    array { writer in for text in texts { writer.string(text) } }
  }

  /// A member whose value `body` writes as an object.
  public mutating func object(_ name: String, _ body: (inout JSONWriter) -> Void) {
    key(name)
    object(body)
  }

  /// A value as it was read.
  public mutating func value(_ json: JSON) {
    switch json.content {
    case .null: literal("null")
    case .bool(let truth): literal(truth ? "true" : "false")
    case .number(let text): literal(text)
    case .string(let text): string(text)
    case .array(let elements): array { writer in for element in elements { writer.value(element) } }
    case .object(let members):
      object { writer in
        for member in members {
          writer.key(member.key)
          writer.value(member.value)
        }
      }
    }
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  /// Quotes a text; besides what JSON demands, U+2028 and U+2029 are escaped, which some line readers break at.
  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    let span = text.utf8.span
    var index = 0
    while index < span.count {
      let byte = span[index]
      if byte >= 0x20, byte != 0x22, byte != 0x5C, byte != 0xE2 {
        bytes.append(byte)
      } else if byte == 0xE2, index + 2 < span.count, span[index + 1] == 0x80, span[index + 2] | 1 == 0xA9 {
        bytes.append(contentsOf: "\\u202\(span[index + 2] == 0xA8 ? "8" : "9")".utf8)
        index += 2
      } else {
        escape(byte)
      }
      index += 1
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case 0x22: bytes.append(contentsOf: [0x5C, 0x22])
    case 0x5C: bytes.append(contentsOf: [0x5C, 0x5C])
    case 0x0A: bytes.append(contentsOf: [0x5C, UInt8(ascii: "n")])
    case 0x0D: bytes.append(contentsOf: [0x5C, UInt8(ascii: "r")])
    case 0x09: bytes.append(contentsOf: [0x5C, UInt8(ascii: "t")])
    case 0..<0x20:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: "\\u00".utf8)
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 15)])
    default: bytes.append(byte)
    }
  }
}
