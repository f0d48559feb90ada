import DigestKit
import FileKit
import Normalizing
import Parsing
import Records

/// What runs, as data: the sources, the catalog, the vocabulary and the events of a `pipelines` folder.
public struct Configuration: Sendable {
  /// The folder it was read from.
  public let folder: String
  /// The sources, by name.
  public let sources: [SourceDefinition]
  /// The models and families.
  public let catalog: Catalog
  /// The words that sellers use.
  public let vocabulary: Vocabulary
  /// The words that reports are read by.
  public let reportWords: ReportWords
  /// How a page is told that came instead of the wanted one.
  public let blockSigns: [BlockSign]
  /// How the text of an article is told from what stands around it.
  public let pageWords: PageWords
  /// Small pages of sources whose records are known.
  public let canaries: [Canary]
  /// The events, by anchor day.
  public let events: [PolicyEvent]
  /// How an official document is told to be about tracked families.
  public let policyTerms: PolicyTerms
  /// Between which prices cards can be expected.
  public let priceRanges: [PriceRange]
  /// What reviewers said of single listings.
  public let corrections: [Correction]
  /// What is tested of the database.
  public let checks: [DataCheck]
  /// What somebody wants to be told of.
  public let watches: [Watch]
  /// How a night is run.
  public let nightly: NightlySettings
  /// SHA-256 of all files that were read, by name and content.
  public let sha256: String

  /// How much of a folder is read.
  public enum Scope: Hashable, Sendable {
    /// All of it.
    case everything
    /// What listings are read and normalized by: no canaries, and nothing of reports, documents and events.
    case listings
  }

