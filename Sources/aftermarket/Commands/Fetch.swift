import Pipeline
import Records

extension Command {
  /// Fetches and archives.
  static let fetch = Command(
    name: "fetch",
    summary: "fetch the addresses of sources into the archive",
    usage: "[SOURCE…]",
    discussion: """
      Asks for the declared addresses of the named sources, or of all that may be fetched, one at a time, and archives
      what came. Terms and robots.txt are obeyed; a source that may only be read from saved pages is refused with its
      reason. AFTERMARKET_CONTACT (a mail address or URL) is told to the servers. `ingest` without a path loads what was
      fetched.
      """,
    examples: [
      Example("aftermarket fetch ecb", "fetches the reference rates of the European Central Bank")
    ],
    run: { arguments, context in
      let job = FetchJob(
        workspace: context.workspace, configuration: try Configuration(folder: context.pipelines),
        contact: context.environment["AFTERMARKET_CONTACT"], clock: context.clock, story: context.story)
      let summary = try await job.run(arguments.operands.map { SourceID($0) })
      try context.answer(summary.line + "\n")
      return summary.failed == 0 ? .done : summary.fetched == 0 ? .nothingUsable : .incomplete
    })
}
