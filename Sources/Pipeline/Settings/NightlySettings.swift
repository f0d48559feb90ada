import FileKit
import Records

/// How a night is run: `pipelines/nightly.json5`, every member of which may be left out, and the file too.
public struct NightlySettings: Hashable, Sendable {
  /// The sources of a run that names none; nil for every source that may be fetched unattended.
  public var sources: [SourceID]?
  /// How many requests may be under way at once, over all hosts.
  public var maximumConcurrency = 16
  /// How many bytes must stay free on the disk of the workspace.
  public var freeSpaceFloorBytes = 256 << 20
  /// The proxy that requests go through.
  public var proxy: String?
  /// A file of certificates that are trusted beside the system's, relative to the folder of the settings.
  public var caFile: String?

  /// What holds when nothing is said.
  public init() {}

  /// Reads the file of a folder; without one, what holds when nothing is said.
  ///
  /// Which sources there are is not looked at.
  public init(folder: String) throws(RunFailure) {
    let path = FileSystem.join(folder, "nightly.json5")
    guard FileSystem.exists(path) else { return }
    let bytes: [UInt8]
    do throws(FileFailure) { bytes = try FileSystem.readAll(path, limit: 1 << 20) } catch {
      throw RunFailure(.usage, "\(error)")
    }
    do throws(JSONFailure) { self = try NightlySettings(json5: bytes, file: path) } catch {
      throw RunFailure(.usage, error.description)
    }
  }

  /// Reads the text of the file.
  ///
  /// - Throws: `JSONFailure` with file, line, column and path of keys; unknown and duplicate keys are errors.
  init(json5: [UInt8], file: String) throws(JSONFailure) {
    let document = JSONObjectReader.Document(source: file, bytes: json5)
    var reader = try JSONObjectReader(JSONReader.read(json5, as: .json5, source: file), document)
    _ = try reader.string("$schema")
    if reader.keys.contains("sources") {
      let names = try reader.strings("sources")
      guard !names.isEmpty else { throw reader.failure("\"sources\" is empty; leave it out to take every source") }
      guard Set(names).count == names.count else { throw reader.failure("\"sources\" names a source twice") }
      sources = names.map { SourceID($0) }
    }
    maximumConcurrency =
      try reader.optional("maximum_concurrency", "a whole number from 1 to 256") { json in
        json.integer.flatMap { (1...256).contains($0) ? $0 : nil }
      } ?? maximumConcurrency
    freeSpaceFloorBytes =
      try reader.optional("free_space_floor_bytes", "a whole number of bytes, 0 or more") { json in
        json.integer.flatMap { $0 >= 0 ? $0 : nil }
      } ?? freeSpaceFloorBytes
    proxy = try reader.string("proxy")
    if let proxy, proxy.contains("@") {
      throw reader.failure("\"proxy\" holds a name or password; keep those in AFTERMARKET_PROXY")
    }
    caFile = try reader.string("ca_file")
    try reader.finish()
  }
}
