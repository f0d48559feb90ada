/// A table of a report: rows whose cells are divided by bars, the first of them naming the columns.
struct ReportTable {
  let header: [Range<Int>]
  let rows: [[Range<Int>]]
  /// From the header to the last row.
  let range: Range<Int>

  /// The tables of a text, in order.
  static func all(in text: ReportText) -> [ReportTable] {
    var found: [ReportTable] = []
    var open: [(line: Range<Int>, cells: [Range<Int>])] = []
    func close() {
      defer { open.removeAll() }
      guard open.count > 1, let first = open.first, let last = open.last else { return }
      // A first row that names a family is no header.
      guard text.namings(in: first.line).isEmpty else { return }
      let rows = open.dropFirst().map(\.cells)
      found.append(
        ReportTable(
          header: first.cells, rows: Array(rows), range: first.line.lowerBound..<last.line.upperBound))
    }
    var start = 0
    for end in text.scalars.indices.filter({ text.scalars[$0] == "\n" }) + [text.scalars.count] {
      let line = start..<end
      start = end + 1
      let cells = cells(of: line, in: text)
      if cells.count < 2 || open.first.map({ $0.cells.count != cells.count }) ?? false { close() }
      if cells.count >= 2 { open.append((line, cells)) }
    }
    close()
    return found
  }

  private static func cells(of line: Range<Int>, in text: ReportText) -> [Range<Int>] {
    guard line.count <= 400 else { return [] }
    var cells: [Range<Int>] = []
    var start = line.lowerBound
    for at in line where text.scalars[at] == "|" {
      cells.append(start..<at)
      start = at + 1
    }
    cells.append(start..<line.upperBound)
    return cells
  }
}

/// The lines of a report that belong to a list, each with what leads up to it.
struct ReportLists {
  /// The line that introduces the list of each line, by the number of the line.
  private var intros: [Int: Range<Int>] = [:]
  private var plain: Set<Int> = []

  /// Reads the lists of a text: short lines behind one that ends with a colon, and lines such as "A100: 7,000 dollars".
  init(_ text: ReportText) {
    var lines: [(number: Int, range: Range<Int>)] = []
    for sentence in text.sentences {
      if let last = lines.last, last.number == sentence.paragraph {
        lines[lines.count - 1].range = last.range.lowerBound..<sentence.range.upperBound
      } else {
        lines.append((sentence.paragraph, sentence.range))
      }
    }
    var intro: Range<Int>?
    for line in lines {
      let last = line.range.reversed().first { !text.scalars[$0].properties.isWhitespace }
      let names = text.namings(in: line.range)
      let isShort = line.range.count <= 140 && !names.isEmpty
      if isShort, let intro { intros[line.number] = intro }
      if isShort, let name = names.first, name.range.lowerBound - line.range.lowerBound <= 12,
        line.range.contains(where: {
          $0 >= name.range.upperBound && [":", "："].contains(text.scalars[$0]) && $0 - name.range.upperBound <= 48
        })
      {
        plain.insert(line.number)
      }
      if last.map({ [":", "："].contains(text.scalars[$0]) }) ?? false {
        intro = line.range
      } else if !isShort {
        intro = nil
      }
    }
  }

  /// What introduces the list of a sentence.
  func intro(of sentence: ReportText.Sentence) -> Range<Int>? { intros[sentence.paragraph] }

  /// Whether a sentence is an entry of a list.
  func isEntry(_ sentence: ReportText.Sentence) -> Bool {
    plain.contains(sentence.paragraph) || intros[sentence.paragraph] != nil
  }
}
