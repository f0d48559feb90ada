import Records
import SQLiteKit

extension Loader {
  /// Stores the events with the families they are about; events that are no longer declared are removed.
  public mutating func store(_ events: [PolicyEvent]) throws(LoadFailure) {
    try write { loader throws(SQLiteFailure) in
      try loader.upsert(
        "policy_event",
        [
          "event_id", "announced_on", "effective_on", "anchor_on", "jurisdiction", "actor", "direction", "kind", "role",
          "title", "citation",
        ], keys: 1,
        events.map { event in
          [
            .text(event.id), .text(event.announcedOn.description), .text(event.effectiveOn?.description),
            .text(event.anchorOn.description), .text(event.jurisdiction), .text(event.actor),
            .text(event.direction.rawValue), .text(event.kind.rawValue), .text(event.role.rawValue),
            .text(event.title), .text(event.citation ?? event.sources.first),
          ]
        })
      try loader.keep(Set(events.map(\.id)), of: "policy_event", key: "event_id")
      var targets: [[Value]] = []
      var known: Set<String> = []
      for event in events {
        let roles = event.targets.map { ($0, "target") } + event.substitutes.map { ($0, "substitute") }
        for (family, role) in roles where known.insert("\(event.id)|\(family)").inserted {
          targets.append([.text(event.id), .text(family), .text(role)])
        }
      }
      try loader.upsert("policy_event_target", ["event_id", "family", "role"], keys: 2, targets)
      try loader.keep(known, of: "policy_event_target", key: "event_id || '|' || family")
    }
  }
}
