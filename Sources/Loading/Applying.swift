import Records
import SQLiteKit

extension Loader {
  /// Applies a batch within the open transaction.
  mutating func apply(_ records: [NormalizedRecord]) throws(SQLiteFailure) -> LoadCounts {
    var counts = LoadCounts()
    let unusable = Loader.unusablePages(records)
    var days: Set<CoverageDay> = []
    var rateDays: Set<Day> = []
    // Rates first, so that the observations of the batch find them.
    for case .rate(let rate) in records {
      try apply(rate)
      rateDays.insert(rate.date)
      counts.rates += 1
    }
    try derive(rateDays)
    var places: [SightingPlace] = []
    places.reserveCapacity(records.count)
    for (index, record) in records.enumerated() {
      switch record {
      case .observation(let observation):
        if !unusable.isEmpty, let page = lastPage.id(of: observation.provenance), unusable.contains(page) {
          counts.skipped += 1
        } else {
          places.append(
            SightingPlace(
              listing: Identity.listingNumber(source: observation.source, key: observation.key), record: index,
              page: try pageNumber(observation.provenance)))
        }
      case .page(let line):
        if let day = try apply(line) { days.insert(day) }
        counts.pages += 1
      case .spec(let spec):
        if let page = Identity.page(spec.provenance), unusable.contains(page) {
          counts.skipped += 1
        } else {
          try apply(spec)
          counts.specs += 1
        }
      case .report(let report):
        try apply(report)
        counts.reports += 1
      case .policyDocument(let document):
        try apply(document)
        counts.documents += 1
      case .quarantine(let line):
        try apply(line)
        counts.quarantined += 1
      case .rate: break
      }
    }
    // Tables are kept by the ids of listings: in their order each page of the file is looked for once.
    places.sort()
    for place in places {
      guard case .observation(let observation) = records[place.record] else { continue }
      try apply(observation, at: place, counting: &counts)
    }
    for day in days { try count(day) }
    try recheck(lateSources)
    lateSources = []
    return counts
  }

  /// Pages of which nothing may be believed, by the id that their records know them by.
  private static func unusablePages(_ records: [NormalizedRecord]) -> Set<String> {
    var unusable: Set<String> = []
    var usable: Set<String> = []
    for case .page(let line) in records {
      guard let id = Identity.page(line.provenance) else { continue }
      if line.verdict.isUsable { usable.insert(id) } else { unusable.insert(id) }
    }
    return unusable.subtracting(usable)
  }

  /// Makes sure that a source has a row, since `load` takes records of sources it does not know.
  mutating func know(_ source: SourceID) throws(SQLiteFailure) {
    guard !knownSources.contains(source.name) else { return }
    try statements.insertSource.run(.text(source.name))
    knownSources.insert(source.name)
  }

  mutating func apply(_ line: Quarantined) throws(SQLiteFailure) {
    try statements.insertQuarantine.run(
      .text(Identity.quarantine(line)), .text(line.stage), .text(line.code), .text(line.message),
      .text(line.source?.name), .text(line.record))
  }
}
