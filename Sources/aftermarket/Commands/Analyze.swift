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
    usage: "[--output DIR] [--as-of DATE] [--currency CODE] [--unit UNIT] [--text] [--despite-checks REASON]",
    discussion: """
      Writes one self-contained page with charts and tables, and the CSV file behind each of them. --text prints the
      tables instead. While a data test of severity error fails (see `aftermarket check`) no report is written, and the
      one before stays as it is; --despite-checks writes it all the same and tells the reason.

      Amounts are in US dollars a card. The reader of the page may choose another currency and, for models, another unit,
      in tables and charts; --currency and --unit say what it opens with.
      """,
    examples: [
      Example("aftermarket report --workspace demo", "writes demo/report/index.html"),
      Example("aftermarket report --workspace demo --text", "prints the tables"),
      Example(
        "aftermarket report --currency EUR --unit gb --output /tmp/report --workspace demo", "opens in euros a gigabyte"
      ),
    ],
    options: [
      .value("output", "DIR", "where to write (default: report in the workspace)"),
      .value("as-of", "DATE", "look at the database as if it were this day"),
      .value("currency", "CODE", "the currency that the page opens with (default: USD)"),
      .value(
        "unit", "UNIT", "what amounts of models are for when the page opens: card (default), gb, tflops, tbs or watt",
        words: ReportJob.units),
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
      let currency = try arguments.currency("currency")
      let unit = arguments["unit"]
      if arguments.has("text") {
        guard currency == nil, unit == nil else {
          throw Stop(.usage, "--text tells US dollars a card; --currency and --unit are for the page")
        }
        try context.answer(job.text(asOf: day, width: context.width))
      } else {
        let path = try job.write(
          to: arguments["output"] ?? context.workspace.reports, asOf: day, currency: currency, unit: unit)
        try context.answer(path + "\n")
      }
      return .done
    })
}
