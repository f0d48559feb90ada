import Records
import SQLiteKit

extension Loader {
  /// Stores the declared sources; sources that only records name keep their bare rows.
  public mutating func store(_ sources: [SourceDefinition]) throws(LoadFailure) {
    try write { loader throws(SQLiteFailure) in
      try loader.upsert(
        "source",
        [
          "source_id", "name", "kind", "url", "locale", "currency", "terms", "robots", "auth", "retention",
          "allowed_uses",
        ], keys: 1,
        sources.map { source in
          [
            .text(source.id.name), .text(source.title), .text(source.kind.rawValue), .text(source.url),
            .text(source.locale), .text(source.currency?.code), .text(source.terms), .text(source.robots),
            .text(source.auth), .text(source.retentionDays.map { "\($0) days" } ?? "unlimited"),
            .text(source.allowedUses.map(\.rawValue).joined(separator: " ")),
          ]
        })
    }
  }
}
