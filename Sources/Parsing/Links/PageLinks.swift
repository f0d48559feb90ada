/// Where a page leads, as far as its source wants to follow.
public struct PageLinks: Hashable, Sendable {
  /// The address of the page behind it, absolute; nil where there is none.
  ///
  /// Whether it may be asked is not judged here, so that a chain that breaks off is not taken for one that ends.
  public var next: String?
  /// The word that asks for the page behind it.
  public var cursor: String?
  /// The addresses of the pages of its items, absolute, each once, in page order.
  public var details: [String] = []

  /// No links.
  public static let none = PageLinks()
}
