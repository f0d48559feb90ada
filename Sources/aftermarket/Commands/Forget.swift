import Pipeline
import Records

extension Command {
  /// Erasure.
  static let forget = Command(
    name: "forget",
    summary: "erase a seller, a listing or a page, for good",
    usage: "[SELLER|URL]",
    discussion: """
      Erases what a seller (a name, or the salted hash of one) listed, or a listing, report or page by its address, from
      the archive, the database and the backups that `backup` wrote. An archive that holds such a page is written again:
      a page by that address goes; of a page that lists others too, the records of the others stay and the page goes.
      A tombstone (digests only, in forgotten.ndjson) keeps it out of every later ingest and rebuild. It is written
      first, so that without an operand the command completes what a crash broke off, and erases what a later fetch
      brought in again. Reports and exports that were written before are yours to delete.
      """,
    examples: [
      Example("aftermarket forget https://www.example.com/item/1 --workspace demo", "erases what is at an address")
    ],
    options: [.saltFile],
    isPatient: true,
    run: { arguments, context in
      guard arguments.operands.count <= 1 else { throw Stop(.usage, "forget takes one seller or one address") }
      let job = ForgetJob(
        workspace: context.workspace, configuration: try Configuration(folder: context.pipelines),
        salt: try context.salt(arguments), width: context.jobs, clock: context.clock, story: context.story)
      let told = try await job.run(arguments.operands.first)
      try context.answer(context.isJSON ? told.json : told.text)
      return .done
    })

  /// Retention.
  static let prune = Command(
    name: "prune",
    summary: "remove pages that their source does not let be kept longer",
    usage: "[--dry-run] [--as-of DATE]",
    discussion: """
      Removes the pages of each source that are older than its retention_days from the archive, and the full texts of
      its reports from the database. What was read from them stays, also for `rebuild`, which then reads those records
      as they were read when they were pruned. --dry-run tells what would go. A clock far ahead of the newest page is not
      believed without --as-of.
      """,
    examples: [Example("aftermarket prune --dry-run --workspace demo", "tells what would go")],
    options: [
      .flag("dry-run", "tell what would go, and change nothing"),
      .value("as-of", "DATE", "count ages to this day instead of today"), .saltFile,
    ],
    isPatient: true,
    run: { arguments, context in
      let job = PruneJob(
        workspace: context.workspace, configuration: try Configuration(folder: context.pipelines),
        salt: try context.salt(arguments), clock: context.clock, story: context.story)
      let told = try job.run(asOf: arguments.day("as-of"), isDry: arguments.has("dry-run"))
      try context.answer(context.isJSON ? told.json : told.text)
      return .done
    })
}