  /// Reads a folder.
  ///
  /// - Parameter scope: How much of it; what is left out is empty.
  /// - Throws: `RunFailure` of kind `usage` that names the file, the line and the path of keys.
  public init(folder: String, scope: Scope = .everything) throws(RunFailure) {
    let isWhole = scope == .everything
    self.folder = folder
    var digest: [String] = []
    // A name that cannot be followed, such as a loop of links, is there all the same, and an error.
    let names = Set(try Configuration.names(folder))
    func optional(_ name: String) throws(RunFailure) -> [UInt8]? {
      names.contains(name) ? try Configuration.read("\(folder)/\(name)") : nil
    }
    func documents(_ room: String) throws(RunFailure) -> [JSONObjectReader.Document] {
      var documents: [JSONObjectReader.Document] = []
      for path in try Configuration.files(folder, room, suffix: ".json5") {
        let bytes = try Configuration.read(path)
        digest.append("\(path.dropFirst(folder.count)) \(Digest256(of: bytes).hex)")
        documents.append(JSONObjectReader.Document(source: path, bytes: bytes))
      }
      return documents
    }
    let sourceFiles = try documents("sources")
    let catalogFiles = try documents("catalog")
    let vocabularyFiles = try documents("vocabulary")
    let hasPageWords = FileSystem.isFolder("\(folder)/vocabulary/pages")
    let pageFiles = hasPageWords ? try documents("vocabulary/pages") : []
    let eventFiles = isWhole ? try documents("events") : []
    let reportFiles = isWhole ? try documents("reports") : []
    let nightlyPath = "\(folder)/nightly.json5"
    let nightlyBytes = try optional("nightly.json5")
    if let nightlyBytes { digest.append("/nightly.json5 \(Digest256(of: nightlyBytes).hex)") }
    let correctionPath = "\(folder)/corrections.json5"
    let correctionBytes = try optional("corrections.json5")
    if let correctionBytes { digest.append("/corrections.json5 \(Digest256(of: correctionBytes).hex)") }
    let rangePath = "\(folder)/price-ranges.json5"
    let rangeBytes = FileSystem.exists(rangePath) ? try Configuration.read(rangePath) : nil
    if let rangeBytes { digest.append("/price-ranges.json5 \(Digest256(of: rangeBytes).hex)") }
    let checkPath = "\(folder)/checks.json5"
    let checkBytes = try optional("checks.json5")
    let watchPath = "\(folder)/watches.json5"
    let watchBytes = try optional("watches.json5")
    let termPath = "\(folder)/policy/terms.json5"
    let termBytes = isWhole && FileSystem.exists(termPath) ? try Configuration.read(termPath) : nil
    if let termBytes { digest.append("/policy/terms.json5 \(Digest256(of: termBytes).hex)") }
    let signPath = "\(folder)/block-signs.json5"
    let signBytes = try Configuration.read(signPath)
    digest.append("/block-signs.json5 \(Digest256(of: signBytes).hex)")
    canaries = isWhole ? try Canary.all(in: folder) : []
    for canary in canaries { digest.append("/canaries/\(canary.name) \(canary.sha256)") }
    do throws(JSONFailure) {
      blockSigns = try BlockSign.list(json5: signBytes, file: signPath)
      pageWords = try PageWords(documents: pageFiles)
      var sources: [SourceDefinition] = []
      for file in sourceFiles {
        let source = try SourceDefinition(json5: file.bytes, file: file.source)
        guard FileSystem.name(of: file.source) == "\(source.id).json5" else {
          throw JSONFailure(
            "the source is called \"\(source.id)\", so its file must be \(source.id).json5", at: 0, in: file.bytes,
            source: file.source, path: "/name")
        }
        sources.append(source)
      }
      self.sources = sources.sorted { $0.id < $1.id }
      catalog = try Catalog(documents: catalogFiles)
      vocabulary = try Vocabulary(files: vocabularyFiles.map { ($0.source, $0.bytes) })
      events = isWhole ? try PolicyEvent.read(documents: eventFiles, catalog: catalog) : []
      checks =
        try checkBytes.map { bytes throws(JSONFailure) in try DataCheck.read(json5: bytes, file: checkPath) } ?? []
      reportWords = try ReportWords(documents: reportFiles, events: events)
      let named = Set(sources.map(\.id))
      let catalog = self.catalog
      policyTerms =
        try termBytes.map { bytes throws(JSONFailure) in
          try PolicyTerms(json5: bytes, file: termPath, catalog: catalog)
        } ?? PolicyTerms()
      priceRanges =
        try rangeBytes.map { bytes throws(JSONFailure) in
          try PriceRange.read(json5: bytes, file: rangePath, catalog: catalog)
        } ?? []
      corrections =
        try correctionBytes.map { bytes throws(JSONFailure) in
          try Correction.read(json5: bytes, file: correctionPath, catalog: catalog, sources: named)
        } ?? []
      watches =
        try watchBytes.map { bytes throws(JSONFailure) in
          try Watch.read(json5: bytes, file: watchPath, catalog: catalog, sources: named)
        } ?? []
      nightly =
        try nightlyBytes.map { bytes throws(JSONFailure) in
          try NightlySettings(json5: bytes, file: nightlyPath)
        } ?? NightlySettings()
    } catch { throw RunFailure(.usage, error.description) }
    for name in nightly.sources ?? [] where !sources.contains(where: { $0.id == name }) {
      throw RunFailure(.usage, "\(nightlyPath) names a source \"\(name)\", and no source is called that")
    }
    sha256 = Digest256(of: digest.sorted().joined(separator: "\n")).hex
  }

  /// The source of a name.
  public func source(_ id: SourceID) -> SourceDefinition? { sources.first { $0.id == id } }

  /// The SQL of a shipped query, when there is one of that name.
  public func query(named name: String) throws(RunFailure) -> String? {
    try QueryShelf(pipelines: folder).query(named: name)
  }

  /// The names of the shipped queries.
  public func queryNames() throws(RunFailure) -> [String] { try QueryShelf(pipelines: folder).names() }

  private static func names(_ folder: String) throws(RunFailure) -> [String] {
    guard FileSystem.isFolder(folder) else { return [] }
    do throws(FileFailure) { return try FileSystem.list(folder) } catch { throw RunFailure(.usage, "\(error)") }
  }

  private static func files(_ folder: String, _ room: String, suffix: String) throws(RunFailure) -> [String] {
    let path = "\(folder)/\(room)"
    guard FileSystem.isFolder(path) else {
      throw RunFailure(
        .usage, "\(path) is not a folder; --pipelines names the folder with sources, catalog, vocabulary and events")
    }
    do throws(FileFailure) {
      return try FileSystem.list(path).filter { $0.hasSuffix(suffix) }.map { "\(path)/\($0)" }
    } catch { throw RunFailure(.usage, "\(error)") }
  }

  private static func read(_ path: String) throws(RunFailure) -> [UInt8] {
    do throws(FileFailure) { return try FileSystem.readAll(path, limit: 16 << 20) } catch {
      throw RunFailure(.usage, "\(error)")
    }
  }
}
