import Pipeline
import Records

extension Command {
  /// Takes saved pages in.
  static let ingest = Command(
    name: "ingest",
    summary: "read saved pages into the archive and the database",
    usage: "[PATH…] [--source NAME] [--fetched-at TIME] [--manifest FILE.tsv]",
    discussion: """
      Reads files and folders: saved pages (.html, .xml, .json), each also with .gz, and WARC archives (.warc, .warc.gz).
      Every page is put into the archive before anything reads it. No network is used.

      Which source a page belongs to is told by --source, by a case.json beside it, by the manifest, by its saved
      address, or by the page itself; a page that nobody recognizes is set aside, not guessed. A page that is there
      already changes nothing. Without a PATH, whatever was archived but not loaded yet is loaded.
      """,
    examples: [
      Example("aftermarket ingest fixtures", "reads the pages of a folder"),
      Example(
        "aftermarket ingest fixtures/pages/ebay-search --source ebay-search --fetched-at 2025-08-12T06:00:00Z",
        "states the source and the time"),
    ],
    options: [
      .value("source", "NAME", "the source of every page"),
      .value("fetched-at", "TIME", "when the pages were saved, for those that do not say: 2025-07-14T21:05:00Z"),
      .value("manifest", "FILE.tsv", "a table with columns file, source, url, fetched_at, any of them empty"),
      .saltFile,
    ],
    operands: .paths,
    isPatient: true,
    run: { arguments, context in
      let configuration = try Configuration(folder: context.pipelines)
      let finder = InputFinder(
        source: try arguments.source(in: configuration), fetchedAt: try arguments.time("fetched-at"))
      let found = try finder.find(arguments.operands, manifest: arguments["manifest"])
      if found.ignored > 0 { context.story.tell(.event, "\(found.ignored) files are not pages and were passed over") }
      let job = IngestJob(
        workspace: context.workspace, configuration: configuration, salt: try context.salt(arguments),
        width: context.jobs, clock: context.clock, story: context.story)
      let summary = try await job.run(found.files)
      try context.answer(summary)
      return ExitCode(summary)
    })
}
