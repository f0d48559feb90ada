import Loading
import Normalizing
import Records

/// What is known of one listing, down to the bytes it was read from.
struct ListingExplanation {
  let reader: DatabaseReaderBox
  let configuration: Configuration

  /// Everything that leads to the figures of a listing.
  func outline(of listing: Row, _ witness: inout PageWitness) throws -> Outline {
    let id = listing.text("listing_id") ?? ""
    let source = SourceID(listing.text("source_id") ?? "")
    let key = listing.text("source_key") ?? ""
    var outline = Outline()
    outline.add("listing", facts(listing))
    let observations = try reader.rows(
      "SELECT * FROM observation WHERE listing_id = ?1 ORDER BY observed_at", id)
    var parts: [Outline] = []
    for observation in observations {
      parts.append(try part(observation, source, key, &witness))
    }
    outline.add("observations", parts)
    outline.add("rules", rules(listing, source, key))
    outline.add("price_levels", try levels(listing))
    outline.add("offer", try offer(listing))
    return outline
  }

  private func facts(_ listing: Row) -> Outline {
    var part = Outline()
    for name in [
      "listing_id", "source_id", "source_key", "url", "title", "kind", "family", "model_id", "condition",
      "condition_text", "country", "seller_hash", "side", "status", "posted_at", "first_seen_at", "last_seen_at",
      "ended_at",
    ] { part.add(name, listing.text(name)) }
    part.add("quantity", listing.integer("quantity"))
    part.add("parts_only", listing.integer("parts_only").map { $0 == 1 })
    part.add("flags", strings(listing.text("flags")))
    return part
  }

  /// One change: what it says, how it became dollars, the page it stands on and the text there.
  private func part(
    _ row: Row, _ source: SourceID, _ key: String, _ witness: inout PageWitness
  ) throws -> Outline {
    var part = Outline()
    part.add("observed_at", row.text("observed_at"))
    part.add("status", row.text("status"))
    part.add("price", price(row))
    part.add("price_text", row.text("price_text"))
    part.add("quantity", row.integer("quantity"))
    part.add("negotiable", row.integer("negotiable").map { $0 == 1 })
    part.add("usd_per_card", row.real("usd_per_card_micros").map { $0 / 1_000_000 }, digits: 2)
    if let currency = row.text("currency"), let day = row.text("rate_date") {
      let rate = try reader.rows("SELECT usd FROM fx_rate WHERE currency = ?1 AND date = ?2", currency, day).first
      var fx = Outline()
      fx.add("currency", currency)
      fx.add("date", day)
      fx.add("usd", rate?.real("usd"), digits: 8)
      if rate == nil { fx.add("origin", "the record brought its dollars along; the database has no rate of that day") }
      part.add("fx", fx)
    }
    guard
      let page = try row.text("page_id").flatMap({ try reader.rows("SELECT * FROM page WHERE page_id = ?1", $0).first })
    else {
      part.add("page", Outline("no page is known: it was loaded from records"))
      return part
    }
    let testimony = witness.testimony(of: page)
    part.add("page", testimony.outline)
    let found = testimony.records.first { _, normalized in
      if case .observation(let observation) = normalized {
        observation.source == source && observation.key == key
      } else {
        false
      }
    }
    guard let found, case .observation(let observation) = found.normalized else {
      if !testimony.records.isEmpty { part.add("place", Outline("today's rules do not find it on this page")) }
      return part
    }
    var place = Outline()
    place.add("at", observation.provenance.at)
    if case .listing(let raw)? = found.raw {
      place.add("title", raw.title)
      place.add("price", raw.price)
      place.add("currency_hint", raw.currencyHint)
      place.add("shipping", raw.shipping)
      place.add("condition", raw.condition)
      place.add("location", raw.location)
      place.add("quantity", raw.quantityText)
      place.add("posted", raw.posted)
      part.add("place", place)
      part.add("price_reading", reading(raw, observation))
    } else {
      part.add("place", place)
    }
    if let now = observation.price?.money, let stored = row.integer("price_minor"), now.minor != Int64(stored) {
      part.add("differs", "today's rules read \(now); aftermarket rebuild applies them")
    }
    return part
  }

  private func reading(_ raw: Listing, _ observation: Observation) -> [String] {
    guard let text = raw.price else { return [] }
    let source = configuration.source(raw.source)
    let context = PriceContext(
      hint: raw.currencyHint, locale: raw.locale ?? source?.locale, currency: source?.currency)
    return PriceReader(vocabulary: configuration.vocabulary).explain(text, in: context)
  }

