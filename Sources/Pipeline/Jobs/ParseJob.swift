import Archiving
import Parsing
import Records

/// Pages to raw NDJSON: a pure function of the pages and the configuration.
public struct ParseJob: Sendable {
  let configuration: Configuration
  let width: Int
  let story: Story

  /// A job that reads `width` pages at once.
  public init(configuration: Configuration, width: Int, story: Story) {
    self.configuration = configuration
    self.width = width
    self.story = story
  }

  /// Writes the records of the pages of `files`, page by page in their order.
  public func run(_ files: [InputFile], write: ([UInt8]) throws -> Void) async throws -> RunSummary {
    let parser = try PageParser(
      sources: configuration.sources, signs: configuration.blockSigns, words: configuration.pageWords)
    let story = self.story
    var feed = PageFeed(files)
    var summary = RunSummary()
    try await OrderedWork.run(
      width: width, next: { () -> PageFeed.Unread? in feed.nextUnread() },
      work: { unread -> Outcome in
        switch unread.read() {
        case .unreadable(let message): return .unreadable(message)
        case .outcome(let line): return Outcome(records: [], line)
        case .kept(let kept):
          return .unreadable(
            "the page of \(kept.fetchedAt) was removed (\(kept.reason.rawValue)); no raw record is left")
        case .page(let page):
          let parsed = parser.parse(page, as: page.source)
          return Outcome(records: parsed.records, parsed.line)
        }
      },
      consume: { outcome in
        switch outcome {
        case .unreadable(let message):
          summary.unreadable += 1
          story.tell(.error, message)
        case .read(let page):
          summary = summary + page.summary
          Derivation.tell(page.line, story)
          try write(page.bytes)
        }
      })
    return summary
  }

  /// What came of a page: its records are bytes already, so that only the writing is left to be done in order.
  private enum Outcome: Sendable {
    case read(ReadPage)
    case unreadable(String)

    init(records: [RawRecord], _ line: PageLine) {
      var writer = JSONWriter()
      var summary = RunSummary()
      for record in records + [.page(line)] {
        record.write(to: &writer)
        writer.endLine()
        if line.planMark == nil { summary.count(record) }
      }
      if line.planMark == nil { summary.pages = 1 }
      self = .read(ReadPage(bytes: writer.bytes, line: line, summary: summary))
    }
  }

  private struct ReadPage: Sendable {
    let bytes: [UInt8]
    let line: PageLine
    let summary: RunSummary
  }
}
