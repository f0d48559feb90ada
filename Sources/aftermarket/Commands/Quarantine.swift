import Pipeline
import Records

extension Command {
  /// What was set aside.
  static let quarantine = Command(
    name: "quarantine",
    summary: "list what was set aside, or replay it",
    usage: "[list|replay] [--code CODE]",
    discussion: """
      Lists what could not be used, a part for each reason with its code, how many lines, of which sources, since when
      and one message; with --code each line of that reason with its record. `replay`, after a rule was mended, reads
      the pages (or, without one, the records) of what was set aside again: what passes now is loaded, what does not
      stays. Ends with 1 when something stays.
      """,
    examples: [
      Example("aftermarket quarantine --workspace demo", "what was set aside, by reason"),
      Example("aftermarket quarantine list --code title_missing --json --workspace demo", "the lines of one reason"),
      Example("aftermarket quarantine replay --workspace demo", "reads them again under today's rules"),
    ],
    options: [.value("code", "CODE", "only what has this reason"), .saltFile],
    operands: .words(["list", "replay"]),
    isPatient: true,
    run: { arguments, context in
      let word = arguments.operands.first ?? "list"
      guard arguments.operands.count <= 1, word == "list" || word == "replay" else {
        throw Stop(
          .usage, "quarantine takes \"list\" or \"replay\", not \"\(arguments.operands.joined(separator: " "))\"")
      }
      let job = QuarantineJob(
        workspace: context.workspace, configuration: try Configuration(folder: context.pipelines),
        salt: try context.salt(arguments), clock: context.clock, story: context.story)
      guard word == "replay" else {
        let listed = try job.list(code: arguments["code"])
        try context.answer(context.isJSON ? listed.json : listed.text)
        return .done
      }
      let replay = try await job.replay(code: arguments["code"])
      try context.answer(context.isJSON ? replay.json : replay.line + "\n")
      return replay.stayed > 0 ? .incomplete : .done
    })
}
