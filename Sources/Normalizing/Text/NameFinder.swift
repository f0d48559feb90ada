/// Finds which of many names stands in a text, whole words only, folded as titles are.
///
///     NameFinder(["rtx 3090", "rtx 3090 ti"]).longest(in: "ASUS RTX-3090 Ti 24GB")   // 1
public struct NameFinder: Sendable {
  private let trie: PhraseTrie

  /// A finder of names; case, width, punctuation and look-alikes make no difference.
  public init(_ names: [String]) {
    trie = PhraseTrie(
      names.enumerated().map { (Array(FoldedText($0.element).bytes.dropFirst().dropLast()), $0.offset, []) })
  }

  /// The place in the list of the longest name in a text, the first of several; nil when there is none.
  public func longest(in text: String) -> Int? { trie.longest(in: FoldedText(text)) }
}
