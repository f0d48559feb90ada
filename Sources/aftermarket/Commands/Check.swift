import Pipeline
import Records

extension Command {
  /// Tests of the configuration and the data.
  static let check = Command(
    name: "check",
    summary: "test the configuration and what the database holds",
    usage: "",
    discussion: """
      Tests every source's file with its canaries, and the database by the tests of pipelines/checks.json5: unique, not
      null, accepted values, relations, ranges, freshness, the rows that a source's nights used to have, and queries of
      your own. What each found stands in check_result, the first hundred failing rows of each in check_failure. While a
      test of severity error fails, `report` and `run` write no report. Ends with 1 when such a test fails, with 2 when
      a file has to be mended.
      """,
    examples: [
      Example("aftermarket check --workspace demo", "tests the demo"),
      Example("aftermarket check --json --workspace demo", "the same, a JSON object a line"),
    ],
    isPatient: true,
    run: { _, context in
      let answer = try CheckJob(
        workspace: context.workspace, configuration: try Configuration(folder: context.pipelines), clock: context.clock
      ).run()
      try context.answer(context.isJSON ? answer.json : answer.text)
      return answer.isConfigurationBad ? .usage : answer.errors.isEmpty ? .done : .incomplete
    })
}
