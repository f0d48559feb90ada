import DigestKit
import Records

/// The ids of CONTRACT.md: 16 hexadecimal digits of the SHA-256 of a natural key.
///
/// The parts of a key are joined by a NUL, which no part holds, so that ("a", "bc") and ("ab", "c") differ.
public enum Identity {
  /// The id of a listing.
  ///
  /// A key that was copied with other spaces, hyphens or capitals is the same key.
  public static func listing(source: SourceID, key: String) -> String {
    text(listingNumber(source: source, key: key))
  }

  /// The id of a listing as a number.
  static func listingNumber(source: SourceID, key: String) -> UInt64 {
    number("listing", source.name, KeyFold.folded(key))
  }

  /// The id that databases of a schema before 10 have for a listing, where it is another.
  static func otherListing(source: SourceID, key: String) -> String? {
    KeyFold.folded(key) == key ? nil : formerListing(source: source, key: key)
  }

  /// The id that databases of a schema before 10 have for a listing.
  static func formerListing(source: SourceID, key: String) -> String { id("listing", source.name, key) }

  /// The id of an official document.
  public static func document(source: SourceID, key: String) -> String { id("document", source.name, key) }

  /// The id of a report.
  public static func report(source: SourceID, key: String) -> String { id("report", source.name, key) }

  /// The id of a row of a spec table.
  public static func spec(source: SourceID, key: String) -> String { id("spec", source.name, key) }

  /// The id of a page that was read, told by its content and time, which is all that its records know of it.
  ///
  /// - Returns: nil when neither is known.
  public static func page(_ provenance: Provenance) -> String? {
    if provenance.pageSHA256 == nil, provenance.fetchedAt == nil { return nil }
    return id("page", provenance.pageSHA256 ?? "", provenance.fetchedAt?.description ?? "")
  }

  /// The id of a page.
  ///
  /// One that was not usable counts by its address too: a block page looks the same everywhere.
  public static func page(_ line: PageLine) -> String {
    if line.verdict.isUsable, let id = page(line.provenance) { return id }
    return id(
      "page", line.provenance.pageSHA256 ?? "", line.provenance.fetchedAt?.description ?? "",
      line.source?.name ?? "", line.url ?? "")
  }

  /// The id of a line that was set aside.
  public static func quarantine(_ line: Quarantined) -> String {
    id("quarantine", line.stage, line.code, line.source?.name ?? "", line.record)
  }

  static func id(_ parts: String...) -> String { text(number(parts)) }

  private static func number(_ parts: String...) -> UInt64 { number(parts) }

  private static func number(_ parts: [String]) -> UInt64 {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(192)
    for (index, part) in parts.enumerated() {
      if index > 0 { bytes.append(0) }
      bytes.append(contentsOf: part.utf8)
    }
    return Digest256(of: bytes).prefix64
  }

  /// The id that a number stands for.
  static func text(_ number: UInt64) -> String { Hex.encode(number) }
}
