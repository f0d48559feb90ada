/// Finds elements that repeat with the same tag and class, and what those rows have in common.
struct RowFinder {
  private let table: ElementTable
  private static let rowTags: Set<String> = ["li", "tr", "div", "article", "section", "a", "dl", "figure", "tbody"]
  private static let plainTags: Set<String> = ["h1", "h2", "h3", "h4", "h5", "h6", "a", "p", "b", "strong", "time"]
  /// How many structures are looked at closely.
  private static let closest = 40

  init(_ table: ElementTable) { self.table = table }

  /// Every repeated structure that has something like a title, unranked; of two with the same rows the first stays.
  func candidates() -> [PageSketch.Candidate] {
    var order: [String] = []
    var groups: [String: [Int]] = [:]
    for (index, node) in table.nodes.enumerated() where Self.rowTags.contains(node.tag) || node.tag.contains("-") {
      for selector in selectors(of: node) {
        if groups[selector] == nil { order.append(selector) }
        groups[selector, default: []].append(index)
      }
    }
    var seen: Set<[Int]> = []
    var sized: [(selector: String, rows: [Int], size: Int)] = []
    for selector in order {
      guard let all = groups[selector], let rows = outermost(all), rows.count >= 3, seen.insert(rows).inserted else {
        continue
      }
      let elements = rows.reduce(0) { $0 + table.nodes[$1].end - $1 - 1 }
      sized.append((selector, rows, rows.count * min(elements / rows.count, 40)))
    }
    sized.sort { ($1.size, $0.selector) < ($0.size, $1.selector) }
    return sized.prefix(Self.closest).compactMap { candidate($0.selector, $0.rows) }
  }

  private func selectors(of node: ElementTable.Node) -> [String] {
    if !node.classes.isEmpty { return node.classes.map { "\(node.tag).\($0)" } }
    guard node.parent >= 0 else { return [] }
    let parent = table.nodes[node.parent]
    if let id = parent.id, ElementTable.isName(id) { return ["#\(id) > \(node.tag)"] }
    return parent.classes.first.map { ["\(parent.tag).\($0) > \(node.tag)"] } ?? []
  }

  /// The elements without those inside others; nil when many are, since those are no rows.
  private func outermost(_ all: [Int]) -> [Int]? {
    var rows: [Int] = []
    var end = 0
    for index in all where index >= end {
      rows.append(index)
      end = table.nodes[index].end
    }
    return rows.count * 5 >= all.count * 4 ? rows : nil
  }

  /// What stands at one place of each row, nil where a row has nothing there.
  private struct Column {
    let place: String
    let texts: [String?]
    var values: [String] { texts.compactMap { $0 } }
    var share: Double { Double(values.count) / Double(max(texts.count, 1)) }
    /// Whether nearly every row has a text of its own.
    var isDistinct: Bool { FieldGuess.areDistinct(texts) }

    func share(_ test: (String) -> Bool) -> Double { Double(values.count(where: test)) / Double(max(texts.count, 1)) }

    func field(_ name: String, isDigits: Bool = false) -> PageSketch.Field {
      PageSketch.Field(
        name: name, place: place, isDigits: isDigits, found: values.count, samples: Array(values.prefix(3)))
    }
  }

  private func candidate(_ selector: String, _ rows: [Int]) -> PageSketch.Candidate? {
    let (texts, attributes) = columns(of: rows)
    guard let title = title(among: texts) else { return nil }
    var fields = ["title": title.field("title")]
    let price = texts.filter { $0.share(FieldGuess.isPrice) >= 0.3 }.max { left, right in
      rank(price: left) < rank(price: right)
    }
    if let price { fields["price"] = price.field("price") }
    let link = attributes.filter { $0.place.hasSuffix("@href") }.max { rank(link: $0) < rank(link: $1) }
    if let link, link.share >= 0.5 { fields["url"] = link.field("url") }
    if let key = key(among: attributes, link) { fields["key"] = key }
    if let time = attributes.first(where: { $0.place.hasSuffix("@datetime") }) {
      fields["posted"] = time.field("posted")
    }
    for column in texts where column.share >= 0.3 && column.place != title.place && column.place != price?.place {
      guard let name = FieldGuess.field(named: column.place), fields[name] == nil else { continue }
      fields[name] = column.field(name)
    }
    let used = Set(fields.values.map(\.place))
    // One text has many classes around it; it is shown once.
    var shown = Set(fields.values.map(\.samples))
    let others = texts.filter { column in
      column.share >= 0.5 && !used.contains(column.place) && shown.insert(Array(column.values.prefix(3))).inserted
    }.prefix(8).map { column in
      column.field(String(column.place.drop { $0 == "." }))
    }
    let words = (price?.share(FieldGuess.isPrice) ?? 0) * 3 + title.share * 2 + (link?.share ?? 0)
    return PageSketch.Candidate(
      rows: selector, count: rows.count, fields: FieldGuess.order.compactMap { fields[$0] }, others: Array(others),
      // Of structures around the same texts the outermost has the most in it.
      score: words * Double(min(rows.count, 200)) + Double(table.nodes[rows[0]].end - rows[0]) / 1e6)
  }

