import Records

/// The findings as one HTML page that needs neither network nor script.
struct HTMLReport {
  /// Charts of a kind on the page; the rest is in the CSV files.
  static let mostCharts = 24

  let findings: Findings

  var text: String {
    let day = findings.asOf?.description ?? "no data"
    let origin = findings.origin
    let page: Markup = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
      base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <title>Secondhand GPU prices, \(day)</title>
      <style>
      \(Markup(stringLiteral: stylesheet))
      </style>
      </head>
      <body>
      <svg class="defs" aria-hidden="true"><defs><pattern id="hatch" width="5" height="5" \
      patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="5"/>\
      </pattern></defs></svg>
      <header><h1>Secondhand GPU prices</h1>
      <p class="lead">As of \(day), from \(Figures.grouped(origin.listings)) listings on \
      \(Figures.grouped(origin.pages)) pages in <code>\(origin.database)</code>.</p>
      <p class="note">Asking prices are not transactions. Levels come with intervals; where there is too little data, \
      that is what is said.</p>
      <nav aria-label="Sections"><ul>\(links)</ul></nav></header>
      <main>
      \(latestPricesSection(findings))\(priceChartsSection(findings))\(valueSection(findings))\
      \(demandSection(findings))\(eventsSection(findings))\(coverageSection(findings))\
      \(originSection(findings))\(methodSection())</main>
      </body>
      </html>

      """
    return page.source
  }

  private var links: [Markup] {
    [
      ("prices", "Latest prices"), ("levels", "Price levels"), ("value", "Value for money"),
      ("demand", "New and gone"), ("events", "Events"), ("coverage", "Coverage"), ("origin", "Made from"),
      ("method", "Method"),
    ].map { "<li><a href=\"#\($0.0)\">\($0.1)</a></li>" }
  }
}
