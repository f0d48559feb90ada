import FileKit
import Loading
import Records

/// Leads from a figure back to its pages.
public struct ExplainJob: Sendable {
  let workspace: Workspace
  let pipelines: String
  let salt: [UInt8]

  /// What is known of one thing.
  public struct Answer: Sendable {
    /// For people.
    public let text: String
    /// As one line of JSON.
    public let json: String
    /// Whether a page could not be read again as it was loaded.
    public let isDamaged: Bool
  }

  /// A job on a workspace.
  ///
  /// Of the configuration in `pipelines` only what an answer needs is read.
  public init(workspace: Workspace, pipelines: String, salt: [UInt8]) {
    self.workspace = workspace
    self.pipelines = pipelines
    self.salt = salt
  }

  /// Explains a listing, a report or a page.
  ///
  /// - Parameter name: An id, as much of one as is unmistakable, `source:key`, or an address.
  /// - Throws: `RunFailure` of kind `usage` that names what is nearest when nothing is called that.
  public func explain(_ name: String) throws -> Answer {
    let reader = try open()
    let lookup = Lookup(reader: reader)
    if let row = try lookup.listing(name) {
      let configuration = try Configuration(folder: pipelines, scope: .listings)
      var witness = PageWitness(workspace, rules: try Rules(configuration, salt: salt))
      let outline = try ListingExplanation(reader: reader, configuration: configuration).outline(of: row, &witness)
      return answer(outline, witness)
    }
    if let row = try lookup.report(name) {
      var witness = try wholeWitness()
      return answer(try ReportExplanation(reader: reader).outline(of: row, &witness), witness)
    }
    if let row = try lookup.page(name) {
      var witness = try wholeWitness()
      var outline = Outline()
      let testimony = witness.testimony(of: row)
      outline.add("page", testimony.outline)
      outline.add("records", testimony.records.map { Lookup.brief($0.normalized) })
      return answer(outline, witness)
    }
    throw RunFailure(
      .usage, "nothing is called \"\(name)\" in \(workspace.database)" + (try lookup.hint(name)))
  }

  /// Explains the figure of a series in the week of a day.
  public func explain(series: String, on date: Day) throws -> Answer {
    let reader = try open()
    let known = try reader.rows("SELECT DISTINCT series FROM price_index ORDER BY series").compactMap {
      $0.text("series")
    }
    guard known.contains(series) else {
      let near = EditDistance.nearest(3, to: series, among: known)
      throw RunFailure(
        .usage,
        near.isEmpty
          ? "\(workspace.database) has no series yet; compute them with: aftermarket analyze"
          : "no series is called \"\(series)\"; nearest: \(near.joined(separator: ", "))")
    }
    let outline = try SeriesExplanation(reader: reader, database: workspace.database).outline(of: series, on: date)
    return Answer(text: outline.text, json: outline.line, isDamaged: false)
  }

  private func wholeWitness() throws -> PageWitness {
    PageWitness(workspace, rules: try Rules(try Configuration(folder: pipelines), salt: salt))
  }

  private func answer(_ outline: Outline, _ witness: PageWitness) -> Answer {
    Answer(text: outline.text, json: outline.line, isDamaged: witness.damages > 0)
  }

  private func open() throws -> DatabaseReaderBox {
    guard FileSystem.exists(workspace.database) else { throw Inquiry.missing(workspace) }
    return DatabaseReaderBox(try DatabaseReader(path: workspace.database))
  }
}

/// A reader that several parts of an answer share.
final class DatabaseReaderBox {
  private let reader: DatabaseReader

  init(_ reader: consuming DatabaseReader) { self.reader = reader }

  func rows(_ sql: String, _ values: String?...) throws(LoadFailure) -> [Row] {
    try reader.rows(sql, values, limit: .max)
  }
}
