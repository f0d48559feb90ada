import Loading

/// What the stages of a run did, for the run's rows in the database.
struct StageLedger {
  private(set) var stages: [StageRecord] = []

  /// The time a stage begins, to be handed to `end`.
  func begin() -> ContinuousClock.Instant { .now }

  /// Notes what a stage did.
  mutating func end(
    _ start: ContinuousClock.Instant, _ stage: String, in itemsIn: Int, out itemsOut: Int, setAside: Int = 0
  ) {
    stages.append(
      StageRecord(
        stage: stage, itemsIn: itemsIn, itemsOut: itemsOut, setAside: setAside,
        seconds: start.duration(to: .now) / .seconds(1)))
  }
}
