public import Records

/// Tells which official documents may be events: those that name a tracked family, or a rule about some.
///
/// A pure function of the document, the terms, the catalog's families and the events.
public struct CandidateFinder: Sendable {
  private let terms: PolicyTerms
  private let families: [(name: String, words: [String])]
  private let events: [PolicyEvent]

  /// A finder.
  ///
  /// - Parameters:
  ///   - families: The families that are tracked: those that models or events are about.
  ///   - events: The reviewed events; a document that one of them cites needs no review.
  public init(terms: PolicyTerms, families: [String], events: [PolicyEvent]) {
    self.terms = terms
    self.events = events
    // A name without a digit, or too short, is a word of its own in some text.
    self.families = families.filter { name in name.utf8.count >= 3 && name.contains(where: \.isNumber) }
      .map { ($0, Self.words($0)) }
  }

  /// The candidate that a document is; nil for one that is about nothing tracked, or only about procedure.
  public func candidate(_ document: PolicyDocument) -> PolicyCandidate? {
    let body = [document.abstract, attribute("dates", document)].compactMap { $0 }.joined(separator: " ")
    let text = (document.title + " . " + body).lowercased()
    let citing = events.filter { cites($0, document) }.map(\.id).sorted()
    let named = names(in: text)
    var reasons: [String] = []
    var found = Set(named)
    if !named.isEmpty {
      reasons.append("it names \(named.joined(separator: ", "))")
      if text.contains("equivalent") { for name in named { found.formUnion(terms.equivalents[name] ?? []) } }
    }
    let day =
      attribute("public_on", document).flatMap(Day.init(iso:))
      ?? document.published.flatMap { Day(iso: String($0.prefix(10))) }
    for rule in terms.rules {
      guard let term = rule.terms.first(where: { Self.holds(text, $0) }) else { continue }
      // What a document names stands over what rules of its kind were about before.
      if named.isEmpty { found.formUnion(about(rule, on: day)) }
      reasons.append("it is about \(rule.name) (\"\(term)\")")
      if named.isEmpty { break }
    }
    reasons += filing(document)
    guard !reasons.isEmpty || !citing.isEmpty else { return nil }
    if citing.isEmpty, isProcedural(document, body: body.lowercased()) { return nil }
    if reasons.isEmpty { reasons.append("an event cites it") }
    return PolicyCandidate(
      source: document.source, key: document.key, families: found.sorted(), reason: reasons.joined(separator: "; "),
      events: citing)
  }

  private func about(_ rule: PolicyTerms.Rule, on day: Day?) -> [String] {
    let fitting = rule.about.filter { period in
      guard let since = period.since, let day else { return true }
      return since <= day
    }
    return fitting.max { ($0.since?.number ?? .min) < ($1.since?.number ?? .min) }?.families ?? []
  }

  /// The tracked families that a text about chips names, sorted.
  private func names(in text: String) -> [String] {
    guard terms.makers.contains(where: { Self.holds(text, $0) }) else { return [] }
    let words = Self.words(text)
    let known = Set(words)
    return families.filter { family in
      guard let first = family.words.first, known.contains(first) else { return false }
      return words.indices.contains { words[$0...].starts(with: family.words) }
    }.map(\.name).sorted()
  }

  /// What the items of a filing tell.
  private func filing(_ document: PolicyDocument) -> [String] {
    guard let items = attribute("items", document) else { return [] }
    return items.split { $0 == "," || $0 == " " }.compactMap { item in
      terms.filingItems[String(item)].map { "its item \(item) tells of \($0)" }
    }
  }

  /// Whether a document only arranges a hearing or moves a deadline.
  private func isProcedural(_ document: PolicyDocument, body: String) -> Bool {
    let title = document.title.lowercased()
    guard terms.procedural.contains(where: { title.contains($0) || body.contains($0) }) else { return false }
    return !terms.substantive.contains { Self.holds(body, $0) }
  }

  private func attribute(_ name: String, _ document: PolicyDocument) -> String? {
    document.attributes.first { $0.name == name }?.text
  }

  /// Whether an event names the document by its number, its citation or its address.
  private func cites(_ event: PolicyEvent, _ document: PolicyDocument) -> Bool {
    let number = String(document.key.prefix { $0 != "@" })
    let cited = event.citation ?? ""
    if number.utf8.count >= 8, Self.hasNumber(cited, number) { return true }
    if let citation = document.citation, citation.contains(" FR "), Self.hasNumber(cited, citation) { return true }
    // An accession number stands in addresses with or without its dashes.
    let bare = number.filter { $0 != "-" }
    return event.sources.contains { source in
      (number.utf8.count >= 8 && Self.hasNumber(source, number)) || (bare.utf8.count >= 18 && source.contains(bare))
        || (document.url.map { $0 == source } ?? false)
    }
  }

  /// Whether a text has a number that no digit goes on, before or behind.
  private static func hasNumber(_ text: String, _ number: String) -> Bool {
    var rest = text[...]
    while let found = rest.firstRange(of: number) {
      let before = found.lowerBound > text.startIndex ? text[text.index(before: found.lowerBound)] : " "
      let behind = found.upperBound < text.endIndex ? text[found.upperBound] : " "
      if !before.isNumber, !behind.isNumber, before != "-" { return true }
      rest = rest[found.upperBound...]
    }
    return false
  }

  /// Whether a text holds a phrase whose first word begins there.
  private static func holds(_ text: String, _ phrase: String) -> Bool {
    var rest = text[...]
    while let found = rest.firstRange(of: phrase) {
      let before = found.lowerBound > text.startIndex ? text[text.index(before: found.lowerBound)] : " "
      if !before.isLetter, !before.isNumber { return true }
      rest = rest[found.upperBound...]
    }
    return false
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
  }
}
