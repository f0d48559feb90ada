import Records

/// Reads the tables of a report: a column of prices by its head, a column of figures by the units in its cells.
struct TableReader {
  let text: ReportText
  let units: UnitReader
  let published: Day?
  let currency: CurrencyChooser
  let checker: ClaimChecker

  /// The prices of the tables.
  func quotes(of tables: [ReportTable]) -> [ReportQuote] {
    tables.flatMap { table in
      columns(of: table).flatMap { column, head in table.rows.compactMap { quote($0, column, head) } }
    }
  }

  /// What the head of a column of prices says.
  private struct Head {
    var places = 0
    var meaning: CurrencySigns.Meaning?
    var unit = ReportQuote.Unit.card
    var basis = ReportQuote.Basis.ask
  }

  private static let cues: [ReportConcept] = [
    .priceWord, .ask, .sold, .estimate, .rent, .perHour, .perCard, .perServer, .price,
  ]

  private func columns(of table: ReportTable) -> [(Int, Head)] {
    table.header.indices.compactMap { column in
      guard column > 0, let head = head(table.header[column]) else { return nil }
      return (column, head)
    }
  }

  private func head(_ cell: Range<Int>) -> Head? {
    var head = Head()
    head.meaning = text.signs.signs.first { cell.contains($0.range.lowerBound) }?.meaning
    let isCued = text.hits(in: cell).contains { hit in
      guard case .concept(let concept) = hit.meaning else { return false }
      return Self.cues.contains(concept)
    }
    guard isCued || head.meaning != nil else { return nil }
    if text.has(.perHour, in: cell) || isByHour(cell) {
      (head.unit, head.basis) = (.hour, .rent)
    } else if text.has(.rent, in: cell) {
      head.basis = .rent
    } else if text.has(.sold, in: cell) {
      head.basis = .sold
    } else if text.has(.estimate, in: cell) {
      head.basis = .estimate
    }
    if head.unit == .card, text.has(.server, in: cell) || text.has(.perServer, in: cell) { head.unit = .server }
    head.places = places(in: cell)
    return head
  }

  /// "US$/hour", "€/h".
  private func isByHour(_ cell: Range<Int>) -> Bool {
    guard let slash = cell.first(where: { text.scalars[$0] == "/" }) else { return false }
    return ["h", "hr", "hour", "std", "ч", "час", "hora", "giờ", "小时", "小時", "时", "時"].contains {
      text.gap(slash + 1, cell.upperBound).hasPrefix($0)
    }
  }

  /// What the figures of a column are to be multiplied by: by a thousand under "in thousands", "万元" says 10,000.
  private func places(in cell: Range<Int>) -> Int {
    for at in cell
    where at == cell.lowerBound || !PriceText.isLetter(text.scalars[at - 1])
      || PriceText.isIdeographic(text.scalars[at])
    {
      guard text.scalars[at] != " ", text.scalars[at].value &- 0x30 >= 10 else { continue }
      var found = NumberScanner.Found(value: Decimal(1), range: at..<at)
      let places = text.multiplier.apply(to: &found, text.signs)
      if places > 0, found.range.upperBound <= cell.upperBound { return places }
    }
    return 0
  }

  private func quote(_ cells: [Range<Int>], _ column: Int, _ head: Head) -> ReportQuote? {
    guard column < cells.count, let first = cells.first, let last = cells.last else { return nil }
    let row = first.lowerBound..<last.upperBound
    guard let naming = text.namings(in: row).first else { return nil }
    let cell = cells[column]
    let own = text.signs.signs.first { cell.contains($0.range.lowerBound) }?.meaning
    let figures = FigureFinder(text: text, units: units).figures(in: cell).filter { !$0.isPercent }
    guard let low = figures.first, figures.count <= 2, let meaning = own ?? head.meaning else { return nil }
    var high = low
    if figures.count == 2 {
      guard RangeGap(text).joins(low.range.upperBound, figures[1].range.lowerBound) != nil else { return nil }
      high = figures[1]
    }
    func shifted(_ figure: Figure) -> Decimal {
      figure.isMultiplied ? figure.value : figure.value.shifted(by: head.places)
    }
    var quote = ReportQuote(
      family: naming.family, low: shifted(low).text, high: shifted(high).text, currency: currency.currency(meaning),
      unit: head.unit, basis: head.basis, text: text.quote(row))
    quote.asOf = published?.description
    return quote
  }

  /// The figures of the tables.
  func claims(of tables: [ReportTable]) -> [ReportClaim] {
    tables.flatMap { table in
      table.rows.flatMap { cells in
        cells.indices.compactMap { column in
          column > 0 && column < table.header.count ? claim(cells, column, table.header[column]) : nil
        }
      }
    }
  }

  private func claim(_ cells: [Range<Int>], _ column: Int, _ head: Range<Int>) -> ReportClaim? {
    guard let first = cells.first, let last = cells.last else { return nil }
    let row = first.lowerBound..<last.upperBound
    guard let naming = text.namings(in: row).first else { return nil }
    let cell = cells[column]
    let figures = FigureFinder(text: text, units: units).figures(in: cell)
    guard figures.count == 1, let figure = figures.first, !figure.isPercent,
      let unit = units.unit(in: text.scalars, at: figure.range.upperBound, before: cell.upperBound)?.unit
        ?? unit(in: head)
    else { return nil }
    let attribute: ClaimAttribute
    switch unit {
    case .gigabytes, .terabytes: attribute = .memory
    case .gigabytesPerSecond, .terabytesPerSecond:
      attribute = text.has(.interconnect, in: head) ? .interconnectBandwidth : .memoryBandwidth
    case .watts, .kilowatts: attribute = .power
    case .teraflops, .petaflops, .teraops: attribute = precision(head) ?? (unit == .teraops ? .int8 : .performance)
    }
    let (base, places) = unit.base
    var claim = ReportClaim(family: naming.family, attribute: attribute.rawValue, text: text.quote(row))
    claim.low = figure.value.shifted(by: places).text
    claim.high = claim.low
    claim.unit = base
    var claimed = ClaimedFigure()
    (claimed.low, claimed.high) = (Double(claim.low ?? ""), Double(claim.high ?? ""))
    claimed.tolerance = attribute == .memory ? 0.01 : 0.05
    checker.check(&claim, attribute, claimed, ClaimChecker.Variant(), isSparse: text.has(.sparse, in: head))
    return claim
  }

  /// "Memory (GB)": the unit that the head of a column names.
  private func unit(in head: Range<Int>) -> FigureUnit? {
    for at in head where at > 0 && ["(", "（", ",", "，", "/", " "].contains(text.scalars[at]) {
      if let found = units.unit(in: text.scalars, at: at + 1, before: head.upperBound) { return found.unit }
    }
    return nil
  }

  private func precision(_ head: Range<Int>) -> ClaimAttribute? {
    for hit in text.hits(in: head) {
      guard case .concept(let concept) = hit.meaning, let attribute = ClaimAttribute(concept) else { continue }
      if [.fp64, .fp32, .tf32, .fp16, .fp8, .int8, .fp4].contains(attribute) { return attribute }
    }
    return nil
  }
}
