import Records
import SQLiteKit

/// One start of a command that writes.
public struct RunRecord: Hashable, Sendable {
  /// The id.
  public var id: String
  /// What it is about; a second start of the same key completes the first.
  public var key: String
  /// When it began.
  public var startedAt: Instant
  /// The digest of the rules in force.
  public var pipelinesSHA256: String?
  /// The version of the program.
  public var version: String?

  /// A run whose id follows from its key.
  public init(key: String, startedAt: Instant, pipelinesSHA256: String?, version: String?) {
    id = Identity.id("run", key)
    self.key = key
    self.startedAt = startedAt
    self.pipelinesSHA256 = pipelinesSHA256
    self.version = version
  }
}

/// What went in and out of one stage of a run.
public struct StageRecord: Hashable, Sendable {
  /// The stage: "parse".
  public var stage: String
  /// Items that entered.
  public var itemsIn: Int
  /// Items that left.
  public var itemsOut: Int
  /// Items that were quarantined.
  public var setAside: Int
  /// How long it took.
  public var seconds: Double

  /// A stage from its parts.
  public init(stage: String, itemsIn: Int, itemsOut: Int, setAside: Int, seconds: Double) {
    self.stage = stage
    self.itemsIn = itemsIn
    self.itemsOut = itemsOut
    self.setAside = setAside
    self.seconds = seconds
  }
}

extension Loader {
  /// Notes that a run began, or began again.
  public mutating func begin(_ run: RunRecord) throws(LoadFailure) {
    try write { loader throws(SQLiteFailure) in
      var upsert = try loader.database.prepare(
        """
        INSERT INTO run (run_id, run_key, started_at, status, pipelines_sha256, version, sequence)
        VALUES (?1, ?2, ?3, 'running', ?4, ?5, (SELECT 1 + ifnull(max(sequence), 0) FROM run))
        ON CONFLICT DO UPDATE SET started_at = ?3, finished_at = NULL, status = 'running', pipelines_sha256 = ?4,
          version = ?5, sequence = excluded.sequence
        """)
      try upsert.run(
        .text(run.id), .text(run.key), .text(run.startedAt.description), .text(run.pipelinesSHA256),
        .text(run.version))
    }
  }

  /// Notes how a run ended and what its stages did.
  ///
  /// - Parameter status: done, partial, failed or interrupted.
  public mutating func finish(
    _ run: RunRecord, at time: Instant, status: String, stages: [StageRecord]
  ) throws(LoadFailure) {
    try write { loader throws(SQLiteFailure) in
      var update = try loader.database.prepare("UPDATE run SET finished_at = ?2, status = ?3 WHERE run_id = ?1")
      try update.run(.text(run.id), .text(time.description), .text(status))
      try loader.upsert(
        "run_stage", ["run_id", "stage", "items_in", "items_out", "set_aside", "seconds"], keys: 2,
        stages.map { stage in
          [
            .text(run.id), .text(stage.stage), .int(stage.itemsIn), .int(stage.itemsOut), .int(stage.setAside),
            .real(stage.seconds),
          ]
        })
    }
  }

  /// When the run began that began last, by the order of the runs and not by their clocks; nil when there was none.
  public func lastRunStart() throws(LoadFailure) -> Instant? {
    do {
      var select = try database.prepare("SELECT started_at FROM run ORDER BY sequence DESC LIMIT 1")
      return (try select.first { $0.text(0) } ?? nil).flatMap { Instant(rfc3339: $0) }
    } catch {
      throw LoadFailure(error, path: path)
    }
  }

  /// How the last start of a key ended: running, done, partial, failed or interrupted; nil when there was none.
  public func runStatus(of key: String) throws(LoadFailure) -> String? {
    do {
      var select = try database.prepare("SELECT status FROM run WHERE run_key = ?1")
      return try select.first(.text(key), row: { $0.text(0) }) ?? nil
    } catch {
      throw LoadFailure(error, path: path)
    }
  }

  /// The keys of the runs that came to an end and need not be run again.
  public func finishedRunKeys() throws(LoadFailure) -> Set<String> {
    do {
      var select = try database.prepare("SELECT run_key FROM run WHERE status IN ('done', 'partial')")
      return Set(try select.all { $0.text(0) ?? "" })
    } catch {
      throw LoadFailure(error, path: path)
    }
  }
}
