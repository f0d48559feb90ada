/// The header fields of our own that WARC has no names for.
enum OwnField {
  static let source = "Aftermarket-Source"
  static let urlStated = "Aftermarket-URL-Stated"
  static let url = "Aftermarket-URL"
  static let contentType = "Aftermarket-Content-Type"
  static let status = "Aftermarket-Status"
  static let bodySHA256 = "Aftermarket-Body-SHA256"
  /// What an answer that is no page is kept for.
  static let evidence = "Aftermarket-Evidence"
  /// Where the record is that holds the body of a revisit.
  static let earlierFile = "Aftermarket-Refers-To-File"
  static let earlierOffset = "Aftermarket-Refers-To-Offset"
  static let earlierURL = "Aftermarket-Refers-To-URL"
  /// That a metadata record says what became of an address.
  static let outcome = "Aftermarket-Outcome"
  /// That a conversion record has what is kept of a page, and why the page went.
  static let kept = "Aftermarket-Kept"
}
