import Analyzing
import Glibc
import Loading
import Records

/// What one weekly price level rests on, and what it would be without each of its prices.
struct SeriesExplanation {
  let reader: DatabaseReaderBox
  let database: String

  /// The figures of a series in the week of a day.
  func outline(of series: String, on date: Day) throws -> Outline {
    let week = date.monday
    var outline = Outline()
    let stored = try reader.rows(
      """
      SELECT * FROM price_index WHERE series = ?1 AND date IN (?2, ?3)
      ORDER BY method = '\(PriceIndexPoint.method)' DESC, vintage DESC, date DESC, method LIMIT 1
      """, series, week.description, date.description
    ).first
    var figure = Outline()
    figure.add("series", series)
    figure.add("date", stored?.text("date") ?? week.description)
    if let stored {
      for name in ["method", "vintage", "basis", "status"] { figure.add(name, stored.text(name)) }
      for name in ["usd", "low", "high"] { figure.add(name, stored.real(name), digits: 2) }
      figure.add("n", stored.integer("n"))
    } else {
      figure.add("problem", "no figure is stored for this week; aftermarket analyze computes them")
    }
    outline.add("figure", figure)
    let vintage = stored?.text("vintage").flatMap { Day(iso: $0) }
    let model = series.hasSuffix(":sold") ? String(series.dropLast(5)) : series
    let excluded = try reader.rows(
      Exclusion.ofModel, model, week.description, week.adding(7).description
    ).map { row in
      var part = Outline()
      for name in ["listing_id", "source_id", "title", "reason"] { part.add(name, row.text(name)) }
      return part
    }
    let weighed = try WeighedInputs(reader, series: series, week: week, vintage: stored?.text("vintage"))
    if let stored, let usd = stored.real("usd"), !weighed.isEmpty {
      outline.add("inputs", weighed.inputs(usd))
      let farOff = try Exclusion.farOff(reader, series, from: week.description, before: week.adding(7).description)
      outline.add("excluded", weighed.leftOut() + farOff + excluded)
      return outline
    }
    let inputs = try Analyst(path: database).priceInputs(series: series, week: week, asOf: vintage)
    outline.add("computed", inputs.point.map(level))
    let withheld = inputs.inputs.filter { $0.countedThrough != nil }
    outline.add(
      "inputs", try inputs.inputs.filter { $0.countedThrough == nil }.map { try input($0, of: inputs.point) })
    outline.add(
      "excluded",
      try withheld.map { held in
        try line(
          held.listing.listingID,
          "its offer counts already through listing \(held.countedThrough ?? ""), where its price was seen first")
      }
        + inputs.farOff.map { try line($0.listing.listingID, "its price is " + $0.reason) }
        + excluded)
    return outline
  }

  private func level(_ point: PriceIndexPoint) -> Outline {
    var part = Outline()
    part.add("usd", point.usd, digits: 2)
    part.add("low", point.low, digits: 2)
    part.add("high", point.high, digits: 2)
    part.add("n", point.n)
    part.add("listings", point.listings)
    part.add("status", point.status.rawValue)
    return part
  }

  private func input(_ input: PriceInputs.Input, of point: PriceIndexPoint?) throws -> Outline {
    var part = try line(input.listing.listingID, nil)
    part.add("seller", input.listing.seller)
    part.add("offer_id", input.listing.offerID)
    part.add("day", input.listing.day.description)
    part.add("usd", input.listing.usd, digits: 2)
    guard let without = input.without else {
      part.add("without_it", Outline("nothing would be left"))
      return part
    }
    var rest = level(without)
    if let point { rest.add("moves_percent", 100 * (without.usd / point.usd - 1), digits: 2) }
    part.add("without_it", rest)
    return part
  }

  private func line(_ listing: String, _ reason: String?) throws -> Outline {
    let row = try reader.rows("SELECT source_id, title FROM listing WHERE listing_id = ?1", listing).first
    var part = Outline()
    part.add("listing_id", listing)
    part.add("source_id", row?.text("source_id"))
    part.add("title", row?.text("title"))
    part.add("reason", reason)
    return part
  }
}
