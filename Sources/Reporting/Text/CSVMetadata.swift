import Records

/// What the CSV files of a folder are of, and on what terms: `csv-metadata.json` of W3C's "CSV on the Web" (2015).
enum CSVMetadata {
  /// The name under which readers look for it beside a CSV file (Metadata Vocabulary, section 5.3).
  static let name = "csv-metadata.json"

  /// The metadata of `tables`, names of files in the same folder.
  static func text(tables: [String], _ stamp: Stamp) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("@context", "http://www.w3.org/ns/csvw")
      writer.member("dc:title", "Secondhand GPU prices, as of " + stamp.vintage)
      writer.member("dc:issued", stamp.vintage)
      writer.member("dc:source", stamp.version)
      writer.member("dc:rights", stamp.terms)
      writer.key("tables")
      writer.array { writer in
        for table in tables { writer.object { $0.member("url", table) } }
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self) + "\n"
  }
}
