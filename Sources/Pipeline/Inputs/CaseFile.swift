import Records

/// What `case.json` says of the page that lies beside it.
struct CaseFile {
  /// Why the case exists.
  let why: String
  /// Whether the page was written by hand.
  let isSynthetic: Bool
  /// The source, when it is not to be told from the page.
  let source: SourceID?
  /// The address of the page.
  let url: String?
  /// When it was saved.
  let fetchedAt: Instant?

  /// Reads a case file.
  ///
  /// - Throws: `JSONFailure` with file, line and column.
  init(_ bytes: [UInt8], path: String) throws(JSONFailure) {
    var reader = try JSONObjectReader(
      JSONReader.read(bytes, source: path), JSONObjectReader.Document(source: path, bytes: bytes))
    why = try reader.requiredString("why")
    isSynthetic = try reader.bool("synthetic") ?? true
    source = try reader.string("source").map { SourceID($0) }
    url = try reader.string("url")
    fetchedAt = try reader.optional("fetched_at", "a time such as 2025-07-14T21:05:00Z") {
      $0.string.flatMap { Instant(rfc3339: $0) }
    }
    // What else a case says is for the tests.
  }
}
