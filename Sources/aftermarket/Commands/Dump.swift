import Pipeline
import Records

extension Command {
  /// The logical dump.
  static let dump = Command(
    name: "dump",
    summary: "print every public table, sorted, as NDJSON",
    usage: "[--datasette-metadata]",
    discussion: """
      The logical dump: every public table sorted by its natural key, without the run ledger, archive names and offsets.
      Two databases that say the same give the same bytes. With --datasette-metadata the descriptions of tables and
      columns are printed instead, in the form that Datasette takes: datasette serve FILE --metadata metadata.json
      """,
    examples: [
      Example("aftermarket dump --workspace demo | sha256sum", "one figure for all that a database says"),
      Example(
        "aftermarket dump --datasette-metadata --workspace demo > /tmp/metadata.json", "what Datasette shows beside it"),
    ],
    options: [.flag("datasette-metadata", "the descriptions of tables and columns, for Datasette")],
    run: { arguments, context in
      if arguments.has("datasette-metadata") {
        try context.answer(try Inquiry(workspace: context.workspace).datasetteMetadata() + "\n")
        return .done
      }
      try Inquiry(workspace: context.workspace).dump { try context.answer($0) }
      return .done
    })

  /// Queries.
  static let query = Command(
    name: "query",
    summary: "run a query, read-only",
    usage: "SQL|NAME [--format table|csv|json|ndjson|markdown] | --datasette",
    discussion: """
      NAME is a file of pipelines/queries; without an operand their names are listed. The database is opened read-only.
      --datasette prints metadata for Datasette instead: what every table and column holds, and the shipped queries.
      """,
    examples: [
      Example("aftermarket query latest-prices --workspace demo", "a shipped query"),
      Example("aftermarket query \"SELECT count(*) AS listings FROM listing\" --workspace demo", "one of your own"),
    ],
    options: [
      .value(
        "format", "FORMAT", "table (default), csv, json, ndjson or markdown",
        words: QueryFormat.allCases.map(\.rawValue)),
      .flag("datasette", "print metadata for Datasette"),
    ],
    operands: .queries,
    run: { arguments, context in
      if arguments.has("datasette") {
        let configuration = try Configuration(folder: context.pipelines)
        try context.answer(DatasetteMetadata(workspace: context.workspace, configuration: configuration).json())
        return .done
      }
      // Only the folder of queries is read: an answer must not wait for the catalog.
      let shelf = QueryShelf(pipelines: context.pipelines)
      guard let words = arguments.operands.first else {
        try context.answer(shelf.names().map { $0 + "\n" }.joined())
        return .done
      }
      guard arguments.operands.count == 1 else { throw Stop(.usage, "query takes one operand; quote the SQL") }
      let name = arguments["format"] ?? (context.isJSON ? "json" : "table")
      guard let format = QueryFormat(rawValue: name) else {
        throw Stop(.usage, "--format takes table, csv, json, ndjson or markdown, not \"\(name)\"")
      }
      let sql: String
      if let shipped = try shelf.query(named: words) {
        sql = shipped
      } else if words.contains(" ") {
        sql = words
      } else {
        throw Stop(
          .usage, "no query is called \"\(words)\"; there are \(try shelf.names().joined(separator: ", "))"
        )
      }
      try Inquiry(workspace: context.workspace).query(sql, format: format, width: context.width) {
        try context.answer($0)
      }
      return .done
    })
}
