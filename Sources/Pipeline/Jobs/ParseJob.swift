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
    let parser = try PageParser(sources: configuration.sources, signs: configuration.blockSigns)
    let story = self.story
    var feed = PageFeed(files)
    var summary = RunSummary()
    try await OrderedWork.run(
      width: width, next: { () -> PageFeed.Item? in feed.next() },
      work: { item -> (bytes: [UInt8], outcome: Outcome) in
        switch item {
        case .unreadable(let message): return ([], .unreadable(message))
        case .outcome(let line):
          var writer = JSONWriter()
          RawRecord.page(line).write(to: &writer)
          writer.endLine()
          return (writer.bytes, .read([], line))
        case .page(let page):
          let parsed = parser.parse(page, as: page.source)
          var writer = JSONWriter()
          for record in parsed.records {
            record.write(to: &writer)
            writer.endLine()
          }
          RawRecord.page(parsed.line).write(to: &writer)
          writer.endLine()
          return (writer.bytes, .read(parsed.records, parsed.line))
        }
      },
      consume: { result in
        switch result.outcome {
        case .unreadable(let message):
          summary.unreadable += 1
          story.tell(.error, message)
        case .read(let records, let line):
          if line.planMark == nil {
            summary.pages += 1
            for record in records { summary.count(record) }
            summary.count(RawRecord.page(line))
            Derivation.tell(line, story)
          }
          try write(result.bytes)
        }
      })
    return summary
  }

  private enum Outcome: Sendable {
    case read([RawRecord], PageLine)
    case unreadable(String)
  }
}
