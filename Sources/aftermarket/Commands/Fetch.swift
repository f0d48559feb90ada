import Pipeline
import Records

extension Command {
  /// Fetches and archives.
  static let fetch = Command(
    name: "fetch",
    summary: "fetch sources into the archive",
    usage: "[SOURCE…] [--dry-run] [--proxy URL]",
    discussion: """
      Asks for the addresses of the named sources, or of those of a night, follows their pagination, and archives what
      came: requests, answers, redirects, failures. Sources are fetched side by side, each host with its own manners:
      terms and robots.txt are obeyed, delays and Retry-After kept to, and a source that may only be read from saved
      pages is refused with its reason. What today's archive of the same sources holds is not asked for again; what an
      earlier night archived is asked for only if it changed. `ingest` without a path loads what was fetched.

      AFTERMARKET_CONTACT (a mail address or URL) is told to the servers; nothing is fetched without. Secrets of sources
      come from the environment or from AFTERMARKET_SECRETS_FILE (lines NAME=VALUE, readable by nobody else). A proxy
      with a password belongs into AFTERMARKET_PROXY, since everybody on the machine can read a command line.
      """,
    examples: [
      Example("aftermarket fetch ecb", "fetches the reference rates of the European Central Bank"),
      Example("aftermarket fetch --dry-run", "says what would be asked of whom, and asks nobody"),
    ],
    options: [.dryRun, .proxy],
    operands: .sources,
    isPatient: true,
    run: { arguments, context in
      let (configuration, settings) = try context.fetching(arguments)
      let names = arguments.operands.map { SourceID($0) }
      if arguments.has("dry-run") { return try context.preview(names, configuration, settings) }
      let job = FetchJob(
        workspace: context.workspace, configuration: configuration, settings: settings, clock: context.clock,
        story: context.story)
      let summary = try await job.run(names)
      let hint = summary.archives.isEmpty ? "" : "; load them with: aftermarket ingest"
      try context.answer((context.isJSON ? summary.json : summary.line + hint) + "\n")
      return summary.isUseless ? .nothingUsable : summary.isIncomplete ? .incomplete : .done
    })

  /// The nightly job.
  static let run = Command(
    name: "run",
    summary: "the nightly job: fetch, archive, load, analyze, report",
    usage: "[SOURCE…] [--date YYYY-MM-DD] [--offline] [--dry-run] [--proxy URL]",
    discussion: """
      Does everything a night needs, for the named sources, those of pipelines/nightly.json5, or else all that may be
      fetched unattended. One run is about a UTC day and a set of sources: started again it asks only for what is
      missing, and says so when nothing is. A signal, a full disk or a killed process loses nothing that was archived.

      --offline fetches nothing and does the rest; so does --date with a day that is over. See `aftermarket fetch --help`
      for AFTERMARKET_CONTACT, secrets and proxies.
      """,
    examples: [
      Example("aftermarket run --workspace demo --offline", "loads, analyzes and reports what is archived"),
      Example("aftermarket run --dry-run", "says what would be asked of whom, and what terms refuse"),
    ],
    options: [
      .value("date", "YYYY-MM-DD", "the UTC day of the run (default: today)"),
      .flag("offline", "fetch nothing"), .dryRun, .proxy, .saltFile,
    ],
    operands: .sources,
    isPatient: true,
    run: { arguments, context in
      let (configuration, settings) = try context.fetching(arguments)
      let names = arguments.operands.map { SourceID($0) }
      if arguments.has("dry-run") { return try context.preview(names, configuration, settings) }
      let job = RunJob(
        workspace: context.workspace, configuration: configuration, settings: settings,
        salt: try context.salt(arguments), width: context.jobs, clock: context.clock, story: context.story)
      let summary = try await job.run(names, date: arguments.day("date"), isOffline: arguments.has("offline"))
      try context.answer((context.isJSON ? summary.json : summary.line) + "\n")
      return summary.isUseless ? .nothingUsable : summary.isIncomplete ? .incomplete : .done
    })
}

extension Option {
  fileprivate static let dryRun = Option.flag("dry-run", "say what would be asked of whom; no network, nothing written")
  fileprivate static let proxy = Option.value(
    "proxy", "URL", "go through a proxy: http://, https:// or socks5h:// (default: $AFTERMARKET_PROXY)")
}

extension Context {
  /// The configuration and how requests are made.
  fileprivate func fetching(_ arguments: Arguments) throws -> (Configuration, FetchSettings) {
    let configuration = try Configuration(folder: pipelines)
    return (
      configuration, try FetchSettings(configuration, environment: environment, proxy: arguments["proxy"])
    )
  }

  /// Answers with what would be fetched.
  fileprivate func preview(
    _ names: [SourceID], _ configuration: Configuration, _ settings: FetchSettings
  ) throws -> ExitCode {
    let preview = try FetchPreview(
      names, workspace: workspace, configuration: configuration, settings: settings, clock: clock, story: story)
    try answer(isJSON ? preview.json : preview.text(width: width))
    return .done
  }
}
