import DigestKit
import FileKit
import Loading
import Records

/// What must not come back: tombstones of sellers, listings, reports and addresses, by their digests only.
///
/// They stand in a file of the workspace beside the database, so that `rebuild` and `ingest` know them whatever becomes
/// of the database.
struct Forgotten: Sendable {
  /// One thing that must not come back.
  struct Tombstone: Hashable, Sendable {
    /// What it is.
    enum Kind: String, Hashable, Sendable {
      case seller, listing, report, address
    }

    let kind: Kind
    /// A seller's salted hash, the id of a listing or report, or the SHA-256 of an address.
    let id: String
  }

  /// The tombstones.
  private(set) var tombstones: Set<Tombstone> = []

  /// Nothing is forgotten.
  init() {}

  /// The tombstones of a workspace.
  init(_ workspace: Workspace) throws {
    guard FileSystem.exists(workspace.forgotten) else { return }
    var lines = LineReader(try File(workspace.forgotten, for: .reading))
    while let line = try lines.next() {
      // A crash may have cut a line off; the command that wrote it had not promised anything yet.
      guard let json = try? JSONReader.read(Array(line), source: workspace.forgotten) else { continue }
      guard let kind = json["kind"]?.string.flatMap(Tombstone.Kind.init(rawValue:)), let id = json["id"]?.string else {
        throw RunFailure(
          .damaged, "line \(lines.lineNumber) of \(workspace.forgotten) is no tombstone; is it of a newer aftermarket?")
      }
      tombstones.insert(Tombstone(kind: kind, id: id))
    }
  }

  /// Whether nothing is forgotten.
  var isEmpty: Bool { tombstones.isEmpty }

  /// Adds tombstones.
  mutating func formUnion(_ more: Set<Tombstone>) { tombstones.formUnion(more) }

  /// The digest that stands for an address.
  static func digest(ofAddress url: String) -> String { Digest256(of: Array(url.utf8)).hex }

  /// Whether an address must not come back.
  func holds(address url: String?) -> Bool {
    guard !tombstones.isEmpty, let url else { return false }
    return tombstones.contains(Tombstone(kind: .address, id: Self.digest(ofAddress: url)))
  }

  /// Whether a record must not come back.
  func holds(_ record: NormalizedRecord) -> Bool {
    guard !tombstones.isEmpty else { return false }
    switch record {
    case .observation(let observation):
      if let seller = observation.sellerHash, tombstones.contains(Tombstone(kind: .seller, id: seller)) { return true }
      let id = Identity.listing(source: observation.source, key: observation.key)
      return tombstones.contains(Tombstone(kind: .listing, id: id)) || holds(address: observation.url)
    case .report(let report):
      let id = Identity.report(source: report.report.source, key: report.report.key)
      return tombstones.contains(Tombstone(kind: .report, id: id)) || holds(address: report.report.url)
    case .page(let line): return holds(address: line.url)
    case .spec, .rate, .policyDocument, .quarantine: return false
    }
  }

  /// The records that may come back; none of a page whose address may not.
  func filter(_ records: [NormalizedRecord]) -> [NormalizedRecord] {
    guard !tombstones.isEmpty else { return records }
    if case .page(let line)? = records.last, holds(address: line.url) { return [] }
    return records.filter { !holds($0) }
  }

  /// Writes tombstones behind those of a workspace, to stay.
  static func append(_ tombstones: Set<Tombstone>, to workspace: Workspace, at time: Instant) throws {
    guard !tombstones.isEmpty else { return }
    var writer = JSONWriter()
    // A line that a crash cut off is ended first.
    if FileSystem.exists(workspace.forgotten) { writer.endLine() }
    for tombstone in tombstones.sorted(by: { ($0.kind.rawValue, $0.id) < ($1.kind.rawValue, $1.id) }) {
      writer.object { writer in
        writer.member("kind", tombstone.kind.rawValue)
        writer.member("id", tombstone.id)
        writer.member("at", time.description)
      }
      writer.endLine()
    }
    let file = try File(workspace.forgotten, for: .appending)
    try file.write(writer.bytes)
    try file.sync()
    try file.close()
    try FileSystem.syncFolder(workspace.folder)
  }
}
