import FileKit
import Pipeline
import Records

extension Command {
  /// The event study on outside data.
  static let study = Command(
    name: "study",
    summary: "study events on panels of your own, without a database",
    usage: "DIR… [--json|--csv] [--index FILE]",
    discussion: """
      Each DIR is a panel: listings.csv (listing_id,model,form,mem_gb,condition,seller,price_usd,first_seen,last_seen),
      crawls.csv (date,status,coverage; status is ok, partial or missed) and events.csv
      (event_id,date,affected_models,control_models; lists joined by ";"). Prints for each event and model what it did to
      arrivals (new), departures (gone), both together (composite: the primary test) and prices, with 95 % intervals,
      placebo ranks and q-values. "not_detectable" is not "no effect": mde is the smallest effect that would be found
      four times in five. An event whose control_models name no model with listings gets no figure: a change of the whole
      market would pass for its effect. Several panels are studied at once; the answer does not depend on how many.
      """,
    examples: [
      Example("aftermarket study fixtures/panels/rise", "prints the effects in percent"),
      Example("aftermarket study fixtures/panels/rise --csv --index index.csv", "all figures, and the price indices"),
    ],
    options: [
      .flag("csv", "all columns as CSV"),
      .value("index", "FILE", "also write panel,model,date,log_index,ci_low,ci_high there"),
    ],
    operands: .paths,
    run: { arguments, context in
      guard !arguments.operands.isEmpty else {
        throw Stop(.usage, "study needs the folder of a panel; see: aftermarket study --help")
      }
      guard !(arguments.has("csv") && context.isJSON) else { throw Stop(.usage, "--csv and --json exclude each other") }
      let format: StudyJob.Format = arguments.has("csv") ? .csv : context.isJSON ? .json : .table
      let job = StudyJob(width: context.jobs, story: context.story)
      var index: [UInt8] = []
      let wantsIndex = arguments.has("index")
      let summary = try await job.run(
        arguments.operands, format: format, write: { try context.answer($0) },
        index: wantsIndex ? { index += $0 } : nil)
      if let path = arguments["index"] { try FileSystem.writeAtomically(index, to: path) }
      return summary.failed == 0 ? .done : summary.studied == 0 ? .nothingUsable : .incomplete
    })
}
