/// A hash of a record's fields in order, which tells whether any of them is another than before.
///
/// Good against accidents, not against somebody who computes collisions.
public struct FieldHash: Hashable, Sendable {
  private var hash = RowHash()

  /// The hash of no fields.
  public init() {}

  /// The hash of what was added.
  public var state: UInt64 { hash.state }

  /// Adds a text, or that there is none.
  public mutating func add(_ text: String?) {
    guard var text else { return hash.addNull() }
    text.withUTF8 { unsafe hash.add(UnsafeRawBufferPointer($0), kind: 3) }
  }

  /// Adds a number.
  public mutating func add(_ number: Double) { hash.add(number) }

  /// Adds a truth value.
  public mutating func add(_ flag: Bool) { hash.add(flag ? 1 : 0 as Int64) }

  /// Adds a list of texts, with its length.
  public mutating func add(_ texts: [String]) {
    hash.add(Int64(texts.count))
    for text in texts { add(text) }
  }
}
