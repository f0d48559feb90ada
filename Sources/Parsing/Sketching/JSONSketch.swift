import Records

/// Finds lists of objects in a JSON document and what their keys seem to mean.
enum JSONSketch {
  private static let keys = [
    "itemid", "item_id", "listingid", "listing_id", "id", "sku", "key", "guid", "uuid", "name",
  ]
  private static let links = ["url", "href", "link", "permalink", "weburl", "itemweburl"]
  private static let depth = 12

  /// Every list of two objects or more that have a text, unranked.
  static func candidates(in root: JSON) -> [PageSketch.Candidate] {
    var found: [PageSketch.Candidate] = []
    visit(root, "", 0, &found)
    return found
  }

  private static func visit(_ json: JSON, _ place: String, _ level: Int, _ found: inout [PageSketch.Candidate]) {
    guard level < depth, found.count < 200 else { return }
    if let list = json.array {
      let objects = list.filter { $0.object != nil }
      if objects.count >= 2, objects.count == list.count, let candidate = candidate(list, place) {
        found.append(candidate)
      }
      // What lists inside rows hold is no row of the page; the first row shows as much as all of them.
      if let first = list.first, objects.isEmpty { visit(first, "\(place)/0", level + 1, &found) }
      return
    }
    for member in json.object ?? [] {
      let key = member.key.replacing("~", with: "~0").replacing("/", with: "~1")
      visit(member.value, "\(place)/\(key)", level + 1, &found)
    }
  }

  private static func candidate(_ rows: [JSON], _ place: String) -> PageSketch.Candidate? {
    var order: [String] = []
    var texts: [String: [String?]] = [:]
    for (index, row) in rows.enumerated() {
      for (pointer, text) in leaves(row, "", 0) {
        if texts[pointer] == nil {
          order.append(pointer)
          texts[pointer] = Array(repeating: nil, count: rows.count)
        }
        texts[pointer]?[index] = text
      }
    }
    var fields: [String: PageSketch.Field] = [:]
    func field(_ name: String, _ pointer: String) -> PageSketch.Field {
      let values = (texts[pointer] ?? []).compactMap { $0 }
      return PageSketch.Field(name: name, place: pointer, found: values.count, samples: Array(values.prefix(3)))
    }
    func isDistinct(_ pointer: String) -> Bool {
      let values = texts[pointer] ?? []
      return values.allSatisfy { $0 != nil } && FieldGuess.areDistinct(values)
    }
    func last(_ pointer: String) -> String { pointer.split(separator: "/").last.map { $0.lowercased() } ?? "" }
    for name in keys where fields["key"] == nil {
      if let pointer = order.first(where: { last($0) == name && isDistinct($0) }) {
        fields["key"] = field("key", pointer)
      }
    }
    if let pointer = order.first(where: { links.contains(last($0)) }) { fields["url"] = field("url", pointer) }
    for pointer in order where pointer != fields["key"]?.place || last(pointer) == "name" {
      guard let name = FieldGuess.field(named: last(pointer)), fields[name] == nil else { continue }
      if (texts[pointer] ?? []).allSatisfy({ $0 == nil || $0 == "true" || $0 == "false" }) { continue }
      if name == "title", !(texts[pointer] ?? []).contains(where: { $0.map(FieldGuess.isTitle) ?? false }) { continue }
      fields[name] = field(name, pointer)
    }
    // {"price": {"value": …, "currency": …}}
    if fields["price"] == nil, let pointer = order.first(where: { $0.lowercased().contains("price/") }) {
      fields["price"] = field("price", pointer)
    }
    guard let title = fields["title"] else { return nil }
    let used = Set(fields.values.map(\.place))
    let others = order.filter { !used.contains($0) }.prefix(8).map { field(last($0), $0) }
    let price = Double(fields["price"]?.found ?? 0) / Double(rows.count)
    let share = Double(title.found) / Double(rows.count)
    return PageSketch.Candidate(
      rows: place, count: rows.count, fields: FieldGuess.order.compactMap { fields[$0] }, others: Array(others),
      score: (price * 3 + share * 2 + (fields["key"] == nil ? 0 : 1)) * Double(min(rows.count, 200)))
  }

  private static func leaves(_ json: JSON, _ place: String, _ level: Int) -> [(String, String)] {
    if let text = json.plainText { return [(place, String(text.prefix(300)))] }
    guard level < 5, let members = json.object else { return [] }
    return members.flatMap { member -> [(String, String)] in
      let key = member.key.replacing("~", with: "~0").replacing("/", with: "~1")
      return leaves(member.value, "\(place)/\(key)", level + 1)
    }
  }
}
