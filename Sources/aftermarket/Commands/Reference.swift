import Pipeline
import Records

// Reference data: what is known before a page is read.

extension Command {
  /// Sources.
  static let sources = Command(
    name: "sources",
    summary: "list the sources, check their files, or draft a new one",
    usage: "[check [NAME…] | new NAME --from PAGE]",
    discussion: """
      Lists what is declared in pipelines/sources. `check` reads the files strictly, compiles their rules, expands what
      would be fetched and looks whether terms, secrets, retention and sample pages are stated: a line a source. An
      error names the file, the line and the path of keys; a source with a problem ends it with code 2.
      `new` looks at a saved page and prints a draft of a source's file: the structures that repeat, the likeliest first,
      schema.org data and JSON lists, with what the reader finds by each and the first texts as comments. It guesses from
      one page, says what it could not tell, and writes nothing.
      """,
    examples: [
      Example("aftermarket sources", "lists the sources"),
      Example("aftermarket sources check", "checks every file"),
      Example("aftermarket sources new my-shop --from page.html", "drafts the file of a source after a saved page"),
    ],
    options: [.value("from", "PAGE", "the saved page that `new` looks at")],
    operands: .words(["check", "new"]),
    run: { arguments, context in
      let configuration = try Configuration(folder: context.pipelines)
      let reference = Reference(configuration)
      if arguments.operands.first == "check" {
        let check = try SourceCheck(arguments.operands.dropFirst().map { SourceID($0) }, configuration)
        try context.answer(context.isJSON ? check.json : check.text)
        return check.isClean ? .done : .usage
      } else if arguments.operands.first == "new" {
        guard arguments.operands.count == 2, let page = arguments["from"] else {
          throw Stop(.usage, "sources new takes one name and a saved page: sources new NAME --from PAGE")
        }
        let draft = try SourceDraft(arguments.operands[1], from: page, configuration)
        try context.answer(context.isJSON ? draft.json : draft.text)
        return draft.isUsable ? .done : .incomplete
      } else if let word = arguments.operands.first {
        throw Stop(.usage, "sources takes \"check\" or \"new\", not \"\(word)\"")
      } else {
        try context.answer(reference.sources(isJSON: context.isJSON, width: context.width))
      }
      return .done
    })

  /// Models.
  static let models = Command(
    name: "models",
    summary: "list the models, or say what a title is",
    usage: "[match TITLE…]",
    discussion: """
      Lists the catalog. `match` says for each title which kind of thing it is, which models it leaves possible and which
      token meant what; with --json, one object a line.
      """,
    examples: [
      Example("aftermarket models match \"NVIDIA A100 80GB SXM4 lot of 4\"", "says what a title is, and why"),
      Example("aftermarket models", "lists the catalog"),
    ],
    operands: .words(["match"]),
    run: { arguments, context in
      let reference = Reference(try Configuration(folder: context.pipelines))
      if arguments.operands.first == "match" {
        let titles = Array(arguments.operands.dropFirst())
        guard !titles.isEmpty else { throw Stop(.usage, "models match needs a title in quotes") }
        try context.answer(reference.match(titles, isJSON: context.isJSON))
      } else if let word = arguments.operands.first {
        throw Stop(.usage, "models takes \"match TITLE…\", not \"\(word)\"")
      } else {
        try context.answer(reference.models(isJSON: context.isJSON, width: context.width))
      }
      return .done
    })

  /// Prices.
  static let money = Command(
    name: "money",
    summary: "say what a price text is",
    usage: "TEXT… [--locale LOCALE] [--currency CODE]",
    discussion: "Says for each text which amount and currency it names; what it leaves open stays open.",
    examples: [
      Example("aftermarket money \"49 900 р.\" \"EUR 3.899,00 bis EUR 4.250,00\"", "reads two prices"),
      Example("aftermarket money '$1,200' --locale en-US", "settles a bare dollar by the locale"),
    ],
    options: [
      .value("locale", "LOCALE", "the locale of the page, such as ru-RU"),
      .value("currency", "CODE", "the currency of the source, for texts that name none"),
    ],
    run: { arguments, context in
      guard !arguments.operands.isEmpty else { throw Stop(.usage, "money needs a text in quotes") }
      let reference = Reference(try Configuration(folder: context.pipelines))
      try context.answer(
        reference.money(
          arguments.operands, locale: arguments["locale"], currency: try arguments.currency("currency"),
          isJSON: context.isJSON))
      return .done
    })

  /// Events.
  static let events = Command(
    name: "events",
    summary: "list the policy events, or the documents that may be some",
    usage: "[candidates]",
    discussion: """
      Lists the events of pipelines/events by the day from which the market could react. An event of role "outcome" is an
      annotation and never tested.
      `candidates` lists the official documents of the database that name a tracked family or a rule about some, by the
      words of pipelines/policy/terms.json5: what is new first, then what an event cites already. None is an event by
      itself; an event is written by hand.
      """,
    examples: [
      Example("aftermarket events", "lists the events"),
      Example("aftermarket events candidates", "lists the documents to review"),
    ],
    operands: .words(["candidates"]),
    run: { arguments, context in
      let configuration = try Configuration(folder: context.pipelines)
      guard let word = arguments.operands.first else {
        try context.answer(Reference(configuration).events(isJSON: context.isJSON, width: context.width))
        return .done
      }
      guard word == "candidates", arguments.operands.count == 1 else {
        throw Stop(.usage, "events takes \"candidates\", not \"\(word)\"")
      }
      guard let sql = try configuration.query(named: "candidates") else {
        throw Stop(.usage, "pipelines/queries/candidates.sql is missing")
      }
      try Inquiry(workspace: context.workspace).query(
        sql, format: context.isJSON ? .ndjson : .table, width: context.width
      ) { bytes in try context.answer(bytes) }
      return .done
    })
}
