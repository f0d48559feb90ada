/// A CSS-like selector: which elements of a page are meant.
///
/// Understood: `tag`, `.class`, `#id`, `[attr]`, `[attr=v]`, `[attr^=v]`, `[attr*=v]`, `[attr~=v]`, `[attr$=v]`,
/// descendants (`a b`), children (`a > b`) and alternatives (`a, b`). Values may be quoted.
public struct Selector: Hashable, Sendable {
  /// What one attribute must be like.
  struct AttributeTest: Hashable, Sendable {
    enum Relation: Hashable, Sendable { case exists, equals, prefix, contains, suffix, word }
    let name: [UInt8]
    let relation: Relation
    let value: [UInt8]
  }

  /// What one element must be like.
  struct Compound: Hashable, Sendable {
    var tag: [UInt8]?
    var classes: [[UInt8]] = []
    var attributes: [AttributeTest] = []
    var isEmpty: Bool { tag == nil && classes.isEmpty && attributes.isEmpty }
  }

  /// One element of a chain and how it hangs on the one before.
  struct Step: Hashable, Sendable {
    let isChild: Bool
    let compound: Compound
  }

  /// The selector as written.
  public let text: String
  /// The chains, any of which may match.
  let chains: [[Step]]

  /// Reads a selector.
  ///
  /// - Throws: `selector` with what was not understood.
  public init(_ text: String) throws(MarkupFailure) {
    var parser = SelectorParser(text)
    self.text = text
    chains = try parser.chains()
  }
}
