import Records
import XMLKit

/// Finds the texts of links in a feed.
///
/// A place is a path of elements as they are written, the last one perhaps with a condition: `link`,
/// `atom:link[rel=next]`. Links to items are paths below an `item` or `entry`; the link to the next page stands outside
/// of them, below the feed or its channel.
struct FeedLinkFinder: Sendable {
  private struct Place: Sendable {
    let path: [String]
    let condition: (attribute: String, value: String)?
    let attribute: String?
    let isOfItem: Bool
  }

  private let places: [Place]

  init(_ specs: [FieldSpec], onward: Int, of source: SourceDefinition) throws(ParsingFailure) {
    var places: [Place] = []
    for (index, spec) in specs.enumerated() {
      guard let place = Self.place(spec, isOfItem: index >= onward) else {
        throw ParsingFailure(
          reason: .rule(
            field: "fetch", message: "\"\(spec.place)\" is no path of elements such as link or atom:link[rel=next]"),
          source: source.id, file: source.file)
      }
      places.append(place)
    }
    self.places = places
  }

  private static func place(_ spec: FieldSpec, isOfItem: Bool) -> Place? {
    var text = spec.place[...]
    var condition: (attribute: String, value: String)?
    if text.last == "]", let open = text.firstIndex(of: "[") {
      let inner = text[text.index(after: open)...].dropLast()
        .split(separator: "=", omittingEmptySubsequences: false)
      guard inner.count == 2, !inner[0].isEmpty else { return nil }
      condition = (String(inner[0]), inner[1].filter { $0 != "'" && $0 != "\"" })
      text = text[..<open]
    }
    let path = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard path.allSatisfy({ !$0.isEmpty && !$0.contains { " .#>[]".contains($0) } }) else { return nil }
    return Place(path: path, condition: condition, attribute: spec.attribute, isOfItem: isOfItem)
  }

  /// The texts of each place in page order.
  func read(_ text: [UInt8]) throws(MarkupFailure) -> [[String]] {
    let feed = try XMLFeed(utf8: Array(text[...].trimmed), limits: MarkupLimits(bytes: 32 << 20))
    var found = [[String]](repeating: [], count: places.count)
    var path: [String] = []
    var itemDepth: Int?
    try feed.walk(
      enter: { element in
        let name = element.prefix.map { "\($0):\(element.name)" } ?? element.name
        path.append(name)
        for (index, place) in places.enumerated() {
          guard (itemDepth != nil) == place.isOfItem, Self.fits(path, itemDepth, place),
            place.condition.map({ element.attribute($0.attribute) == $0.value }) ?? true
          else { continue }
          let text = place.attribute.map { element.attribute($0) } ?? element.rawText
          if let text, !Array(text.utf8)[...].trimmed.isEmpty { found[index].append(text) }
        }
        if itemDepth == nil, name == "item" || name == "entry" { itemDepth = path.count }
      },
      leave: { _ in
        if path.count == itemDepth { itemDepth = nil }
        path.removeLast()
      })
    return found
  }

  /// Below an item the whole path must fit; outside, its end.
  private static func fits(_ path: [String], _ itemDepth: Int?, _ place: Place) -> Bool {
    if let itemDepth {
      return path.count - itemDepth == place.path.count && path.suffix(place.path.count) == place.path[...]
    }
    return path.count >= place.path.count && path.suffix(place.path.count) == place.path[...]
  }
}
