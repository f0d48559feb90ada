/// A plain table for a terminal, aligned also where characters are wide.
///
///     Model        US$   n
///     ─────────  ─────  ──
///     Tesla P40    210   9
public struct TextTable: Hashable, Sendable {
  /// One column: its heading and on which side its cells stand.
  public struct Column: Hashable, Sendable {
    /// Where cells stand in a column.
    public enum Alignment: Hashable, Sendable {
      /// Text.
      case leading
      /// Numbers, which are never cut short.
      case trailing
    }

    /// The heading.
    public let title: String
    /// The side.
    public let alignment: Alignment
    /// Whether its cells may be cut short to fit a width: text may, numbers never.
    public let isCuttable: Bool

    /// A column from its parts.
    ///
    /// - Parameter keepsWhole: Its text must not be cut either, as with a date or an id.
    public init(_ title: String, _ alignment: Alignment = .leading, keepsWhole: Bool = false) {
      self.title = title
      self.alignment = alignment
      isCuttable = alignment == .leading && !keepsWhole
    }
  }

  /// The columns.
  public let columns: [Column]
  /// The rows; a short one is filled with empty cells.
  public private(set) var rows: [[String]] = []

  /// A table without rows.
  public init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row; control characters become spaces.
  public mutating func append(_ cells: [String]) {
    precondition(cells.count <= columns.count, "a row has no more cells than the table has columns")
    let filled = cells + Array(repeating: "", count: columns.count - cells.count)
    rows.append(filled.map(TextTable.printable))
  }

  /// The table as lines, each ended by a newline.
  ///
  /// Text columns are cut with "…", the widest first, until a line fits `width`; numbers and columns
  /// that keep whole are never cut, so a table of those may be wider.
  ///
  /// - Parameter width: Columns of the terminal; nil for as wide as it is.
  public func text(width: Int? = nil) -> String {
    let widths = fitted(to: width)
    var lines = [line(columns.map(\.title), widths)]
    lines.append(widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "))
    lines += rows.map { line($0, widths) }
    return lines.map { TextTable.trimmed($0) + "\n" }.joined()
  }

  private func fitted(to width: Int?) -> [Int] {
    var widths = columns.indices.map { index in
      rows.reduce(displayWidth(of: columns[index].title)) { max($0, displayWidth(of: $1[index])) }
    }
    guard let width else { return widths }
    let text = columns.indices.filter { columns[$0].isCuttable }
    while widths.reduce(2 * (widths.count - 1), +) > width {
      guard let widest = text.max(by: { widths[$0] < widths[$1] }), widths[widest] > 6 else { break }
      widths[widest] -= 1
    }
    return widths
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    columns.indices.map { index in
      let cell = TextTable.cut(cells[index], to: widths[index])
      let space = String(repeating: " ", count: max(0, widths[index] - displayWidth(of: cell)))
      return columns[index].alignment == .leading ? cell + space : space + cell
    }.joined(separator: "  ")
  }

  static func cut(_ text: String, to width: Int) -> String {
    if displayWidth(of: text) <= width { return text }
    var result = ""
    var used = 0
    for character in text {
      let next = displayWidth(of: character)
      if used + next > width - 1 { break }
      result.append(character)
      used += next
    }
    return result + "…"
  }

  static func printable(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || isDirectional(scalar)
      scalars.append(isControl ? " " : scalar)
    }
    return String(scalars)
  }

  private static func trimmed(_ line: String) -> String {
    var end = line.endIndex
    while end > line.startIndex, line[line.index(before: end)] == " " { end = line.index(before: end) }
    return String(line[..<end])
  }
}

/// Whether a scalar turns the direction of what follows, by which a title could make a table say something else.
func isDirectional(_ scalar: Unicode.Scalar) -> Bool {
  (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
}
