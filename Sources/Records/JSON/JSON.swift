/// A JSON value that remembers where it stood in its text.
///
/// Objects keep their members in order and as written; the readers refuse duplicate keys.
public struct JSON: Sendable {
  /// What a value is.
  public enum Content: Sendable {
    case null
    case bool(Bool)
    /// A number as its text, so that decimals stay exact.
    case number(String)
    case string(String)
    case array([JSON])
    case object([Member])
  }

  /// One key of an object with its value.
  public struct Member: Sendable {
    /// The key, unescaped.
    public let key: String
    /// The byte offset of the key in the text.
    public let offset: Int
    /// The value.
    public let value: JSON

    /// A member that stood at `offset`.
    public init(key: String, offset: Int = 0, value: JSON) {
      self.key = key
      self.offset = offset
      self.value = value
    }
  }

  /// What the value is.
  public let content: Content
  /// The byte offset of its first character in the text it was read from.
  public let offset: Int

  /// A value that stood at `offset`.
  public init(_ content: Content, offset: Int = 0) {
    self.content = content
    self.offset = offset
  }
}

extension JSON {
  /// The text, when the value is a string.
  public var string: String? {
    if case .string(let text) = content { return text }
    return nil
  }

  /// The text of the number, when the value is one.
  public var number: String? {
    if case .number(let text) = content { return text }
    return nil
  }

  /// The number as an integer, when it is one without fraction or exponent.
  public var integer: Int? { number.flatMap { Int($0) } }

  /// The number as a double, when the value is one.
  public var double: Double? { number.flatMap { Double($0) } }

  /// The truth value, when the value is one.
  public var bool: Bool? {
    if case .bool(let value) = content { return value }
    return nil
  }

  /// The elements, when the value is an array.
  public var array: [JSON]? {
    if case .array(let elements) = content { return elements }
    return nil
  }

  /// The members, when the value is an object.
  public var object: [Member]? {
    if case .object(let members) = content { return members }
    return nil
  }

  /// Whether the value is `null`.
  public var isNull: Bool {
    if case .null = content { return true }
    return false
  }

  /// The value of a key, when the value is an object that has it.
  public subscript(key: String) -> JSON? { object?.first { $0.key == key }?.value }

  /// The name of what the value is, for messages, such as "a string".
  public var kindName: String {
    switch content {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
