import Records

/// One schema.org product and where it stands.
struct SchemaProduct {
  let json: JSON
  let place: String

  /// The listing it describes, or nil when it has no name or nothing that could identify it.
  func listing(source: SourceID, page: Page, link: Link?) -> Listing? {
    guard let title = name(json["name"]) else { return nil }
    let offers = offerList
    let offer = offers.first
    let address = name(json["url"]) ?? name(offer?["url"]) ?? json.webID
    let url = address.map { link?.resolve($0) ?? $0 } ?? page.url
    let key =
      name(json["sku"]) ?? name(json["productID"]) ?? name(offer?["sku"]) ?? name(json["mpn"]) ?? json.webID ?? url
    guard let key else { return nil }
    var listing = Listing(source: source, key: key, title: title)
    listing.url = url
    listing.price = price(of: offers)
    listing.currencyHint = offers.lazy.compactMap { currency(of: $0) }.first
    listing.condition = (name(offer?["itemCondition"]) ?? name(json["itemCondition"]))?.schemaName
    listing.seller = name(offer?["seller"]?.first) ?? name(offer?["offeredBy"]?.first)
    listing.status = status(name(offer?["availability"])?.schemaName)
    listing.location = name(offer?["availableAtOrFrom"]?.first)
    listing.shipping = shipping(offer?["shippingDetails"]?.first)
    listing.posted = name(json["releaseDate"]) ?? name(offer?["validFrom"])
    let others = [
      ("brand", json["brand"]), ("model", json["model"]), ("mpn", json["mpn"]),
      ("gtin", json["gtin13"] ?? json["gtin"]),
      ("category", json["category"]), ("offer_count", offer?["offerCount"]),
    ]
    for (label, value) in others {
      if let text = name(value?.first) { listing.attributes.append(.init(name: label, text: text)) }
    }
    return listing
  }

  private var offerList: [JSON] {
    guard let offers = json["offers"] else { return [] }
    let list = offers.array ?? [offers]
    // An aggregate that lists its offers but no range is those offers.
    return list.flatMap { offer -> [JSON] in
      if offer["lowPrice"] == nil, offer["price"] == nil, let inner = offer["offers"] { return inner.array ?? [inner] }
      return [offer]
    }
  }

  /// The text of a value, or the name of an object.
  private func name(_ json: JSON?) -> String? {
    guard let json = json?.first else { return nil }
    if json.object == nil { return json.plainText }
    return json["name"]?.first?.plainText ?? json["@value"]?.plainText ?? json["@id"]?.plainText
  }

  private func currency(of offer: JSON) -> String? {
    name(offer["priceCurrency"]) ?? name(offer["priceSpecification"]?.first?["priceCurrency"])
  }

  /// One price, or `low to high` when offers differ.
  private func price(of offers: [JSON]) -> String? {
    var texts: [String] = []
    for offer in offers {
      if let low = name(offer["lowPrice"]) {
        texts.append(low)
        if let high = name(offer["highPrice"]) { texts.append(high) }
      } else if let price = name(offer["price"]) ?? name(offer["priceSpecification"]?.first?["price"]) {
        texts.append(price)
      }
    }
    let numbers = texts.compactMap { text in Double(text).map { (text, $0) } }
    guard numbers.count == texts.count, let low = numbers.min(by: { $0.1 < $1.1 }),
      let high = numbers.max(by: { $0.1 < $1.1 })
    else { return texts.first }
    return low.1 == high.1 ? low.0 : "\(low.0) to \(high.0)"
  }

  private func status(_ availability: String?) -> Listing.Status? {
    switch availability {
    case "InStock", "InStoreOnly", "LimitedAvailability", "OnlineOnly", "PreOrder", "PreSale", "BackOrder",
      "MadeToOrder":
      .active
    case "SoldOut": .sold
    case "Discontinued", "OutOfStock": .ended
    default: nil
    }
  }

  private func shipping(_ details: JSON?) -> String? {
    guard let rate = details?["shippingRate"]?.first, let value = name(rate["value"]) else { return nil }
    return name(rate["currency"]).map { "\(value) \($0)" } ?? value
  }
}

extension JSON {
  /// The `@id`, when it is an address that others could use too.
  fileprivate var webID: String? {
    guard let id = self["@id"]?.plainText, id.hasPrefix("http") else { return nil }
    return id
  }
}
