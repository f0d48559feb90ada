import Records
import XMLKit

/// Reads the microdata of a page into the same shape as JSON-LD.
struct MicrodataReader {
  /// An item whose element is still open.
  private struct OpenItem {
    let depth: Int
    let property: String?
    let path: String
    var members: [JSON.Member] = []
  }

  private var open: [OpenItem] = []
  private var items: [(json: JSON, path: String)] = []
  private var isTooDeep = false
  /// How much text was taken; items in items take that of their insides again.
  private var taken = 0

  private static let mostNested = 100
  private static let mostText = 64 << 20

  /// The products of a page, each with its XPath.
  mutating func products(of document: borrowing HTMLDocument) throws(MarkupFailure) -> [SchemaProduct] {
    try document.walk(enter: { enter($0) }, leave: { leave($0) })
    if isTooDeep { throw MarkupFailure(.tooDeep(limit: Self.mostNested)) }
    if taken > Self.mostText { throw MarkupFailure(.tooMuchText(limit: Self.mostText)) }
    var products: [SchemaProduct] = []
    for item in items {
      var finder = SchemaFinder()
      finder.visit(item.json, at: "")
      products += finder.products.map { SchemaProduct(json: $0.json, place: item.path + $0.place) }
    }
    return products
  }

  private mutating func enter(_ element: borrowing MarkupElement) {
    if isTooDeep || taken > Self.mostText { return }
    let property = element.attribute("itemprop")
    if element.attribute("itemscope") != nil {
      guard open.count < Self.mostNested else {
        isTooDeep = true
        return
      }
      var item = OpenItem(depth: element.depth, property: property, path: element.path)
      if let type = element.attribute("itemtype") {
        let names = type.split(separator: " ").map { JSON(.string(String($0))) }
        item.members.append(JSON.Member(key: "@type", value: JSON(.array(names))))
      }
      if let id = element.attribute("itemid") {
        item.members.append(JSON.Member(key: "@id", value: JSON(.string(id))))
      }
      open.append(item)
      return
    }
    guard let property, !open.isEmpty, let text = Self.value(of: element).squeezed else { return }
    taken += text.utf8.count
    add(property, JSON(.string(text)))
  }

  private mutating func leave(_ element: borrowing MarkupElement) {
    guard let item = open.last, item.depth == element.depth else { return }
    open.removeLast()
    let json = JSON(.object(item.members))
    if let property = item.property, !open.isEmpty {
      add(property, json)
    } else {
      items.append((json, item.path))
    }
  }

  /// Adds a value to the innermost open item; a property that comes twice becomes a list.
  private mutating func add(_ names: String, _ value: JSON) {
    let last = open.count - 1
    for name in names.split(separator: " ").map(String.init) {
      if let index = open[last].members.firstIndex(where: { $0.key == name }) {
        let before = open[last].members[index].value
        let list = (before.array ?? [before]) + [value]
        open[last].members[index] = JSON.Member(key: name, value: JSON(.array(list)))
      } else {
        open[last].members.append(JSON.Member(key: name, value: value))
      }
    }
  }

  /// The value of a property as the HTML standard defines it for each element.
  private static func value(of element: borrowing MarkupElement) -> String {
    if let content = element.attribute("content") { return content }
    switch element.name {
    case "a", "area", "link": return element.attribute("href") ?? ""
    case "audio", "embed", "iframe", "img", "source", "track", "video": return element.attribute("src") ?? ""
    case "object": return element.attribute("data") ?? ""
    case "data", "meter": return element.attribute("value") ?? ""
    case "time": return element.attribute("datetime") ?? element.text
    default: return element.text
    }
  }
}
