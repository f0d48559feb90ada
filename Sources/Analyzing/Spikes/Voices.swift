import Records

/// Spans with one voice a seller and night, so that somebody who floods the market moves no rate.
///
/// Of what one seller lists on one night, or takes down on one night, a single listing is kept: the one seen longest.
func oneVoiceEach(_ spans: [ListingSpan]) -> [ListingSpan] {
  struct Voice: Hashable {
    let source: String
    let family: String
    let seller: String
    let day: Day
  }
  func kept(_ spans: [ListingSpan], by day: (ListingSpan) -> Day) -> [ListingSpan] {
    var places: [Voice: Int] = [:]
    var result: [ListingSpan] = []
    for span in spans {
      guard let seller = span.seller else {
        result.append(span)
        continue
      }
      let voice = Voice(source: span.sourceID, family: span.family, seller: seller, day: day(span))
      guard let place = places[voice] else {
        places[voice] = result.count
        result.append(span)
        continue
      }
      let other = result[place]
      if span.last.number - span.first.number > other.last.number - other.first.number { result[place] = span }
    }
    return result
  }
  return kept(kept(spans, by: \.first), by: \.last)
}
