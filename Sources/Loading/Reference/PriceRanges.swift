import Records
import SQLiteKit

extension Loader {
  /// Stores the guides to prices of models that are stored already; those no longer declared are removed.
  public mutating func store(_ ranges: [PriceRange]) throws(LoadFailure) {
    try write { loader throws(SQLiteFailure) in
      try loader.upsert(
        "price_range", ["model_id", "low_usd", "high_usd", "basis", "sources"], keys: 1,
        ranges.flatMap { range in
          range.modelIDs.map { model in
            [
              .text(model), .real(range.lowUSD), .real(range.highUSD), .text(range.basis),
              .text(range.sources.joined(separator: "\n")),
            ]
          }
        })
      try loader.keep(Set(ranges.flatMap(\.modelIDs)), of: "price_range", key: "model_id")
    }
  }
}
