/// One listing as a page shows it: text as shown, trimmed; absent is absent, never "".
public struct Listing: Hashable, Sendable {
  /// Which way the goods go.
  public enum Side: String, Hashable, Sendable {
    case sell, buy, trade
  }

  /// Whether it can still be bought.
  public enum Status: String, Hashable, Sendable {
    case active, sold, ended
  }

  /// The source it stands on.
  public var source: SourceID
  /// The marketplace's own id.
  public var key: String
  /// The title.
  public var title: String
  /// The address of the listing.
  public var url: String?
  /// The price, with its currency sign.
  public var price: String?
  /// The currency that the page states elsewhere than in the price text: a code or a sign.
  public var currencyHint: String?
  /// The shipping cost.
  public var shipping: String?
  /// The condition in the seller's words.
  public var condition: String?
  /// Where the goods are.
  public var location: String?
  /// The seller's name.
  public var seller: String?
  /// The text that tells the quantity.
  public var quantityText: String?
  /// Which way the goods go; absent means it is not said.
  public var side: Side?
  /// Whether it can still be bought; absent means it is not said.
  public var status: Status?
  /// When it was posted or sold, as shown.
  public var posted: String?
  /// Everything else that the page names, in the order of the page.
  public var attributes: [Attribute] = []
  /// The locale of the text, as BCP 47: "ru-RU".
  public var locale: String?
  /// Where it comes from.
  public var provenance: Provenance = .none

  /// A named value of a page.
  public struct Attribute: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The text.
    public let text: String

    /// A named text.
    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// A listing of which only the necessary is known.
  public init(source: SourceID, key: String, title: String) {
    self.source = source
    self.key = key
    self.title = title
  }
}

extension Listing {
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    self.init(
      source: SourceID(try reader.requiredString("source")), key: try reader.requiredString("key"),
      title: try reader.requiredString("title"))
    url = try reader.string("url")
    price = try reader.string("price")
    currencyHint = try reader.string("currency_hint")
    shipping = try reader.string("shipping")
    condition = try reader.string("condition")
    location = try reader.string("location")
    seller = try reader.string("seller")
    quantityText = try reader.string("quantity_text")
    side = try reader.optional("side", "sell, buy or trade") { $0.string.flatMap(Side.init(rawValue:)) }
    status = try reader.optional("status", "active, sold or ended") { $0.string.flatMap(Status.init(rawValue:)) }
    posted = try reader.string("posted")
    attributes = try Attribute.list(&reader, "attributes")
    locale = try reader.string("locale")
    provenance = try Provenance(&reader)
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("type", "listing")
      writer.member("source", source.name)
      writer.member("key", key)
      writer.member("url", url)
      writer.member("title", title)
      writer.member("price", price)
      writer.member("currency_hint", currencyHint)
      writer.member("shipping", shipping)
      writer.member("condition", condition)
      writer.member("location", location)
      writer.member("seller", seller)
      writer.member("quantity_text", quantityText)
      writer.member("side", side?.rawValue)
      writer.member("status", status?.rawValue)
      writer.member("posted", posted)
      Attribute.write(attributes, "attributes", to: &writer)
      writer.member("locale", locale)
      provenance.write(to: &writer)
    }
  }
}

extension Listing.Attribute {
  static func list(_ reader: inout JSONObjectReader, _ key: String) throws(JSONFailure) -> [Listing.Attribute] {
    try reader.optional(key, "an object of strings") { json in
      guard let members = json.object else { return nil }
      let attributes = members.compactMap { member in
        (member.value.string ?? member.value.number).map { Listing.Attribute(name: member.key, text: $0) }
      }
      return attributes.count == members.count ? attributes : nil
    } ?? []
  }

  static func write(_ attributes: [Listing.Attribute], _ key: String, to writer: inout JSONWriter) {
    guard !attributes.isEmpty else { return }
    writer.object(key) { writer in
      for attribute in attributes { writer.member(attribute.name, attribute.text) }
    }
  }
}
