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
    let path = text.lowercased().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard path.allSatisfy({ !$0.isEmpty && !$0.contains { " .#>[]".contains($0) } }) else { return nil }
    return Place(path: path, condition: condition, attribute: spec.attribute, isOfItem: isOfItem)
  }

  /// The texts of each place in page order.
  ///
  /// It forgives what reading the feed's items forgives, so that a feed that gives reports gives their links too.
  func read(_ text: [UInt8]) throws(MarkupFailure) -> [[String]] {
    var scanner = try FeedScanner(utf8: text)
    var found = [[String]](repeating: [], count: places.count)
    var path: [String] = []
    var itemDepth: Int?
    while true {
      switch try scanner.next() {
      case .end: return found
      case .close:
        if path.count == itemDepth { itemDepth = nil }
        path.removeLast()
      case .open:
        let name = scanner.prefix.map { "\($0):\(scanner.name)" } ?? scanner.name
        path.append(name)
        for (index, place) in places.enumerated() {
          guard (itemDepth != nil) == place.isOfItem, Self.fits(path, itemDepth, place),
            place.condition.map({ scanner.attribute($0.attribute) == $0.value }) ?? true
          else { continue }
          var text: String?
          if let attribute = place.attribute {
            text = scanner.attribute(attribute)
          } else {
            text = try Self.text(of: scanner)
          }
          if let text, !Array(text.utf8)[...].trimmed.isEmpty { found[index].append(text) }
        }
        if itemDepth == nil, name == "item" || name == "entry" { itemDepth = path.count }
      }
    }
  }

  /// What stands in the element that has just opened; a copy of the scanner goes ahead, so that its elements come too.
  private static func text(of scanner: FeedScanner) throws(MarkupFailure) -> String? {
    var ahead = scanner
    let content = try ahead.content()
    let bytes = content.isMarkup ? MarkupPiece.lines(of: content.bytes[...]) : content.bytes
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Below an item the whole path must fit; outside, its end.
  private static func fits(_ path: [String], _ itemDepth: Int?, _ place: Place) -> Bool {
    if let itemDepth {
      return path.count - itemDepth == place.path.count && path.suffix(place.path.count) == place.path[...]
    }
    return path.count >= place.path.count && path.suffix(place.path.count) == place.path[...]
  }
}
