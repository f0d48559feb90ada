import Records
import XMLKit

/// Tells which source a page belongs to, by its address and by what it holds.
struct Recognizer: Sendable {
  private struct Entry: Sendable {
    let source: SourceID
    let rules: RecognitionRules
    let contains: [[UInt8]]
    /// The number of its selector in the plan.
    let mark: Int?
  }

  private let entries: [Entry]
  /// What is looked for in a page.
  let plan: RowPlan

  /// How far into a page its words are looked for.
  private static let prefix = 64 << 10

  init(_ sources: [SourceDefinition]) throws(ParsingFailure) {
    var entries: [Entry] = []
    // These two find the page's own word for its address.
    var rules = [
      FieldRule(selector: try? Selector("link[rel=canonical]"), attribute: "href"),
      FieldRule(selector: try? Selector("meta[property='og:url']"), attribute: "content"),
    ]
    for source in sources {
      var mark: Int?
      if let text = source.recognize.selector {
        mark = rules.count
        rules.append(FieldRule(selector: try Selector(text, named: "recognize/selector", of: source)))
      }
      entries.append(
        Entry(
          source: source.id, rules: source.recognize, contains: source.recognize.contains.map { Array($0.utf8) },
          mark: mark))
    }
    self.entries =
      entries.filter { !$0.rules.isFallback } + entries.filter { $0.rules.isFallback }
    do throws(MarkupFailure) {
      plan = try RowPlan(pageFields: rules, layouts: [])
    } catch {
      let first = sources.first
      throw ParsingFailure(
        reason: .rule(field: "recognize", message: error.description), source: first?.id ?? SourceID(""),
        file: first?.file ?? "")
    }
  }

  /// The source of a page, or nil when none recognizes it.
  ///
  /// All that a source declares must hold; the host counts only where an address is known. One whose host fits comes
  /// before one that was told by the content alone, and the only source of a host comes last.
  func recognize(_ page: Page, text: [UInt8], table: RowTable?) -> SourceID? {
    var marks: Set<Int> = []
    var address = page.url
    if let table {
      for value in table.pageValues {
        if value.rule >= 2 {
          marks.insert(value.rule)
        } else if address == nil, !table.text(of: value).isEmpty {
          address = String(decoding: table.text(of: value), as: UTF8.self)
        }
      }
    }
    let host = (Self.savedFrom(text) ?? address).flatMap(Link.host(of:))
    var byContent: SourceID?
    for entry in entries {
      if let mark = entry.mark, !marks.contains(mark) { continue }
      if !entry.contains.isEmpty, !entry.contains.contains(where: { Self.has($0, in: text) }) { continue }
      if let host, entry.rules.hosts.contains(where: { Self.fits(host, $0) }) { return entry.source }
      // Without an address, or for a source of many hosts, the content alone decides.
      let isTold = entry.mark != nil || !entry.contains.isEmpty
      if isTold, host == nil || entry.rules.hosts.isEmpty || page.url == nil, byContent == nil {
        byContent = entry.source
      }
    }
    if let byContent { return byContent }
    // A block page or a new layout still comes from the one source of its host.
    let atHome = entries.filter { entry in
      host.map { host in entry.rules.hosts.contains { Self.fits(host, $0) } } ?? false
    }
    return atHome.count == 1 ? atHome[0].source : nil
  }

  private static func has(_ word: [UInt8], in text: [UInt8]) -> Bool {
    text[..<min(text.count, prefix)].firstRange(ofBytes: word) != nil
  }

  /// `ebay.*` stands for every top-level domain, `ebay.com` for its subdomains too.
  static func fits(_ host: String, _ rule: String) -> Bool {
    if rule.hasSuffix(".*") {
      let name = rule.dropLast(2)
      let labels = host.split(separator: ".")
      return labels.contains { $0 == name } && labels.last.map { $0 != name } == true
    }
    return host == rule || host.hasSuffix("." + rule)
  }

  /// The address that browsers write into a page they save: `<!-- saved from url=(0024)https://… -->`.
  private static func savedFrom(_ text: [UInt8]) -> String? {
    let head = text[..<min(text.count, 2048)]
    guard let mark = head.firstRange(ofBytes: Array("saved from url=(".utf8)),
      let close = head[mark.upperBound...].firstIndex(of: UInt8(ascii: ")"))
    else { return nil }
    let address = head[(close + 1)...].prefix { $0 > 0x20 }
    return String(decoding: address, as: UTF8.self)
  }
}
