import Records

/// Finds the products in a JSON-LD document: alone, in lists, in graphs, inside offers and pages.
struct SchemaFinder {
  private(set) var products: [SchemaProduct] = []
  /// What an ItemList says it holds.
  private(set) var claimed: Int?

  private static let productTypes: Set<String> = [
    "Product", "IndividualProduct", "SomeProducts", "ProductModel", "ProductGroup",
  ]
  /// Where else a product may stand.
  private static let ways = [
    "@graph", "itemListElement", "item", "mainEntity", "mainEntityOfPage", "itemOffered", "makesOffer",
    "hasOfferCatalog", "about", "hasVariant", "isRelatedTo",
  ]

  /// Looks through a value; `place` is its JSON pointer.
  ///
  /// It goes depth first without recursion, so that depth costs no stack.
  mutating func visit(_ json: JSON, at place: String) {
    var ahead = [(json, place)]
    while let (json, place) = ahead.popLast() {
      let count = ahead.count
      look(at: json, place) { ahead.append(($0, $1)) }
      ahead[count...].reverse()
    }
  }

  /// Takes what a value is, and hands on what is inside.
  private mutating func look(at json: JSON, _ place: String, onward visit: (JSON, String) -> Void) {
    if let array = json.array {
      for (index, element) in array.enumerated() { visit(element, "\(place)/\(index)") }
      return
    }
    guard json.object != nil else { return }
    let types = json.schemaTypes
    if types.contains("ItemList"), let count = json["numberOfItems"]?.plainText {
      claimed = claimed ?? Int(count)
    }
    if types.contains(where: Self.productTypes.contains) {
      // A group is only the frame of its variants.
      if types.contains("ProductGroup"), let variants = json["hasVariant"] {
        visit(variants, "\(place)/hasVariant")
      } else {
        products.append(SchemaProduct(json: json, place: place))
      }
      return
    }
    for way in Self.ways where way != "hasVariant" && way != "isRelatedTo" {
      guard let inner = json[way] else { continue }
      // An offer for one product is read as that product with this offer.
      if way == "itemOffered", types.contains("Offer"), var members = inner.object {
        if !members.contains(where: { $0.key == "offers" }) {
          members.append(JSON.Member(key: "offers", value: json))
        }
        visit(JSON(.object(members), offset: inner.offset), "\(place)/itemOffered")
      } else {
        visit(inner, "\(place)/\(way)")
      }
    }
  }
}

extension JSON {
  /// The schema.org types of an object, without the vocabulary's address.
  var schemaTypes: [String] {
    let named = self["@type"] ?? self["type"]
    let texts = named?.array?.compactMap(\.string) ?? named?.string.map { [$0] } ?? []
    return texts.map(\.schemaName)
  }

  /// The first of several values, or the value itself.
  var first: JSON? { array?.first ?? (array == nil ? self : nil) }
}

extension String {
  /// `"https://schema.org/UsedCondition"` and `"schema:UsedCondition"` are `"UsedCondition"`.
  var schemaName: String {
    let marks: (UInt8, UInt8, UInt8) = (UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "#"))
    guard let cut = utf8.lastIndex(where: { $0 == marks.0 || $0 == marks.1 || $0 == marks.2 }) else { return self }
    return String(self[utf8.index(after: cut)...])
  }
}
