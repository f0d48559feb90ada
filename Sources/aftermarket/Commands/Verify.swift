import Pipeline

extension Command {
  /// Checks the archives and the database.
  static let verify = Command(
    name: "verify",
    summary: "check every byte of the archives and the database",
    usage: "",
    discussion: """
      Reads every archive of the workspace from end to end: torn or missing ends, digests of records and bodies, counts,
      and pages whose body is elsewhere. An archive that was read and is gone is missed. Of the database, the trees, the
      relations and every row are held against what was kept when they were written; a row that differs is named by
      table and key. A line for each finding names file and byte or table; the last line says what was checked. Ends
      with 3 when something is damaged. An archive that is not sealed yet is told and is no damage: the next run seals
      what is whole. A damaged database is mended by: aftermarket rebuild
      """,
    examples: [
      Example("aftermarket verify --workspace demo", "checks the demo's archives and database"),
      Example("aftermarket verify --workspace demo --json", "the same, a JSON object a line"),
    ],
    isPatient: true,
    run: { _, context in
      let summary = try VerifyJob(workspace: context.workspace, story: context.story).run { text, json in
        try context.answer((context.isJSON ? json : Story.escaped(text)) + "\n")
      }
      try context.answer((context.isJSON ? summary.json : summary.line) + "\n")
      return summary.damages > 0 ? .damaged : .done
    })
}
