import Analyzing
import FileKit
import Loading
import Records

/// Studies panels of somebody's own, without a database.
public struct StudyJob: Sendable {
  /// How the answer is printed.
  public enum Format: Hashable, Sendable {
    /// A table with effects in percent.
    case table
    /// All columns, a line each.
    case csv
    /// All columns, an object each.
    case json
  }

  /// What became of the panels.
  public struct Summary: Hashable, Sendable {
    /// Panels that were studied.
    public internal(set) var studied = 0
    /// Panels that could not be read.
    public internal(set) var failed = 0
  }

  /// Panels larger than this are refused, each file by itself.
  static let mostBytes = 4 << 30

  let width: Int
  let story: Story

  /// A job that studies `width` panels at once.
  public init(width: Int, story: Story) {
    self.width = width
    self.story = story
  }

  /// Studies the panels in `folders` and hands over the answer, panel by panel in their order.
  ///
  /// A panel that cannot be read is told and left out; the others are studied all the same.
  ///
  /// - Parameter index: Takes the CSV of the price indices; nil when they are not wanted.
  /// - Throws: A folder is not there, or the answer cannot be written.
  public func run(
    _ folders: [String], format: Format, write: ([UInt8]) throws -> Void, index: (([UInt8]) throws -> Void)? = nil
  ) async throws -> Summary {
    for folder in folders where !FileSystem.isFolder(folder) {
      throw RunFailure(.usage, "\(folder) is not a folder; a panel is one with listings.csv, crawls.csv and events.csv")
    }
    var summary = Summary()
    var printer = RowPrinter(format: format == .csv ? .csv : .table, width: nil)
    printer.begin(format == .csv ? StudyRows.columns : StudyRows.shown)
    var rest = folders[...]
    let wantsIndex = index != nil
    var isFirst = true
    try index?(StudyIndex.head)
    try await OrderedWork.run(
      width: width, next: { () -> String? in rest.popFirst() },
      work: { folder -> Result<Studied, RunFailure> in
        do { return .success(try StudyJob.study(folder, format, wantsIndex: wantsIndex)) } catch {
          return .failure(RunFailure(error))
        }
      },
      consume: { result in
        switch result {
        case .failure(let failure):
          summary.failed += 1
          story.tell(.error, failure.description)
        case .success(let studied):
          summary.studied += 1
          for row in studied.cells { try printer.row(row, write) }
          if !studied.json.isEmpty {
            try write([isFirst ? UInt8(ascii: "[") : UInt8(ascii: ","), 0x0A] + studied.json)
            isFirst = false
          }
          try index?(studied.index)
        }
      })
    if format == .json {
      try write(Array((isFirst ? "[]\n" : "\n]\n").utf8))
    } else {
      try printer.end(write)
    }
    return summary
  }

  private struct Studied: Sendable {
    var cells: [[Cell]] = []
    var json: [UInt8] = []
    var index: [UInt8] = []
  }

  private static func study(_ folder: String, _ format: Format, wantsIndex: Bool) throws -> Studied {
    let name = FileSystem.name(of: trimmed(folder))
    func file(_ name: String) throws -> [UInt8] {
      try FileSystem.readAll(FileSystem.join(folder, name), limit: mostBytes)
    }
    let panel = try PanelReader(name: name).read(
      listings: try file("listings.csv"), crawls: try file("crawls.csv"), events: try file("events.csv"))
    let rows = StudyRows(panel: name, effects: PanelStudy(panel).effects)
    var studied = Studied()
    switch format {
    case .table: studied.cells = rows.shownCells()
    case .csv: studied.cells = rows.cells()
    case .json: studied.json = rows.json()
    }
    if wantsIndex { studied.index = StudyIndex(panel).csv() }
    return studied
  }

  /// A path without the slashes at its end.
  private static func trimmed(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.last == "/" { path.removeLast() }
    return String(path)
  }
}
