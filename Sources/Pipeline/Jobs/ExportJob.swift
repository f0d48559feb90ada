import DigestKit
import FileKit
import Loading
import Records
import Reporting

/// Writes every public table into a folder, whole or not at all.
public struct ExportJob: Sendable {
  /// How tables are written.
  public enum Format: String, Hashable, Sendable, CaseIterable {
    case csv, ndjson
  }

  let workspace: Workspace
  let clock: Clock
  static let manifest = "manifest.json"

  /// A job on a workspace.
  public init(workspace: Workspace, clock: Clock) {
    self.workspace = workspace
    self.clock = clock
  }

  /// Exports into `folder`, which must be missing, empty, or an earlier export.
  ///
  /// Full texts of reports, and the sentences that quotes and claims were read from, are left out where their source does
  /// not allow pages to be passed on; the figures stay.
  /// - Returns: The manifest, as JSON.
  public func run(to folder: String, format: Format) throws -> String {
    guard FileSystem.exists(workspace.database) else { throw Inquiry.missing(workspace) }
    if FileSystem.exists(folder) {
      guard FileSystem.isFolder(folder) else { throw RunFailure(.usage, "\(folder) is a file; name a folder") }
      let names = try FileSystem.list(folder)
      guard names.isEmpty || names.contains(Self.manifest) else {
        throw RunFailure(.usage, "\(folder) holds something else than an export; name another folder")
      }
    }
    let path = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    let temporary = path + ".tmp"
    let old = path + ".old"
    if FileSystem.exists(temporary) { try FileSystem.removeTree(temporary) }
    do {
      let manifest = try write(to: temporary, format)
      if FileSystem.exists(old) { try FileSystem.removeTree(old) }
      if FileSystem.exists(path) { try FileSystem.rename(path, to: old) }
      try FileSystem.rename(temporary, to: path)
      try FileSystem.syncFolder(FileSystem.folder(of: path))
      if FileSystem.exists(old) { try FileSystem.removeTree(old) }
      return manifest
    } catch {
      if FileSystem.exists(temporary) { try? FileSystem.removeTree(temporary) }
      throw error
    }
  }

  private func write(to folder: String, _ format: Format) throws -> String {
    try FileSystem.makeFolders(folder)
    let reader = try DatabaseReader(path: workspace.database)
    let open = Set(
      try reader.rows("SELECT source_id FROM source WHERE ' ' || allowed_uses || ' ' LIKE '% pages %'")
        .compactMap { $0.text("source_id") })
    let bound = Set(
      try reader.rows(
        """
        SELECT report_id FROM market_report WHERE source_id NOT IN
          (SELECT source_id FROM source WHERE ' ' || allowed_uses || ' ' LIKE '% pages %')
        """
      ).compactMap { $0.text("report_id") })
    var parts: [Outline] = []
    var table = TableFile()
    try reader.export(
      DatabaseReader.exportedTables,
      begin: { table = try TableFile($0, $1, in: folder, format, open: open, bound: bound) },
      row: { try table.append($0) },
      end: { parts.append(try table.close()) })
    var manifest = Outline()
    manifest.add("made_at", clock.now().description)
    manifest.add("version", Version.current)
    manifest.add("format", format.rawValue)
    let rules = try reader.rows(
      "SELECT pipelines_sha256 AS rules FROM run WHERE pipelines_sha256 IS NOT NULL ORDER BY started_at DESC LIMIT 1")
    manifest.add("pipelines_sha256", rules.first?.text("rules"))
    manifest.add(
      "vintage", try reader.rows("SELECT max(vintage) AS vintage FROM price_index").first?.text("vintage"))
    manifest.add(
      "sources",
      try reader.rows("SELECT source_id, terms, allowed_uses, retention FROM source ORDER BY source_id").map { row in
        var source = Outline()
        for name in ["source_id", "terms", "allowed_uses", "retention"] { source.add(name, row.text(name)) }
        return source
      })
    manifest.add("tables", parts)
    try FileSystem.writeAtomically(Array(manifest.line.utf8), to: FileSystem.join(folder, Self.manifest))
    return manifest.line
  }
}

/// One table on its way into a file.
private struct TableFile {
  private var table = ""
  private var columns: [String] = []
  private var path = ""
  private var format = ExportJob.Format.csv
  private var openSources: Set<String> = []
  private var boundReports: Set<String> = []
  private var bytes: [UInt8] = []
  private var written = 0
  private var rows = 0
  private var withheld = 0

  init() {}

  init(
    _ table: String, _ columns: [String], in folder: String, _ format: ExportJob.Format, open sources: Set<String>,
    bound reports: Set<String>
  ) throws {
    self.table = table
    self.columns = columns
    self.format = format
    openSources = sources
    boundReports = reports
    path = FileSystem.join(folder, "\(table).\(format.rawValue)")
    if format == .csv { bytes = Array((columns.map(CSV.field).joined(separator: ",") + "\r\n").utf8) }
  }

  mutating func append(_ row: [Cell]) throws {
    let row = permitted(row)
    rows += 1
    switch format {
    case .csv:
      let fields = row.map { cell in
        // An empty text is "", so that it is told from no value.
        if case .text(let text) = cell { text.isEmpty ? "\"\"" : CSV.field(text) } else { cell.text ?? "" }
      }
      bytes.append(contentsOf: (fields.joined(separator: ",") + "\r\n").utf8)
    case .ndjson:
      var writer = JSONWriter()
      writer.object { writer in
        for (name, cell) in zip(columns, row) {
          switch cell {
          case .null:
            writer.key(name)
            writer.literal("null")
          case .integer(let number): writer.member(name, Int(number))
          case .real(let number): writer.member(name, number)
          case .text(let text): writer.member(name, text)
          }
        }
      }
      writer.endLine()
      bytes.append(contentsOf: writer.bytes)
    }
    if bytes.count >= 1 << 20 { try flush() }
  }

  /// The row without what may not be passed on.
  private mutating func permitted(_ row: [Cell]) -> [Cell] {
    let hidden: String? =
      switch table {
      case "market_report", "report_quote", "report_claim": "text"
      case "quarantine": "record"
      default: nil
      }
    guard let hidden, let index = columns.firstIndex(of: hidden), let text = row[index].text else { return row }
    if table == "quarantine", !text.contains("\"type\":\"report\"") { return row }
    if table == "report_quote" || table == "report_claim" {
      let report = columns.firstIndex(of: "report_id").flatMap { row[$0].text }
      guard boundReports.contains(report ?? "") else { return row }
    } else {
      let source = columns.firstIndex(of: "source_id").flatMap { row[$0].text }
      guard !openSources.contains(source ?? "") else { return row }
    }
    withheld += 1
    var row = row
    row[index] = table == "quarantine" ? .text("") : .null
    return row
  }

  private mutating func flush() throws {
    let file = try File(path, for: .appending)
    try file.write(bytes)
    try file.close()
    written += bytes.count
    bytes.removeAll(keepingCapacity: true)
  }

  mutating func close() throws -> Outline {
    try flush()
    let file = try File(path, for: .appending)
    try file.sync()
    try file.close()
    var part = Outline()
    part.add("table", table)
    part.add("file", FileSystem.name(of: path))
    part.add("rows", rows)
    part.add("bytes", written)
    part.add("withheld", withheld)
    var digest = try DigestStream(.sha256)
    let whole = try File(path, for: .reading)
    while case let piece = try whole.read(upTo: 1 << 20), !piece.isEmpty { digest.update(piece) }
    part.add("sha256", Hex.encode(digest.finish()))
    return part
  }
}
