import Records

/// The figures behind one chart or table: as CSV in the page, and as the statement that gives them from the database.
struct Exhibit {
  /// What it shows, in words: "Price index of A100".
  let title: String
  /// The name of its file, without the day and the ending.
  let name: String
  let csv: CSV
  /// SQL whose rows are those of the CSV.
  let query: String
  let stamp: Stamp

  init(_ title: String, name: String, csv: CSV, query: String, stamp: Stamp) {
    self.title = title
    self.name = Exhibit.plain(name)
    self.csv = csv
    self.query = query
    self.stamp = stamp
  }

  /// The link to the CSV, and the statement folded away.
  var links: Markup {
    """
    <a class="csv" download="\(name)-\(stamp.vintage)\(stamp.release).csv" href="\(Markup(stringLiteral: Exhibit.address(of: csv.text)))" \
    aria-label="CSV: \(title)">CSV</a>
    <details class="query"><summary>Query<span class="hidden">: \(title)</span></summary><pre tabindex="0"><code>\
    \(lines: query)</code></pre></details>
    """
  }

  /// Letters, digits and dashes only.
  private static func plain(_ name: String) -> String {
    String(
      name.unicodeScalars.map { scalar in
        let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
        return isPlain ? Character(scalar) : "-"
      })
  }

  /// The text as a `data:` address that stands in an attribute as it is.
  static func address(of text: String) -> String {
    var result = "data:text/csv;charset=utf-8,"
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2C, 0x2D, 0x2E, 0x3A, 0x3B, 0x5F, 0x2F, 0x28, 0x29:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        result += byte < 16 ? "%0" : "%"
        result += String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }
}
