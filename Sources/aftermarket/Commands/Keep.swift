import Pipeline
import Records

// What takes data out of the workspace and what looks at it from day to day.

extension Command {
  /// A copy of the database.
  static let backup = Command(
    name: "backup",
    summary: "copy the database, also while it is written to",
    usage: "FILE [--force]",
    discussion: """
      Writes a copy of the database as it is at this moment into one file, checks it, and only then gives it its name.
      A load or a run may go on meanwhile. The copy is a workspace's database: put it into a folder as
      aftermarket.sqlite. Where backups were written is kept in backups.ndjson of the workspace, so that `forget`
      reaches them.
      """,
    examples: [Example("aftermarket backup demo-copy.sqlite --force --workspace demo", "copies the demo's database")],
    options: [.flag("force", "replace a file that is there")],
    operands: .paths,
    isPatient: true,
    run: { arguments, context in
      guard let file = arguments.operands.first, arguments.operands.count == 1 else {
        throw Stop(.usage, "backup takes one file; see: aftermarket backup --help")
      }
      let made = try BackupJob(workspace: context.workspace, clock: context.clock).run(
        to: file, replacing: arguments.has("force"))
      try context.answer(context.isJSON ? made.json : made.text)
      return .done
    })

  /// Every public table as files.
  static let export = Command(
    name: "export",
    summary: "write every public table into a folder",
    usage: "DIR [--format csv|ndjson]",
    discussion: """
      Writes each public table as one file, in one state of the database, with manifest.json that counts rows and names
      the SHA-256 of each file. The folder appears whole or not at all; an earlier export in it is replaced. CSV is that
      of RFC 4180 in UTF-8; text that a spreadsheet would run as a formula gets an apostrophe before it, numbers stay
      numbers, no value is an empty field and an empty text is "". Full texts of reports, and the sentences that quotes
      and claims were read from, are left out unless the source's allowed_uses has "pages"; the manifest counts them as
      withheld.
      """,
    examples: [Example("aftermarket export demo-tables --workspace demo", "writes the demo's tables as CSV")],
    options: [.value("format", "FORMAT", "csv (default) or ndjson", words: ["csv", "ndjson"])],
    operands: .paths,
    isPatient: true,
    run: { arguments, context in
      guard let folder = arguments.operands.first, arguments.operands.count == 1 else {
        throw Stop(.usage, "export takes one folder; see: aftermarket export --help")
      }
      guard let format = ExportJob.Format(rawValue: arguments["format"] ?? "csv") else {
        throw Stop(.usage, "--format takes csv or ndjson, not \"\(arguments["format"] ?? "")\"")
      }
      let manifest = try ExportJob(workspace: context.workspace, clock: context.clock).run(to: folder, format: format)
      try context.answer(context.isJSON ? manifest : folder + "\n")
      return .done
    })

  /// What moved since last night.
  static let changes = Command(
    name: "changes",
    summary: "what moved since last night",
    usage: "[--since DATE] [--ndjson]",
    discussion: """
      Tells which listings came and went, which prices moved, which price levels moved from one week to the next, and
      which events have an effect whose window reaches into the time since. Without --since it is about the last night on
      which anything was read. --json gives one object with a list for each kind; --ndjson a line for each change, whose
      member "change" is new, gone, price_move, level or effect.
      """,
    examples: [
      Example("aftermarket changes --since 2025-09-16 --workspace demo", "what moved since a day"),
      Example("aftermarket changes --ndjson --workspace demo", "what moved last night, a JSON object a line"),
    ],
    options: [
      .value("since", "DATE", "the first day that counts: 2025-09-30"),
      .flag("ndjson", "a JSON object for each change, a line each"),
    ],
    run: { arguments, context in
      let changes = try ChangesJob(workspace: context.workspace).run(since: arguments.day("since"))
      try context.answer(
        arguments.has("ndjson") ? changes.lines : context.isJSON ? changes.json : changes.text)
      return .done
    })
}