  private func columns(of rows: [Int]) -> (texts: [Column], attributes: [Column]) {
    var orders: ([String], [String]) = ([], [])
    var found: [String: [String?]] = [:]
    func put(_ place: String, _ text: String, _ row: Int, _ order: inout [String]) {
      if found[place] == nil {
        order.append(place)
        found[place] = Array(repeating: nil, count: rows.count)
      }
      if found[place]?[row] == nil { found[place]?[row] = text }
    }
    for (row, index) in rows.enumerated() {
      for (name, value) in table.nodes[index].attributes { put("@\(name)", value, row, &orders.1) }
      if let id = table.nodes[index].id?.squeezed { put("@id", id, row, &orders.1) }
      for inner in (index + 1)..<max(table.nodes[index].end, index + 1) {
        let node = table.nodes[inner]
        let places = node.classes.isEmpty ? [node.tag] : node.classes.map { ".\($0)" }
        for place in places {
          if !node.text.isEmpty, place.hasPrefix(".") || Self.plainTags.contains(place) {
            put(place, node.text, row, &orders.0)
          }
          for (name, value) in node.attributes { put("\(place)@\(name)", value, row, &orders.1) }
        }
      }
    }
    func made(_ order: [String]) -> [Column] { order.prefix(200).map { Column(place: $0, texts: found[$0] ?? []) } }
    return (made(orders.0), made(orders.1))
  }

  private func rank(link column: Column) -> (Double, Int) {
    ((column.share * 10).rounded(), FieldGuess.isTitleName(column.place) ? 1 : 0)
  }

  private func rank(price column: Column) -> (Double, Int, Double) {
    let share = (column.share(FieldGuess.isPrice) * 10).rounded()
    return (share, FieldGuess.field(named: column.place) == "price" ? 1 : 0, -length(column))
  }

  /// The shortest text that is a title by its name, else that of a heading or link, else the longest.
  private func title(among columns: [Column]) -> Column? {
    let likely = columns.filter { column in
      column.share(FieldGuess.isTitle) >= 0.8 && Set(column.values).count * 2 > column.values.count
    }
    func rank(_ column: Column) -> (Int, Double) {
      if FieldGuess.isTitleName(column.place) { return (3, -length(column)) }
      let named = FieldGuess.field(named: column.place) == "title"
      let heading = column.place.hasPrefix("h") && column.place.utf8.count == 2
      return (named ? 2 : heading || column.place == "a" ? 1 : 0, length(column))
    }
    return likely.max { rank($0) < rank($1) }
  }

  private func length(_ column: Column) -> Double {
    Double(column.values.reduce(0) { $0 + $1.utf8.count }) / Double(max(column.values.count, 1))
  }

  /// An attribute that is another in every row, else digits of the link that are, else the link.
  private func key(among attributes: [Column], _ link: Column?) -> PageSketch.Field? {
    let own = attributes.filter { $0.isDistinct && !$0.place.hasSuffix("@href") && !$0.place.hasSuffix("@datetime") }
    if let key = own.first(where: { $0.place.hasPrefix("@") }) ?? own.first { return key.field("key") }
    guard let link, link.share >= 0.5 else { return nil }
    let digits = Column(place: link.place, texts: link.texts.map { $0.flatMap(Self.firstDigits) })
    if digits.isDistinct, digits.values.allSatisfy({ $0.utf8.count >= 4 }) {
      return digits.field("key", isDigits: true)
    }
    return link.isDistinct ? link.field("key") : nil
  }

  private static func firstDigits(_ text: String) -> String? {
    let digits = text.utf8.drop { $0 &- 0x30 >= 10 }.prefix { $0 &- 0x30 < 10 }
    return digits.isEmpty ? nil : String(Substring(digits))
  }
}
