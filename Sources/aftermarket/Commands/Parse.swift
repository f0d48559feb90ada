import Pipeline
import Records

extension Command {
  /// Pages to raw NDJSON.
  static let parse = Command(
    name: "parse",
    summary: "read pages into raw records, as NDJSON",
    usage: "INPUT… [--source NAME] [--output FILE]",
    discussion: """
      Writes the records of each page as it shows them, one JSON object a line, each page ended by a line that says how
      it was read. Nothing is stored and no network is used: the same bytes in give the same bytes out.
      """,
    examples: [
      Example("aftermarket parse fixtures/pages", "prints the records of a folder"),
      Example("aftermarket parse fixtures/pages --output records.ndjson", "writes them to a file, whole or not at all"),
    ],
    options: [
      .value("source", "NAME", "the source of every page"),
      .value("fetched-at", "TIME", "when the pages were saved, for those that do not say"),
      .value("manifest", "FILE.tsv", "a table with columns file, source, url, fetched_at"),
      .value("output", "FILE", "write there instead of to stdout"),
    ],
    operands: .paths,
    run: { arguments, context in
      let configuration = try Configuration(folder: context.pipelines)
      guard !arguments.operands.isEmpty || arguments.has("manifest") else {
        throw Stop(.usage, "parse needs a file or a folder; see: aftermarket parse --help")
      }
      let finder = InputFinder(
        source: try arguments.source(in: configuration), fetchedAt: try arguments.time("fetched-at"))
      let found = try finder.find(arguments.operands, manifest: arguments["manifest"])
      let job = ParseJob(configuration: configuration, width: context.jobs, story: context.story)
      let summary = try await context.writing(to: arguments["output"]) { write in
        try await job.run(found.files, write: write)
      }
      context.story.tell(.event, summary.line)
      return ExitCode(summary)
    })
}
