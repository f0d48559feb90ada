import Pipeline
import Records

extension Command {
  /// Price levels, rates and event windows into the database.
  static let analyze = Command(
    name: "analyze",
    summary: "compute price levels, listing rates and event windows",
    usage: "[--as-of DATE]",
    discussion: """
      Computes weekly price levels per model with their intervals ("thin" where fewer than five listings count), new and
      gone rates with gaps marked, and the time before and after each policy event, and stores them in the database.
      """,
    examples: [Example("aftermarket analyze --workspace demo", "analyzes the demo's database")],
    options: [.value("as-of", "DATE", "look at the database as if it were this day: 2025-09-30")],
    isPatient: true,
    run: { arguments, context in
      let job = AnalyzeJob(
        workspace: context.workspace, configuration: try Configuration(folder: context.pipelines))
      try context.answer(job.run(asOf: arguments.day("as-of")) + "\n")
      return .done
    })

  /// The report.
  static let report = Command(
    name: "report",
    summary: "write the report: one HTML page and its CSV files",
    usage: "[--output DIR] [--as-of DATE] [--text] [--despite-checks REASON]",
    discussion: """
      Writes one self-contained page with charts and tables, and the CSV file behind each of them. --text prints the
      tables instead. While a data test of severity error fails (see `aftermarket check`) no report is written, and the
      one before stays as it is; --despite-checks writes it all the same and tells the reason.
      """,
    examples: [
      Example("aftermarket report --workspace demo", "writes demo/report/index.html"),
      Example("aftermarket report --workspace demo --text", "prints the tables"),
    ],
    options: [
      .value("output", "DIR", "where to write (default: report in the workspace)"),
      .value("as-of", "DATE", "look at the database as if it were this day"),
      .flag("text", "print the tables instead of writing files"),
      .value("despite-checks", "REASON", "write it although data tests fail"),
    ],
    isPatient: true,
    run: { arguments, context in
      let job = ReportJob(
        workspace: context.workspace, checks: try Configuration(folder: context.pipelines).checks, clock: context.clock)
      let day = try arguments.day("as-of")
      let failed = try job.failedChecks()
      if !failed.isEmpty {
        let names = failed.joined(separator: "; ")
        guard let reason = arguments["despite-checks"] else {
          throw Stop(
            .incomplete,
            "data tests fail, so no report is written: \(names). See: aftermarket check; or: --despite-checks REASON")
        }
        context.story.tell(.event, "data tests fail: \(names); the report is written because: \(reason)")
      }
      if arguments.has("text") {
        try context.answer(job.text(asOf: day, width: context.width))
      } else {
        let path = try job.write(to: arguments["output"] ?? context.workspace.reports, asOf: day)
        try context.answer(path + "\n")
      }
      return .done
    })
}
