import Records

/// The signs of currencies and the words that multiply amounts, as vocabulary files have them.
struct MoneyTable: Sendable {
  private(set) var signs: [CurrencySigns.Sign] = []
  private(set) var shared: [CurrencySigns.Family: (byCountry: [String: Currency], otherwise: Currency?)] = [:]
  private(set) var codes: [Currency] = []
  private(set) var multipliers: [Multiplier.Word] = []
  private(set) var halves: [[Unicode.Scalar]] = []
  private(set) var joiners: Set<String> = []

  /// Reads the money of a file.
  mutating func add(_ file: inout JSONObjectReader) throws(JSONFailure) {
    for var entry in try file.objects("currency_signs") { try addSigns(&entry) }
    for code in try file.strings("currency_codes") { codes.append(try Self.currency(code, file)) }
    for var entry in try file.objects("multipliers") {
      guard let places = try entry.integer("places"), (1...12).contains(places) else {
        throw entry.failure("places is the power of ten, from 1 to 12")
      }
      let takesSpaced = try entry.bool("takes_spaced") ?? false
      let takesLetters = try entry.bool("takes_letters") ?? false
      let isIndian = try entry.bool("indian") ?? false
      let byCountry = try Self.countries(&entry)
      for text in try entry.strings("words") where !text.isEmpty {
        multipliers.append(
          Multiplier.Word(
            text: Array(text.unicodeScalars), places: places, takesSpaced: takesSpaced, takesLetters: takesLetters,
            isIndian: isIndian, byCountry: byCountry))
      }
      try entry.finish()
    }
    for half in try file.strings("multiplier_halves") {
      halves.append([" "] + Array(half.unicodeScalars))
      halves.append(Array(half.unicodeScalars))
    }
    joiners.formUnion(try file.strings("range_joiners"))
  }

  private mutating func addSigns(_ entry: inout JSONObjectReader) throws(JSONFailure) {
    let texts = try entry.strings("signs").filter { !$0.isEmpty }.map { Array($0.unicodeScalars) }
    if let code = try entry.string("currency") {
      let currency = try Self.currency(code, entry)
      signs += texts.map { CurrencySigns.Sign(text: $0, meaning: .code(currency)) }
    } else {
      let name = try entry.requiredString("shared")
      guard let family = CurrencySigns.Family(rawValue: name) else {
        throw entry.failure("\"\(name)\" is no sign that countries share")
      }
      signs += texts.map { CurrencySigns.Sign(text: $0, meaning: .shared(family)) }
      let byCountry = try Self.countries(&entry)
      var otherwise: Currency?
      if let code = try entry.string("otherwise") { otherwise = try Self.currency(code, entry) }
      shared[family] = (byCountry, otherwise)
    }
    try entry.finish()
  }

  /// The pairs of "in": a country and its currency.
  private static func countries(_ entry: inout JSONObjectReader) throws(JSONFailure) -> [String: Currency] {
    var byCountry: [String: Currency] = [:]
    for pair in try entry.strings("in") {
      let parts = pair.split(separator: " ")
      guard parts.count == 2 else { throw entry.failure("\"\(pair)\" is not a country and a currency") }
      byCountry[String(parts[0])] = try Self.currency(String(parts[1]), entry)
    }
    return byCountry
  }

  private static func currency(_ code: String, _ file: JSONObjectReader) throws(JSONFailure) -> Currency {
    guard let currency = Currency(code: code) else { throw file.failure("\"\(code)\" is no code of a currency") }
    return currency
  }
}
