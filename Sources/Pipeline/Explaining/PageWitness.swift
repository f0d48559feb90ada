import Archiving
import DigestKit
import Loading
import Normalizing
import Parsing
import Records

/// Reads archived pages again, byte for byte, and says what today's rules find at a place of them.
struct PageWitness {
  private let folder: ArchiveFolder
  private let rules: Rules
  private var seen: [String: Testimony] = [:]
  /// How many pages could not be read again, or have other bytes than when they were loaded.
  private(set) var damages = 0

  /// What reading a page again gave.
  struct Testimony {
    /// Archive, offset, digest, and whether it is what was loaded.
    var outline = Outline()
    /// The records of the page as read today, each with what it is normalized to.
    var records: [(raw: RawRecord?, normalized: NormalizedRecord)] = []
  }

  /// A witness of the archive in a workspace.
  init(_ workspace: Workspace, rules: Rules) {
    folder = ArchiveFolder(workspace.archive)
    self.rules = rules
  }

  /// What the page of a row of `page` says today; the row needs all columns of the table.
  mutating func testimony(of page: Row) -> Testimony {
    let id = page.text("page_id") ?? ""
    if let known = seen[id] { return known }
    var testimony = Testimony()
    testimony.outline.add("page_id", id)
    testimony.outline.add("url", page.text("url"))
    testimony.outline.add("fetched_at", page.text("fetched_at"))
    testimony.outline.add("verdict", page.text("verdict"))
    testimony.outline.add("reason", page.text("reason"))
    testimony.outline.add("archive", page.text("archive"))
    testimony.outline.add("offset", page.integer("offset"))
    testimony.outline.add("sha256", page.text("sha256"))
    if let file = page.text("archive"), let offset = page.integer("offset") {
      read(ArchiveLocation(file: file, offset: offset), page, &testimony)
    } else {
      testimony.outline.add("verified", false)
      testimony.outline.add("problem", "it was loaded from records, and no archived page is known for them")
    }
    seen[id] = testimony
    return testimony
  }

  private mutating func read(_ location: ArchiveLocation, _ page: Row, _ testimony: inout Testimony) {
    do {
      let record = try folder.record(at: location)
      if let kept = try record.kept() {
        testimony.outline.add("verified", false)
        testimony.outline.add(
          "problem", "the page was removed (\(kept.reason.rawValue)); what was read from it is kept")
        testimony.records = try kept.records().map { (nil, $0) }
        return
      }
      if let line = try record.outcome() {
        testimony.outline.add("verified", true)
        testimony.outline.add("outcome", line.reason ?? line.verdict.rawValue)
        return
      }
      guard let found = try record.page() else {
        return fail("the record there is no page", &testimony)
      }
      let filled = try folder.filled(found)
      let digest = Digest256(of: filled.body).hex
      testimony.outline.add("bytes", filled.body.count)
      guard digest == page.text("sha256") else {
        return fail("the page there has the SHA-256 \(digest)", &testimony)
      }
      testimony.outline.add("verified", true)
      let parsed = rules.parser.parse(filled, as: page.text("source_id").map { SourceID($0) } ?? filled.source)
      testimony.records = parsed.records.map { ($0, rules.normalizer.normalize($0)) }
    } catch { fail("\(error)", &testimony) }
  }

  private mutating func fail(_ problem: String, _ testimony: inout Testimony) {
    damages += 1
    testimony.outline.add("verified", false)
    testimony.outline.add("problem", "\(problem); see: aftermarket verify")
  }
}
