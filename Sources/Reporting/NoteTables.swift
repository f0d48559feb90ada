import Records

/// The figures that are not of the analysis: single listings, claims, spikes and sources, as CSV.
struct NoteTables {
  let findings: Findings

  var spikes: String {
    var csv = CSV([
      "family", "measure", "kind", "start_on", "peak_on", "end_on", "size_log", "q", "events",
    ])
    for spike in findings.spikes {
      csv.append([
        spike.family, spike.measureWord, spike.kind.rawValue, spike.start.description, spike.peak.description,
        spike.end.description, Figures.plain(spike.size), Figures.plain(spike.q), spike.events.joined(separator: ";"),
      ])
    }
    return csv.text
  }

  var stays: String {
    var csv = CSV([
      "family", "since", "offers", "gone", "quarter_days", "median_days", "median_low", "median_high", "share_after_7",
      "share_after_7_low", "share_after_7_high", "share_after_30", "share_after_30_low", "share_after_30_high",
      "status",
    ])
    for time in timesOnMarket(findings) {
      let days = [time.quarterDays, time.medianDays, time.medianLow, time.medianHigh].map { $0.map(String.init) ?? "" }
      let shares = [time.week, time.month].flatMap { [$0?.share, $0?.low, $0?.high] }.map { Figures.plain($0) }
      csv.append(
        [time.family, time.since.description, String(time.offers), String(time.gone)] + days + shares
          + [time.isThin ? "thin" : "ok"])
    }
    return csv.text
  }

  var moves: String {
    var csv = CSV(["listing_id", "date", "family", "title", "currency", "before_minor", "after_minor", "percent"])
    for move in findings.facts.moves {
      csv.append([
        move.listingID, move.day.description, move.family, move.title, move.currency, String(move.before),
        String(move.after), Figures.plain(move.percent, 2),
      ])
    }
    return csv.text
  }

  var grey: String {
    var csv = CSV(["listing_id", "source_id", "country", "family", "title", "usd_per_card", "last_seen_on"])
    for listing in findings.facts.grey {
      csv.append([
        listing.listingID, listing.sourceID, listing.country, listing.family, listing.title,
        Figures.plain(listing.usd, 2), listing.lastSeen.description,
      ])
    }
    return csv.text
  }

  var claims: String {
    var csv = CSV([
      "report_id", "number", "date", "publisher", "title", "family", "attribute", "claimed", "relative_to", "check",
      "note",
    ])
    for claim in findings.facts.claims {
      csv.append(
        [claim.reportID, String(claim.number), claim.day.description, claim.publisher, claim.title, claim.family]
          + [claim.attribute, claim.claimed, claim.relativeTo, claim.verdict, claim.note])
    }
    return csv.text
  }

  var sources: String {
    var csv = CSV([
      "source_id", "name", "listings", "last_asked_on", "last_complete_on", "gap_nights", "of_nights", "allowed_uses",
      "retention", "terms",
    ])
    for source in Freshness.all(findings) {
      csv.append(
        [source.facts.sourceID, source.facts.name, String(source.facts.listings), source.lastAsked?.description ?? ""]
          + [source.lastComplete?.description ?? "", String(source.gaps), String(source.nights)]
          + [source.facts.allowedUses, source.facts.retention, source.facts.terms])
    }
    return csv.text
  }
}
