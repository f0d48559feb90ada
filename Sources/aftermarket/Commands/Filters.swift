import Pipeline
import Records

// The two stages that are Unix filters: a line in, a line out.

extension Command {
  /// Raw NDJSON to normalized NDJSON.
  static let normalize = Command(
    name: "normalize",
    summary: "turn raw records on stdin into normalized ones on stdout",
    usage: "[--rates FILE] [--salt-file FILE] < RAW > NORMALIZED",
    discussion: """
      One line out for each line in, in the same order. A line that cannot be used becomes a quarantine line with its
      reason. Prices in US dollars are given only when --rates names exchange rates (rate records as NDJSON, or a page of
      the European Central Bank).
      """,
    examples: [
      Example(
        #"echo '{"type":"listing","source":"shop","key":"1","title":"NVIDIA A100 80GB PCIe","price":"$9,500"}' | aftermarket normalize"#,
        "says what one listing is"),
      Example("aftermarket parse fixtures/pages | aftermarket normalize", "normalizes the pages of a folder"),
    ],
    options: [.value("rates", "FILE", "exchange rates"), .saltFile],
    run: { arguments, context in
      let configuration = try Configuration(folder: context.pipelines)
      let job = try NormalizeJob(
        configuration: configuration, rates: arguments["rates"], salt: try context.salt(arguments),
        width: context.jobs)
      let setAside = try await job.run(write: { try context.answer($0) })
      if setAside > 0 { context.story.tell(.event, "\(setAside) lines set aside") }
      return setAside > 0 ? .incomplete : .done
    })

  /// Normalized NDJSON with provisional offers.
  static let dedupe = Command(
    name: "dedupe",
    summary: "give normalized records on stdin their provisional offers",
    usage: "< NORMALIZED > NORMALIZED",
    discussion: """
      Writes the same lines in the same order, observations with an offer_id: listings that are the same thing have the
      same one. It is provisional, since only the given lines are seen; load computes offers over all listings.
      """,
    examples: [
      Example(
        "aftermarket parse fixtures/pages | aftermarket normalize | aftermarket dedupe", "marks the offers of a folder")
    ],
    run: { _, context in
      let setAside = try DedupeJob().run(write: { try context.answer($0) })
      return setAside > 0 ? .incomplete : .done
    })
}
