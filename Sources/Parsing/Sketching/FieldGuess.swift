/// What a text, or the name of the place it stands in, makes likely.
enum FieldGuess {
  private static let signs = [
    "$", "€", "£", "¥", "￥", "₽", "₫", "₴", "₹", "₩", "zł", "р.", "руб", "usd", "eur", "gbp", "vnd", "đ", "元", "万", "円",
    "원", "s/", "r$", "kč", "chf", " kr", " ft", "tr ", "triệu",
  ]

  /// Words in the names of classes and keys, the surest first.
  static let hints: [(field: String, words: [String])] = [
    ("title", ["title", "subject", "headline", "heading"]),
    ("currency_hint", ["currency"]),
    ("price", ["price", "amount", "cost"]),
    ("shipping", ["shipping", "delivery", "logistics"]),
    ("condition", ["condition"]),
    ("location", ["location", "city", "region", "area", "place", "geo"]),
    ("seller", ["seller", "vendor", "shop", "store", "user", "author", "nick"]),
    ("quantity_text", ["quantity", "qty"]),
    ("posted", ["date", "posted", "created", "publish", "time"]),
    ("title", ["name"]),
  ]

  /// The order of the contract.
  static let order = [
    "key", "url", "title", "price", "currency_hint", "shipping", "condition", "location", "seller", "quantity_text",
    "posted",
  ]

  /// Whether nearly every row has a text of its own; an advertisement may stand twice.
  static func areDistinct(_ texts: [String?]) -> Bool {
    Set(texts.compactMap { $0 }).count + max(1, texts.count / 10) >= texts.count
  }

  /// Whether a short text names an amount with a currency.
  static func isPrice(_ text: String) -> Bool {
    guard text.utf8.count <= 60, text.utf8.contains(where: { $0 &- 0x30 < 10 }) else { return false }
    let lower = text.lowercased()
    return signs.contains { lower.contains($0) }
  }

  /// Whether a text could be the title of goods.
  static func isTitle(_ text: String) -> Bool {
    text.unicodeScalars.count >= 4 && text.unicodeScalars.contains { $0.properties.isAlphabetic } && !isPrice(text)
  }

  /// Whether the name of a class or key says that a title stands there, and a title only.
  static func isTitleName(_ name: String) -> Bool {
    let lower = name.lowercased()
    return !lower.contains("subtitle") && (hints.first?.words.contains { lower.contains($0) } ?? false)
  }

  /// The field that the name of a class or key speaks of.
  static func field(named name: String) -> String? {
    let lower = name.lowercased()
    if lower.contains("subtitle") { return "condition" }
    return hints.first { $0.words.contains { lower.contains($0) } }?.field
  }
}
