import Archiving
import Loading
import Records

/// Derives the database from archived pages: parse and normalize on every core, load on one.
///
/// The same way serves what was just ingested, what a killed run left behind, and `rebuild`.
struct Derivation {
  let rules: Rules
  let archive: ArchiveFolder
  let width: Int
  let story: Story
  /// Whether each page was told of when it came, so that it is only a detail here.
  var pagesAreTold = false

  /// How many records are loaded in one transaction, about.
  private static let batchSize = 20_000

  /// What came of one record of an archive.
  private enum Outcome: Sendable {
    case records([NormalizedRecord])
    case unreadable(String)
  }

  /// Loads every page of an archive file.
  func run(_ file: String, into loader: inout Loader) async throws -> RunSummary {
    var reader = try archive.reader(file)
    var batch: [NormalizedRecord] = []
    var summary = RunSummary()
    let rules = self.rules
    let archive = self.archive
    try await OrderedWork.run(
      width: width,
      next: { () throws -> PageFeed.Item? in
        while let record = try reader.next() {
          if let item = PageFeed.Item(record) { return item }
        }
        return nil
      },
      work: { (item: PageFeed.Item) -> Outcome in
        switch item {
        case .page(let page):
          do throws(ArchiveFailure) { return .records(rules.records(of: try archive.filled(page))) } catch {
            return .unreadable("\(error)")
          }
        case .outcome(let line): return .records([.page(line)])
        case .kept(let kept):
          do throws(JSONFailure) { return .records(rules.forgotten.filter(try kept.records())) } catch {
            return .unreadable("\(error)")
          }
        case .unreadable(let message): return .unreadable(message)
        }
      },
      consume: { (outcome: Outcome) in
        switch outcome {
        case .unreadable(let message):
          summary.unreadable += 1
          story.tell(.error, message)
        case .records(let records):
          summary.count(records)
          if case .page(let line)? = records.last { Derivation.tell(line, story, again: pagesAreTold) }
          batch.append(contentsOf: records)
          guard batch.count >= Derivation.batchSize else { return }
          _ = try loader.load(batch)
          batch.removeAll(keepingCapacity: true)
        }
      })
    _ = try loader.load(batch)
    return summary
  }

  /// Tells how a page was read: usable ones as a detail, others as an event unless it is told again.
  static func tell(_ line: PageLine, _ story: Story, again: Bool = false) {
    guard line.planMark == nil else { return }
    let name = line.url ?? line.provenance.pageSHA256.map { "page \($0.prefix(12))" } ?? "a page"
    let source = line.source?.name ?? "unrecognized"
    let reason = line.reason.map { ": \($0)" } ?? ""
    story.tell(
      line.verdict.isUsable || again ? .detail : .event,
      "\(source) \(name): \(line.verdict.rawValue), \(line.listings) records\(reason)")
  }
}
