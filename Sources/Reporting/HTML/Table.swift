/// A table of a page, whose first column names the row.
struct Table {
  var caption: String
  /// Headings; numbers stand to the right.
  var columns: [(title: String, isNumber: Bool)]
  /// Rows with an optional class ("thin") and what one card of theirs has ("gb=80"), for other units.
  var rows: [(cells: [Markup], style: String, per: String)] = []

  init(_ caption: String, _ columns: [(title: String, isNumber: Bool)]) {
    self.caption = caption
    self.columns = columns
  }

  mutating func append(_ cells: [Markup], style: String = "", per: String = "") { rows.append((cells, style, per)) }

  var markup: Markup {
    let heads = columns.map { column -> Markup in
      column.isNumber ? "<th scope=\"col\" class=\"n\">\(column.title)</th>" : "<th scope=\"col\">\(column.title)</th>"
    }
    let lines = rows.map { row -> Markup in
      let cells = row.cells.enumerated().map { index, cell -> Markup in
        if index == 0 { return "<th scope=\"row\">\(cell)</th>" }
        return columns[index].isNumber ? "<td class=\"n\">\(cell)</td>" : "<td>\(cell)</td>"
      }
      let style: Markup = row.style.isEmpty ? "" : " class=\"\(row.style)\""
      return "<tr\(style)\(unitsAttribute(row.per))>\(cells)</tr>\n"
    }
    return """
      <div class="scroll" tabindex="0" role="region" aria-label="\(caption)"><table>
      <caption>\(caption)</caption>
      <thead><tr>\(heads)</tr></thead>
      <tbody>
      \(lines)</tbody></table></div>

      """
  }
}
