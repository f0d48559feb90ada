import Records
import XMLKit

/// The elements of a page in document order, with what matters for telling rows.
struct ElementTable {
  /// One element.
  struct Node {
    let parent: Int
    let tag: String
    /// The classes that a selector can name.
    let classes: [String]
    let id: String?
    /// Attributes that may hold a key or a link.
    let attributes: [(name: String, value: String)]
    /// The number of the first element behind it and all it holds.
    var end = 0
    /// Its text, where it holds only a few elements; "" for none.
    var text = ""
  }

  private(set) var nodes: [Node] = []
  /// Whether there were more elements than are looked at.
  private(set) var wasCut = false
  /// Feeds that the page names, and JSON that its scripts hold.
  private(set) var notes: [String] = []
  /// The page's own word for its address.
  private(set) var address: String?
  private var open: [Int] = []

  /// How many elements are looked at.
  static let limit = 100_000
  /// An element with more elements in it is no field.
  private static let fieldSize = 20
  private static let attributeNames = [
    "href", "datetime", "data-id", "data-item-id", "data-itemid", "data-listing-id", "data-listingid",
    "data-product-id",
    "data-pid", "data-sku", "data-asin", "data-nid", "data-pb-id", "data-key", "data-ad-id", "data-adid", "data-code",
  ]

  init(utf8: [UInt8]) throws(MarkupFailure) {
    let document = try HTMLDocument(utf8: utf8)
    try document.walk(enter: { enter($0) }, leave: { leave($0) })
  }

  private mutating func enter(_ element: borrowing MarkupElement) {
    guard nodes.count < Self.limit else {
      wasCut = true
      open.append(-1)
      return
    }
    let classes = (element.attribute("class") ?? "").split { $0.isWhitespace }.map(String.init)
    var attributes: [(String, String)] = []
    for name in Self.attributeNames {
      if let value = element.attribute(name)?.squeezed { attributes.append((name, value)) }
    }
    open.append(nodes.count)
    nodes.append(
      Node(
        parent: open.dropLast().last ?? -1, tag: element.name, classes: classes.filter { Self.isName($0) },
        id: element.attribute("id"), attributes: attributes))
    if element.name == "link", element.attribute("rel") == "canonical" {
      address = address ?? element.attribute("href")
    }
    if element.name == "link", element.attribute("rel") == "alternate", let type = element.attribute("type"),
      type.hasSuffix("rss+xml") || type.hasSuffix("atom+xml"), let address = element.attribute("href")
    {
      notes.append("it names a feed, which is often the better source: \(address)")
    }
    if element.name == "script", let note = EmbeddedState.note(on: element) { notes.append(note) }
  }

  private mutating func leave(_ element: borrowing MarkupElement) {
    guard let index = open.popLast(), index >= 0 else { return }
    nodes[index].end = nodes.count
    guard nodes.count - index - 1 <= Self.fieldSize, element.name != "script", element.name != "style" else { return }
    nodes[index].text = String((element.text.squeezed ?? "").prefix(300))
  }

  /// Whether a selector can name a class: letters, digits, - and _, no digit first.
  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, first &- 0x30 >= 10, text != "-" else { return false }
    return text.utf8.allSatisfy { byte in
      byte | 0x20 &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
  }
}
