import Records

/// The findings as one HTML page that needs neither network nor script.
struct HTMLReport {
  /// Charts of a kind on the page; the rest is in the CSV files.
  static let mostCharts = 24
  /// Charts of models beside those of their families.
  static let mostModelCharts = 12

  let findings: Findings
  var choice = ReportChoice()

  var text: String {
    let day = findings.asOf?.description ?? "no data"
    let page: Markup = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\
      \(Markup(stringLiteral: ContentPolicy.text(style: stylesheet, script: pageScript)))">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <title>Secondhand GPU prices, \(day)</title>
      <style>\(Markup(stringLiteral: stylesheet))</style>
      </head>
      <body>
      <a class="skip" href="#today">To the report</a>
      <svg class="defs" aria-hidden="true"><defs><pattern id="hatch" width="5" height="5" \
      patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="5"/>\
      </pattern></defs></svg>
      \(header(day))
      <main>
      \(sections)</main>
      <footer><p class="soft">\(Stamp(findings).line)</p></footer>
      <script>\(Markup(stringLiteral: pageScript))</script>
      </body>
      </html>

      """
    return page.source
  }

  private func header(_ day: String) -> Markup {
    let origin = findings.origin
    let links = Self.contents.map { "<li><a href=\"#\($0.id)\">\($0.title)</a></li>" as Markup }
    return """
      <header><h1>Secondhand GPU prices</h1>
      <p class="lead">As of \(day), from \(Figures.count(origin.listings, "listing")) on \
      \(Figures.count(origin.pages, "page")) in <code>\(origin.database)</code>.</p>
      <p class="note">Asking prices are not transactions. Levels come with intervals; where there is too little data, \
      that is what is said.</p>
      \(rates)<nav aria-label="Sections"><ul>\(links)</ul></nav></header>
      """
  }

  /// Exchange rates and units for the reader who lets the script show amounts in others.
  private var rates: Markup {
    let pairs = findings.facts.rates.filter { Currency(code: $0.key) != nil && $0.key != "USD" }.sorted {
      $0.key < $1.key
    }
    .map { $0.key + ":" + Figures.plain($0.value, 8) }
    let units = ReportUnit.allCases.map { $0.rawValue + "=" + $0.words }.joined(separator: ";")
    return """
      <p id="rates" class="soft" data-rates="\(pairs.joined(separator: " "))" data-units="\(units)" \
      data-currency="\(choice.currency)" data-unit="\(choice.unit.rawValue)"></p>

      """
  }

  private var sections: [Markup] {
    [
      headlineSection(findings), familySection(findings), eventsSection(findings), spikesSection(findings),
      demandSection(findings), bidsSection(findings), greySection(findings), valueSection(findings),
      latestPricesSection(findings), modelSection(findings), claimsSection(findings), coverageSection(findings),
      freshnessSection(findings), originSection(findings), methodSection(),
    ]
  }

  private static let contents: [(id: String, title: String)] = [
    ("today", "What moved"), ("families", "Price index"), ("events", "Events"), ("spikes", "Spikes and alarms"),
    ("demand", "Demand and supply"), ("bids", "Bids and asks"), ("grey", "Grey market"), ("value", "Value for money"),
    ("prices", "Latest prices"), ("levels", "Models"), ("claims", "Claims"), ("coverage", "Coverage"),
    ("sources", "Freshness and terms"), ("origin", "Made from"), ("method", "Method"),
  ]
}
