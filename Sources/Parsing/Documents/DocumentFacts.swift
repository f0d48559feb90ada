import Records

/// What follows from what an official document says of itself: its day of effect, its public day, what it corrects.
enum DocumentFacts {
  /// The document with its dates and links settled; what its publisher says stays beside them.
  ///
  /// - Parameter utcOffsetMinutes: Minutes that the publisher's clock is ahead of UTC; nil when it is not known.
  static func settle(_ document: PolicyDocument, utcOffsetMinutes: Int?) -> PolicyDocument {
    var result = document
    let dates = text("dates", of: document)
    if let effect = (document.effective ?? dates).flatMap({ EffectiveDate($0, published: document.published) })
      ?? dates.flatMap({ EffectiveDate($0, published: document.published) })
    {
      result.effective = effect.day.description
      let spoken = dates.flatMap { EffectiveDate($0, published: document.published) }
      let others = Set((spoken.map { [$0.day] + $0.others } ?? effect.others).filter { $0 > effect.day })
      if !others.isEmpty {
        let days = others.sorted().map(\.description).joined(separator: "; ")
        result.attributes.append(Listing.Attribute(name: "effective_in_part", text: days))
      }
    }
    if let day = publicDay(document.published, utcOffsetMinutes) {
      result.attributes.append(Listing.Attribute(name: "public_on", text: day.description))
    }
    result.attributes.removeAll { $0.name == "correction_of" }
    if let number = corrected(document) {
      result.attributes.append(Listing.Attribute(name: "correction_of", text: number))
    }
    return result
  }

  private static func text(_ name: String, of document: PolicyDocument) -> String? {
    document.attributes.first { $0.name == name }?.text
  }

  /// The day on which the public could know of it, by its publisher's own calendar.
  private static func publicDay(_ published: String?, _ utcOffsetMinutes: Int?) -> Day? {
    guard let published else { return nil }
    if let instant = Instant(rfc3339: published) {
      return Instant(seconds: instant.seconds + (utcOffsetMinutes ?? 0) * 60).day
    }
    return Day(iso: String(published.prefix(10)))
  }

  /// The number of the document that this one corrects.
  ///
  /// The publisher's own link comes first, then a number such as C1-2022-21658, then the number that a text about a
  /// correction names.
  private static func corrected(_ document: PolicyDocument) -> String? {
    if let link = text("correction_of", of: document) {
      let path = link.prefix { $0 != "?" && $0 != "#" }
      let last = path.split(separator: "/").last { number(in: String($0)) != nil } ?? path
      return number(in: String(last)) ?? String(last)
    }
    let own = String(document.key.prefix { $0 != "@" })
    let parts = own.split(separator: "-", maxSplits: 1)
    if parts.count == 2, let mark = parts[0].first, "CRZ".contains(mark), parts[0].count <= 3,
      parts[0].dropFirst().allSatisfy(\.isNumber), let number = number(in: String(parts[1]))
    {
      return number
    }
    let action = text("action", of: document) ?? ""
    guard [document.title, action].contains(where: { $0.lowercased().contains("correct") }) else { return nil }
    for field in [document.abstract, text("dates", of: document)].compactMap({ $0 }) {
      let lower = field.lowercased()
      for mark in ["fr doc. ", "fr doc ", "document number ", "document no. ", "doc. "] {
        guard let found = lower.firstRange(of: mark) else { continue }
        if let number = number(in: String(lower[found.upperBound...].prefix(20))), number != own { return number }
      }
    }
    return nil
  }

  /// The first number of a document in a text: "2022-21658".
  private static func number(in text: String) -> String? {
    let words = text.split { !($0.isNumber || $0 == "-" || $0 == "–") }
    for word in words {
      let parts = word.split { $0 == "-" || $0 == "–" }
      guard parts.count == 2, parts[0].count == 4, (4...6).contains(parts[1].count) else { continue }
      return "\(parts[0])-\(parts[1])"
    }
    return nil
  }
}
