/// A value with the text it was read from and the place where that stood.
public struct Reading<Value: Hashable & Sendable>: Hashable, Sendable {
  /// What was read.
  public let value: Value
  /// The text as shown.
  public let text: String
  /// Where it stood: an XPath, a JSON pointer, or empty when the place is that of the whole record.
  public let at: String

  /// A value, its text and its place.
  public init(_ value: Value, text: String, at: String = "") {
    self.value = value
    self.text = text
    self.at = at
  }
}
