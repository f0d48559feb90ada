import Records
import XMLKit

/// Reads the links of a page that its source declares under `fetch`.
struct LinkReader: Sendable {
  private enum Method: Sendable {
    case html(HTMLLinkFinder)
    case json
    case feed(FeedLinkFinder)
  }

  /// The longest address that is a link to an item, in bytes.
  private static let longestAddress = 2_048
  /// How many links to items one page may have.
  private static let mostDetails = 10_000

  private let home: String
  private let specs: [FieldSpec]
  private let cutters: [FieldCutter]
  /// How many of `specs` say where the next page or the cursor stands; the others say where items are.
  private let onward: Int
  private let isCursor: Bool
  private let method: Method

  /// A reader; nil for a source that declares no links.
  init?(_ source: SourceDefinition) throws(ParsingFailure) {
    guard let fetch = source.fetch else { return nil }
    var specs: [FieldSpec] = []
    var isCursor = false
    switch fetch.pagination {
    case .next(let fields): specs = fields
    case .cursor(let fields, _):
      specs = fields
      isCursor = true
    case .number, .offset, nil: break
    }
    onward = specs.count
    specs += fetch.details
    guard !specs.isEmpty else { return nil }
    switch source.reading.format {
    case .html, .schemaOrg:
      // A link is in the attribute of an element, also where the file names the element only.
      for index in specs.indices where !specs[index].isXPath && specs[index].attribute == nil {
        if index >= onward || !isCursor { specs[index].attribute = "href" }
      }
      method = .html(try HTMLLinkFinder(specs, of: source))
    case .json: method = .json
    case .feed: method = .feed(try FeedLinkFinder(specs, onward: onward, of: source))
    case .rates: return nil
    }
    self.specs = specs
    self.isCursor = isCursor
    cutters = specs.map(FieldCutter.init)
    home = source.url
  }

  /// The links of a page; none where it cannot be read.
  func read(_ text: [UInt8], of page: Page) -> PageLinks {
    var base: String?
    let found: [[String]]
    do throws(MarkupFailure) {
      switch method {
      case .html(let finder): (found, base) = try finder.read(text)
      case .feed(let finder): found = try finder.read(text)
      case .json: found = Self.values(specs, in: text)
      }
    } catch { return .none }
    let link = Self.link(page.url ?? home, base: base)
    var links = PageLinks()
    for index in 0..<onward where links.next == nil && links.cursor == nil {
      guard let value = texts(index, found).first else { continue }
      if isCursor { links.cursor = value } else { links.next = link?.resolve(value) }
    }
    for index in onward..<specs.count where links.details.isEmpty {
      var known: Set<String> = []
      for text in texts(index, found) {
        guard known.count < Self.mostDetails, let address = link?.resolve(text),
          address.utf8.count <= Self.longestAddress, known.insert(address).inserted
        else { continue }
        links.details.append(address)
      }
    }
    return links
  }

  /// What a field made of the texts at its place.
  private func texts(_ index: Int, _ found: [[String]]) -> [String] {
    found[index].compactMap { text in
      specs[index].accepts(text) ? cutters[index].value(of: Array(text.utf8)[...]) : nil
    }
  }

  private static func values(_ specs: [FieldSpec], in text: [UInt8]) -> [[String]] {
    guard let root = try? JSONReader.read(text) else { return specs.map { _ in [] } }
    return specs.map { root.values(at: $0.place).compactMap(\.plainText) }
  }

  /// What links are resolved against: the page's address, or its `base` when that is of the same host.
  private static func link(_ address: String, base: String?) -> Link? {
    let own = Link(base: address)
    guard let stated = base.flatMap({ own?.resolve($0) }), Link.host(of: stated) == Link.host(of: address) else {
      return own
    }
    return Link(base: stated) ?? own
  }
}

extension FieldSpec {
  /// Whether its place in an HTML page is told by XPath.
  var isXPath: Bool { place.hasPrefix("/") || place.hasPrefix("./") || place.hasPrefix("(") }
}
