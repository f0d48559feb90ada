import Records
import XMLKit

/// Reads a feed whose items are told by layouts: offers of a forum, say, instead of reports.
///
/// Markup in an item's texts is read as a person sees it: tags gone, entities read, blanks collapsed.
struct FeedRowsReader: Sendable {
  private struct Layout: Sendable {
    let declared: RowLayout
    let fields: [FieldReader]
    let assembler: RecordAssembler
    let splitter: PostSplitter?
  }

  /// The texts of an item, by the path of their element and, behind `@`, attribute.
  private struct Item {
    var layout: Int
    var place: String
    var depth: Int
    var path: [String] = []
    var texts: [String: [String]] = [:]
    /// The markup of the post, where one may be split.
    var post: String?
  }

  private let layouts: [Layout]
  private let wanted: Set<String>
  private let attributes: [String: [String]]
  private let expected: [Expectation]

  init(_ declared: [RowLayout], of source: SourceDefinition) throws(ParsingFailure) {
    var layouts: [Layout] = []
    var wanted: Set<String> = []
    var attributes: [String: [String]] = [:]
    for layout in declared {
      for spec in layout.fields.flatMap(\.alternatives).flatMap({ [$0] + $0.parts }) {
        if let attribute = spec.attribute {
          if attributes[spec.place]?.contains(attribute) != true {
            attributes[spec.place, default: []].append(attribute)
          }
        } else {
          wanted.insert(spec.place)
        }
      }
      layouts.append(
        Layout(
          declared: layout, fields: layout.fields.map { FieldReader($0.alternatives) },
          assembler: try RecordAssembler(layout, of: source), splitter: layout.split.map(PostSplitter.init)))
    }
    self.layouts = layouts
    self.wanted = wanted
    self.attributes = attributes
    expected = source.reading.expected
  }

  /// Reads the page.
  func read(_ text: [UInt8], of page: Page, link: Link?) throws(MarkupFailure) -> Harvest {
    let feed = try XMLFeed(utf8: Array(text[...].trimmed), limits: MarkupLimits(bytes: 32 << 20))
    var harvest = Harvest()
    var isFeed = false
    var item: Item?
    try feed.walk(
      enter: { element in
        if element.depth == 0 { isFeed = ["rss", "feed", "RDF"].contains(element.name) }
        guard item != nil else {
          if let layout = layouts.firstIndex(where: { $0.declared.rows == element.name }) {
            item = Item(layout: layout, place: "//\(element.name)[\(harvest.rows + 1)]", depth: element.depth)
          }
          return
        }
        note(element, &item)
      },
      leave: { element in
        guard let finished = item else { return }
        guard element.depth == finished.depth else {
          item?.path.removeLast()
          return
        }
        item = nil
        let layout = layouts[finished.layout]
        let texts = layout.fields.map { field in
          field.value { spec in finished.texts[spec.attribute.map { "\(spec.place)@\($0)" } ?? spec.place] ?? [] }
        }
        let outcome = layout.assembler.assemble(texts, link: link, from: page.provenance(at: finished.place))
        harvest.add(outcome, items: layout.splitter?.items(of: finished.post ?? "") ?? [])
      })
    // A feed without items is a feed all the same.
    harvest.provesEmpty = harvest.rows == 0 && isFeed
    harvest.drift = harvest.drift(from: expected)
    return harvest
  }

  private func note(_ element: borrowing MarkupElement, _ item: inout Item?) {
    let name = element.prefix.map { "\($0):\(element.name)" } ?? element.name
    item?.path.append(name)
    guard let path = item?.path.joined(separator: "/") else { return }
    if wanted.contains(path), let text = markupText(element.rawText) { item?.texts[path, default: []].append(text) }
    if let layout = item?.layout, item?.post == nil, layouts[layout].declared.split?.place == path {
      item?.post = element.rawText
    }
    for attribute in attributes[path] ?? [] {
      guard let text = element.attribute(attribute)?.squeezed else { continue }
      item?.texts["\(path)@\(attribute)", default: []].append(text)
    }
  }
}
