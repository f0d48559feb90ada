import Pipeline
import Records

extension Command {
  /// From a figure back to its pages.
  static let explain = Command(
    name: "explain",
    summary: "lead from a listing, a report or a figure back to its pages",
    usage: "LISTING|REPORT|SERIES DATE",
    discussion: """
      LISTING and REPORT are an id (or its first six digits and more), source:key, or an address. Tells each price with
      the archive file, offset and SHA-256 of its page, which is read again from the archive and compared, the place in
      the page with the text found there, how the rules read model, price and condition, the rate that made dollars of
      it, corrections, the offer with its evidence, and the price levels it is in, or why it is in none. An id of a page
      is explained too.

      SERIES DATE tells the price level of the week of a day: each price that went in with the level without it, and
      what was left out, with the reason. SERIES is a model, with ":sold" behind it for sold prices.

      Ends with 2 for what nobody is called, naming what is nearest, and with 3 when a page is not what was loaded.
      """,
    examples: [
      Example("aftermarket explain ebay-search:3000000001 --workspace demo", "explains one listing"),
      Example("aftermarket explain nvidia-a100-pcie-40gb 2025-09-16 --workspace demo", "explains a price level"),
      Example("aftermarket explain avito:3000000001 --json --workspace demo", "the same as one JSON object"),
    ],
    options: [.saltFile],
    run: { arguments, context in
      let words = arguments.operands
      guard let first = words.first, words.count <= 2 else {
        throw Stop(
          .usage, "explain takes a listing or a report, or a series and a day; see: aftermarket explain --help")
      }
      let job = ExplainJob(
        workspace: context.workspace, pipelines: context.pipelines, salt: try context.salt(arguments))
      let answer: ExplainJob.Answer
      if words.count == 2 {
        guard let day = Day(iso: words[1]) else {
          throw Stop(.usage, "explain takes a day behind a series, such as 2025-09-30, not \"\(words[1])\"")
        }
        answer = try job.explain(series: first, on: day)
      } else {
        answer = try job.explain(first)
      }
      try context.answer(context.isJSON ? answer.json : answer.text)
      return answer.isDamaged ? .damaged : .done
    })
}
