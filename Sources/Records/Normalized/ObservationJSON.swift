// The observation as a line of NDJSON.

extension Observation {
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    func instant(_ json: JSON) -> Instant? { json.string.flatMap(Instant.init(rfc3339:)) }
    self.init(
      source: SourceID(try reader.requiredString("source")), key: try reader.requiredString("key"),
      title: try reader.requiredString("title"),
      kind: try reader.required("kind", "a kind such as card") { $0.string.flatMap(Kind.init(rawValue:)) },
      quantity: try reader.required("quantity", "a whole number from 0") { $0.integer.flatMap { $0 >= 0 ? $0 : nil } })
    url = try reader.string("url")
    family = try reader.string("family")
    modelIDs = try reader.strings("model_ids")
    _ = try reader.string("model_id")
    if var match = try reader.objectReader("match") {
      confidence = try match.optional("confidence", "a number from 0 to 1") { $0.double } ?? 0
      why = try match.strings("why")
      try match.finish()
    }
    partsOnly = try reader.bool("parts_only") ?? false
    condition =
      try reader.optional("condition", "a condition such as used") { $0.string.flatMap(Condition.init(rawValue:)) }
      ?? .unknown
    conditionText = try reader.string("condition_text")
    price = try Price(&reader, "price")
    shipping = try Price(&reader, "shipping")
    usd = try USDPrice(&reader)
    side =
      try reader.optional("side", "sell, buy or trade") { $0.string.flatMap(Listing.Side.init(rawValue:)) } ?? .sell
    status =
      try reader.optional("status", "active, sold or ended") { $0.string.flatMap(Listing.Status.init(rawValue:)) }
      ?? .active
    observedAt = try reader.optional("observed_at", "a time such as 2025-07-14T21:05:00Z", instant)
    postedAt = try reader.optional("posted_at", "a time such as 2025-07-14T21:05:00Z", instant)
    country = try reader.string("country")
    sellerHash = try reader.string("seller_hash")
    flags = try reader.strings("flags")
    offerID = try reader.string("offer_id")
    provenance = try Provenance(&reader)
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("type", "observation")
      writer.member("source", source.name)
      writer.member("key", key)
      writer.member("url", url)
      writer.member("title", title)
      writer.member("kind", kind.rawValue)
      writer.member("family", family)
      writer.member("model_ids", modelIDs)
      writer.member("model_id", modelID)
      writer.object("match") { writer in
        writer.member("confidence", confidence)
        writer.member("why", why)
      }
      writer.member("quantity", quantity)
      writer.member("parts_only", partsOnly)
      writer.member("condition", condition.rawValue)
      writer.member("condition_text", conditionText)
      price?.write(to: &writer, "price")
      shipping?.write(to: &writer, "shipping")
      usd?.write(to: &writer)
      writer.member("side", side.rawValue)
      writer.member("status", status.rawValue)
      writer.member("observed_at", observedAt?.description)
      writer.member("posted_at", postedAt?.description)
      writer.member("country", country)
      writer.member("seller_hash", sellerHash)
      writer.member("flags", flags)
      writer.member("offer_id", offerID)
      provenance.write(to: &writer)
    }
  }
}
