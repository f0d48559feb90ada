/// Tells the country from the text of a place.
struct CountryReader: Sendable {
  let places: PlaceNames

  /// The ISO 3166-1 alpha-2 code that a text ends with or names; nil when it names none.
  ///
  /// "Shenzhen, China", "from United Kingdom", "Artikelstandort: Deutschland", "US", "广东".
  func read(_ text: String) -> String? {
    if text.utf8.count == 2, text.utf8.allSatisfy({ $0 >= 65 && $0 <= 90 }) {
      return text == "UK" ? "GB" : text == "EU" ? nil : text
    }
    if let code = Self.coded(text) { return code }
    let words = FoldedTitle(text).words.map(\.text)
    for end in words.indices.reversed() {
      for length in [4, 3, 2, 1] where length <= end + 1 {
        if let code = places.names[words[(end + 1 - length)...end].joined(separator: " ")] { return code }
      }
      if let code = wide(words[end]) { return code }
    }
    return nil
  }

  /// "US-TX", "EU-DE", "Austin, TX": codes in capitals; those of a state that are a country's too say nothing.
  private static func coded(_ text: String) -> String? {
    let parts = text.split { !$0.isLetter && $0 != "-" }
    for part in parts {
      let codes = part.split(separator: "-", omittingEmptySubsequences: false)
      guard codes.count == 2, codes[0].count <= 3, codes[0].allSatisfy(\.isUppercase), let first = codes.first else {
        continue
      }
      if first == "EU" { return codes[1].count == 2 && codes[1].allSatisfy(\.isUppercase) ? String(codes[1]) : nil }
      if let country = regions[String(first)] { return country }
    }
    guard parts.count >= 2, text.contains(","), let last = parts.last else { return nil }
    return states.contains(String(last)) ? "US" : provincesOfCanada.contains(String(last)) ? "CA" : nil
  }

  private static let regions = [
    "US": "US", "USA": "US", "CA": "CA", "CAN": "CA", "UK": "GB", "GB": "GB", "AU": "AU", "AUS": "AU", "NZ": "NZ",
  ]

  private static let states: Set<String> = [
    "AK", "CT", "DC", "FL", "HI", "IA", "KS", "MI", "NH", "NJ", "NM", "NV", "NY", "ND", "OH", "OK", "OR", "RI", "TX",
    "UT", "VT", "WA", "WI", "WV", "WY",
  ]

  private static let provincesOfCanada: Set<String> = ["AB", "BC", "MB", "NB", "NS", "ON", "QC", "SK"]

  /// The country of a word that is written without blanks.
  private func wide(_ word: String) -> String? {
    places.within.first { word.contains($0.name) }?.country
      ?? places.begins.first { word.hasPrefix($0.name) }?.country
  }

  /// Countries that export rules bar from the boards under them (arms embargo and the like), and Hong Kong and Macau.
  static let restricted: Set<String> = [
    "CN", "HK", "MO", "RU", "BY", "IR", "KP", "SY", "CU", "VE", "MM", "AF", "KH", "CF", "CD", "ER", "HT", "IQ", "LB",
    "LY",
    "SO", "SS", "SD", "ZW", "NI",
  ]
}
