import Pipeline
import Records

extension Command {
  /// What somebody wants to be told of.
  static let watch = Command(
    name: "watch",
    summary: "tell what pipelines/watches.json5 waits for, each once",
    usage: "[--dry-run]",
    discussion: """
      Looks for what the watches of pipelines/watches.json5 wait for: a listing below a price, an effect of an event, a
      source of which nothing was read for some nights. Each thing is told once by each of the watch's ways: as a line
      of the answer, as a mail by sendmail to AFTERMARKET_MAIL_TO, or as JSON posted to AFTERMARKET_WEBHOOK. What was
      told is kept in watches.ndjson of the workspace, so that a rebuild tells nothing again.

      A message is sent first and noted then: a kill in between sends it once more, none is lost. What a mailer or
      webhook does not take waits for the next call, which ends this one with 1. `nightly.sh` calls it after each night
      that was done.
      """,
    examples: [
      Example("aftermarket watch --dry-run --workspace demo", "says what would be told, and notes nothing"),
      Example("aftermarket watch --json --workspace demo", "tells, a JSON object a line"),
    ],
    options: [.flag("dry-run", "say what would be told, by which way; send and note nothing")],
    isPatient: true,
    run: { arguments, context in
      guard arguments.operands.isEmpty else { throw Stop(.usage, "watch takes no operands") }
      let configuration = try Configuration(folder: context.pipelines)
      let job = WatchJob(
        workspace: context.workspace, configuration: configuration,
        settings: try FetchSettings(configuration, environment: context.environment, proxy: nil),
        environment: context.environment, clock: context.clock)
      let outcome = try await job.run(isDry: arguments.has("dry-run"), isJSON: context.isJSON) {
        try context.answer($0)
      }
      for complaint in outcome.complaints { context.story.tell(.error, complaint) }
      return outcome.waiting > 0 ? .incomplete : .done
    })
}
