import DigestKit
import Records

/// What a run is about: a UTC day and a set of sources.
///
/// A second run of the same key completes the first.
public struct RunKey: Hashable, Sendable, CustomStringConvertible {
  /// Which command an archive is of.
  enum Purpose: String, CaseIterable {
    case run, fetch
  }

  /// The day, in UTC.
  public let day: Day
  private let digest: String

  /// The key of a day and sources, whatever their order.
  public init(day: Day, sources: [SourceID]) {
    self.day = day
    digest = Digest256(of: Set(sources.map(\.name)).sorted().joined(separator: "\n")).shortHex
  }

  /// "run:2025-10-01:" and 16 hexadecimal digits of the SHA-256 of the sorted names.
  public var description: String { "run:\(day):\(digest)" }

  /// What the names of its archives begin with; a number follows.
  func prefix(_ purpose: Purpose) -> String { Self.prefix(purpose, of: day) + digest.prefix(8) + "-" }

  /// What the names of all archives of a purpose and a day begin with.
  static func prefix(_ purpose: Purpose, of day: Day) -> String {
    "\(purpose.rawValue)-\(day.description.filter { $0 != "-" })-"
  }
}