  private func price(_ row: Row) -> String? {
    guard let currency = row.text("currency").flatMap({ Currency(code: $0) }) else { return nil }
    func money(_ name: String) -> Money? {
      row.integer(name).map { Money(minor: Int64($0), currency: currency) }
    }
    if let amount = money("price_minor") { return "\(amount)" }
    guard let low = money("low_minor"), let high = money("high_minor") else { return nil }
    return "\(low) to \(high)"
  }

  private func rules(_ listing: Row, _ source: SourceID, _ key: String) -> Outline {
    var part = Outline()
    part.add("match_confidence", listing.real("match_confidence"), digits: 3)
    part.add("match_why", strings(listing.text("match_why")))
    part.add("models_possible", strings(listing.text("model_ids")))
    if let words = listing.text("condition_text") {
      part.add("condition_words", "\"\(words)\" is \(listing.text("condition") ?? "unknown")")
    }
    part.add(
      "corrections",
      configuration.corrections.filter { $0.source == source && $0.key == key }.map { correction in
        var line = Outline()
        line.add("by", correction.by)
        line.add("date", correction.date.description)
        line.add("reason", correction.reason)
        line.add("excludes", correction.excludes)
        return line
      })
    return part
  }

  /// The weekly price levels that it is in, or why it is in none.
  private func levels(_ listing: Row) throws -> Outline {
    var part = Outline()
    let id = listing.text("listing_id") ?? ""
    if let reason = try reader.rows(Exclusion.ofListing, id).first?.text("reason") {
      part.add("counts", false)
      part.add("excluded", reason)
      return part
    }
    part.add("counts", true)
    let points = try reader.rows(
      """
      WITH entry AS (
        SELECT o.status, min(o.observed_at) AS at FROM observation AS o
        WHERE o.listing_id = ?1 AND o.usd_per_card_micros > 0 AND o.price_minor IS NOT NULL
          AND o.status IN ('active', 'sold')
        GROUP BY o.status)
      SELECT l.model_id || iif(e.status = 'sold', ':sold', '') AS series,
        date(e.at, '-6 days', 'weekday 1') AS week
      FROM entry AS e JOIN listing AS l ON l.listing_id = ?1 ORDER BY series
      """, id)
    part.add(
      "series",
      points.map { "\($0.text("series") ?? "") \($0.text("week") ?? "")" })
    return part
  }

  private func offer(_ listing: Row) throws -> Outline? {
    guard let offer = listing.text("offer_id") else { return nil }
    var part = Outline()
    part.add("offer_id", offer)
    let members = try reader.rows(
      """
      SELECT l.listing_id, l.source_id, l.title, l.listing_id = o.canonical_listing_id AS canonical
      FROM listing AS l JOIN offer AS o ON o.offer_id = l.offer_id WHERE l.offer_id = ?1 ORDER BY l.listing_id LIMIT 100
      """, offer)
    part.add(
      "listings",
      members.map { member in
        var line = Outline()
        line.add("listing_id", member.text("listing_id"))
        line.add("source_id", member.text("source_id"))
        line.add("title", member.text("title"))
        line.add("stands_for_it", member.integer("canonical").map { $0 == 1 })
        return line
      })
    let evidence = try reader.rows(
      """
      SELECT listing_id, other_listing_id, weight, reason FROM offer_evidence
      WHERE listing_id = ?1 OR other_listing_id = ?1 ORDER BY weight DESC, listing_id, other_listing_id, reason LIMIT 100
      """, listing.text("listing_id"))
    part.add(
      "evidence",
      evidence.map { pair in
        var line = Outline()
        line.add("listing_id", pair.text("listing_id"))
        line.add("other_listing_id", pair.text("other_listing_id"))
        line.add("weight", pair.real("weight"), digits: 4)
        line.add("reason", pair.text("reason"))
        return line
      })
    return part
  }

  private func strings(_ list: String?) -> [String] {
    guard let list, let json = try? JSONReader.read(Array(list.utf8), source: "") else { return [] }
    return json.array?.compactMap(\.string) ?? []
  }
}

extension Outline {
  /// A part that only says why there is nothing more to tell.
  init(_ problem: String) {
    self.init()
    add("problem", problem)
  }
}
