import Pipeline
import Records

extension Command {
  /// Normalized NDJSON into the database.
  static let load = Command(
    name: "load",
    summary: "load normalized records into the database",
    usage: "INPUT… [--accept-drop REASON]",
    discussion: """
      Reads normalized NDJSON from files, or from stdin for "-". Any number of parts in any order, and any of them again,
      give the same database. A line with a field that is unknown or of another type is set aside and counted. A night
      that has far more or fewer rows than the ten or more complete nights before it is refused, with all of the input,
      unless a reason is given, which is kept in accepted_drop.
      """,
    examples: [
      Example(
        "aftermarket parse fixtures/pages | aftermarket normalize | aftermarket load - --workspace demo-filters",
        "loads what the filters made")
    ],
    options: [.value("accept-drop", "REASON", "load nights that are far from what their source usually has")],
    operands: .paths,
    isPatient: true,
    run: { arguments, context in
      guard !arguments.operands.isEmpty else {
        throw Stop(.usage, "load needs a file of normalized records, or - for stdin; see: aftermarket load --help")
      }
      let job = LoadJob(
        workspace: context.workspace, configuration: try Configuration(folder: context.pipelines),
        clock: context.clock, story: context.story)
      let summary = try job.run(arguments.operands, acceptedDrop: arguments["accept-drop"])
      try context.answer(summary)
      return summary.setAside > 0 ? .incomplete : .done
    })

  /// The database again, from the archive.
  static let rebuild = Command(
    name: "rebuild",
    summary: "derive the database again from the archive",
    usage: "[--accept-drop REASON]",
    discussion: """
      Reads every page of the archive into a new database beside the old one, then swaps it in. The old one is kept until
      the new one is whole. Under the same rules the dump is the same, byte for byte. A database that would lose listings,
      because they were loaded from records that no archived page gives, is not swapped in without --accept-drop.
      """,
    examples: [Example("aftermarket rebuild --workspace demo", "derives the demo's database again")],
    options: [
      .value("accept-drop", "REASON", "swap it in although it holds less than the old one"), .saltFile,
    ],
    isPatient: true,
    run: { arguments, context in
      let job = RebuildJob(
        workspace: context.workspace, configuration: try Configuration(folder: context.pipelines),
        salt: try context.salt(arguments), width: context.jobs, clock: context.clock, story: context.story)
      let summary = try await job.run(acceptedDrop: arguments["accept-drop"])
      try context.answer(summary)
      return ExitCode(summary)
    })
}
