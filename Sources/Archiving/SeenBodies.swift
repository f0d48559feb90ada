import Records

/// Remembers where the bodies of an archive are by what their digests say, for revisits of other writers, which name
/// no place.
public struct SeenBodies: Sendable {
  /// How many are remembered; one takes about 150 bytes.
  private static let limit = 1 << 18
  private var places: [String: ArchiveLocation] = [:]

  /// No bodies yet.
  public init() {}

  /// Remembers a record that holds a body, and tells a revisit where it saw its own.
  mutating func see(_ record: inout ArchiveRecord) {
    guard let digest = record.header("WARC-Payload-Digest"), record.damage == nil else { return }
    switch record.kind {
    case .response, .resource:
      // A record that shares its member with others is not found again by an offset.
      guard record.length > 0, places.count < Self.limit, places[digest] == nil else { return }
      places[digest] = record.location
    case .revisit where record.header(OwnField.earlierFile) == nil: record.seenBody = places[digest]
    default: break
    }
  }
}
