import Loading
import Records
import Reporting

/// Prints the rows of a query in one of its formats.
///
/// A table needs the widths of all cells and is printed at the end; the other formats are printed row by row.
struct RowPrinter {
  private let format: QueryFormat
  private let width: Int?
  private var columns: [String] = []
  private var cells: [[Cell]] = []
  private var count = 0

  init(format: QueryFormat, width: Int?) {
    self.format = format
    self.width = width
  }

  mutating func begin(_ columns: [String]) { self.columns = columns }

  mutating func row(_ row: [Cell], _ write: ([UInt8]) throws -> Void) throws {
    switch format {
    case .table: cells.append(row)
    case .csv: try write(Array((csvHead() + csvLine(row)).utf8))
    case .markdown: try write(Array((markdownHead() + markdownLine(row.map { $0.text ?? "" })).utf8))
    case .ndjson: try write(object(row) + [0x0A])
    case .json: try write(Array((count == 0 ? "[\n" : ",\n").utf8) + object(row))
    }
    count += 1
  }

  mutating func end(_ write: ([UInt8]) throws -> Void) throws {
    switch format {
    case .table: try write(Array(table().utf8))
    case .csv: try write(Array(csvHead().utf8))
    case .markdown: try write(Array(markdownHead().utf8))
    case .ndjson: break
    case .json: try write(Array((count == 0 ? "[]\n" : "\n]\n").utf8))
    }
  }

  private func csvHead() -> String {
    count == 0 ? columns.map { CSV.field($0) }.joined(separator: ",") + "\r\n" : ""
  }

  /// A number stays a number; text that a spreadsheet would take for a formula is neutralized.
  private func csvLine(_ row: [Cell]) -> String {
    row.map { cell in
      if case .text(let text) = cell { CSV.field(text) } else { cell.text ?? "" }
    }.joined(separator: ",") + "\r\n"
  }

  private func markdownHead() -> String {
    guard count == 0 else { return "" }
    return markdownLine(columns) + markdownLine(columns.map { _ in "---" })
  }

  private func markdownLine(_ texts: [String]) -> String {
    let safe = texts.map { text in
      String(text.flatMap { $0 == "|" ? "\\|" : $0.isNewline ? " " : String($0) })
    }
    return "| " + safe.joined(separator: " | ") + " |\n"
  }

  private func object(_ row: [Cell]) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      for (name, cell) in zip(columns, row) {
        writer.key(name)
        switch cell {
        case .null: writer.literal("null")
        case .integer(let number): writer.literal(String(number))
        case .real(let number): writer.literal(number.isFinite ? String(number) : "null")
        case .text(let text): writer.string(text)
        }
      }
    }
    return writer.bytes
  }

  private func table() -> String {
    let numeric = columns.indices.map { index in
      cells.contains { $0[index].isNumber } && cells.allSatisfy { $0[index].isNumber || $0[index] == .null }
    }
    var table = TextTable(zip(columns, numeric).map { TextTable.Column($0, $1 ? .trailing : .leading) })
    for row in cells { table.append(row.map { $0.text.map { Story.escaped($0) } ?? "" }) }
    return table.text(width: width)
  }
}

extension Cell {
  fileprivate var isNumber: Bool {
    switch self {
    case .integer, .real: true
    case .null, .text: false
    }
  }
}
