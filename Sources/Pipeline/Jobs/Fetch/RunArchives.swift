import Archiving
import CurlKit
import HTTPKit
import Records

/// What the archives of a day hold already: pages that need not be asked for again, and how many requests were made.
///
/// Memory is an address and a place for each page.
struct RunArchives: Sendable {
  private struct Key: Hashable {
    let source: SourceID
    let url: String
  }

  private var pages: [Key: ArchiveLocation] = [:]
  private var redirects: [Key: String] = [:]
  /// Answers that came on the day, by source: pages, redirects, failures and robots.txt.
  private(set) var requests: [SourceID: Int] = [:]

  /// Nothing yet.
  init() {}

  /// Reads the archives of `key` in a folder, and for `budgets` also those of other runs of its day.
  ///
  /// What cannot be read is told and taken as not there: it is asked for again.
  init(_ folder: ArchiveFolder, key: RunKey, countingRequests budgets: Bool, _ story: Story) throws {
    let own = RunKey.Purpose.allCases.map { key.prefix($0) }
    let others = RunKey.Purpose.allCases.map { RunKey.prefix($0, of: key.day) }
    let names = try folder.archives()
    for name in names where (budgets ? others : own).contains(where: { name.hasPrefix($0) }) {
      let isOwn = own.contains { name.hasPrefix($0) }
      do throws(ArchiveFailure) {
        var reader = try folder.reader(name, verifying: false)
        while let record = try reader.next() { try see(record, isOwn: isOwn, on: key.day) }
      } catch {
        story.tell(.error, "\(error)")
      }
    }
  }

  private mutating func see(_ record: ArchiveRecord, isOwn: Bool, on day: Day) throws(ArchiveFailure) {
    if let answer = try record.evidence() {
      count(answer, day)
      guard isOwn, answer.evidence == .redirect, let key = Self.key(answer), let target = Self.target(of: answer)
      else { return }
      redirects[key] = target
    } else if let page = try record.page() {
      count(page, day)
      // A later page of an address was asked for because the earlier was none to be believed.
      if isOwn, page.cut == nil, let key = Self.key(page) { pages[key] = record.location }
    }
  }

  private mutating func count(_ answer: Page, _ day: Day) {
    guard let source = answer.source, answer.status != nil, answer.fetchedAt.day == day else { return }
    requests[source, default: 0] += 1
  }

  private static func key(_ page: Page) -> Key? {
    guard let source = page.source, let url = page.url else { return nil }
    return Key(source: source, url: url)
  }

  private static func target(of page: Page) -> String? {
    guard let url = page.url, let location = page.httpHead.flatMap({ ResponseHead($0) })?["Location"],
      let base = try? WebAddress(url)
    else { return nil }
    return try? WebAddress(location, relativeTo: base).text
  }

  /// Where the page is archived that an address led to, over redirects where it had them.
  func page(_ source: SourceID, _ url: String) -> ArchiveLocation? {
    var key = Key(source: source, url: (try? WebAddress(url))?.text ?? url)
    for _ in 0..<20 {
      if let place = pages[key] { return place }
      guard let next = redirects[key] else { return nil }
      key = Key(source: source, url: next)
    }
    return nil
  }
}
