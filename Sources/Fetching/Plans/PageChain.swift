import CurlKit
import HTTPKit
import Records

/// The pages of one start address, one behind the other: what was read, and how it ended.
struct PageChain: Sendable {
  /// Why no further page is asked.
  enum End: Hashable, Sendable {
    /// The site says that this is all.
    case end
    /// The page behind has nothing new, or was read already, although there should be more.
    case circle(String)
    /// A limit of the source's file.
    case limit(String)
    /// A page did not come, or could not be read.
    case broken(String)
  }

  /// The start address.
  let url: String
  /// Pages asked for so far.
  var asked = 0
  /// Pages read so far.
  private(set) var pagesRead = 0
  /// Items of those pages, repeated ones counted again.
  private(set) var itemsRead = 0
  /// How many items the first page that says so claims.
  private(set) var claimed: Int?
  /// How it ended; nil while a page is to come.
  private(set) var end: End?
  /// Items read, each once.
  private(set) var read = 0
  private var keys: Set<String> = []

  init(url: String) { self.url = url }

  /// Notes that no further page is asked; what was read before is then needed no more.
  mutating func finish(_ end: End) {
    self.end = self.end ?? end
    keys = []
  }

  /// Notes a page; returns whether it brought anything new.
  mutating func take(_ seen: PageSeen) -> Bool {
    pagesRead += 1
    itemsRead += seen.keys.count
    // A page beyond the end of some sites claims nothing at all.
    if claimed == nil, let count = seen.claimed, count > 0 || pagesRead == 1 { claimed = count }
    let before = keys.count
    keys.formUnion(seen.keys)
    read += keys.count - before
    return keys.count > before
  }

  /// Whether as many items were read as the site claims.
  var hasAll: Bool { claimed.map { itemsRead >= $0 } ?? false }

  /// Whether so few of the claimed items were read that the claim's own vagueness cannot explain it.
  ///
  /// Sites round ("9,100+ results"), count advertisements and what they fold into one row, and items go while the
  /// pages are read; so a quarter may be lacking, and never fewer than ten count.
  var lacksClearly: Bool {
    guard let claimed else { return false }
    return read < claimed && claimed - read >= 10 && Double(read) < 0.75 * Double(claimed)
  }

  /// Why its coverage is partial, as a sentence; nil when all of it was read, or nothing.
  var breakage: String? {
    let why: String
    switch end {
    case nil: why = "it was not read to its end"
    case .end:
      guard lacksClearly, pagesRead > 0 else { return nil }
      why = "it ended there all the same"
    case .circle(let words), .limit(let words):
      if hasAll, pagesRead > 0 { return nil }
      why = words
    case .broken(let words):
      // The first page's own line tells why it did not come.
      guard pagesRead > 0 else { return nil }
      why = words
    }
    guard pagesRead > 0 else { return "not asked: \(why)" }
    let count = claimed.map { "\(read) of \($0) claimed items" } ?? "\(read) items"
    return "\(count) were read on \(pagesRead) page\(pagesRead == 1 ? "" : "s"): \(why)"
  }
}
