import Records

/// What came, went and was live in one night or, over a long history, in one week.
struct DemandBin {
  let start: Day
  /// Days it takes on the axis.
  let width: Int
  /// Days that its counts cover.
  let gapDays: Int?
  let new: Int?
  let gone: Int?
  let atRisk: Double?
  let bids: Int?
  let mentions: Int?
  let status: DemandPoint.Status

  /// A count a day; nil where nothing was compared.
  func daily(_ count: Int?) -> Double? {
    guard let count, let gapDays, gapDays > 0 else { return nil }
    return Double(count) / Double(gapDays)
  }

  /// Nights that are drawn one by one; a longer history is summed by week.
  static let mostNights = 200

  /// The bins of one family's points, in order.
  static func bins(of points: [DemandPoint]) -> [DemandBin] {
    guard points.count > mostNights else {
      return points.map { point in
        DemandBin(
          start: point.date, width: 1, gapDays: point.gapDays, new: point.new, gone: point.gone,
          atRisk: point.atRisk.map(Double.init), bids: point.bids, mentions: point.mentions, status: point.status)
      }
    }
    let weeks = Dictionary(grouping: points.filter { $0.status == .ok }, by: \.date.monday)
    return weeks.sorted { $0.key < $1.key }.map { week, nights in
      func sum(_ values: [Int?]) -> Int? {
        let known = values.compactMap { $0 }
        return known.isEmpty ? nil : known.reduce(0, +)
      }
      let live = nights.compactMap(\.atRisk)
      return DemandBin(
        start: week, width: 7, gapDays: sum(nights.map(\.gapDays)), new: sum(nights.map(\.new)),
        gone: sum(nights.map(\.gone)),
        atRisk: live.isEmpty ? nil : Double(live.reduce(0, +)) / Double(live.count), bids: sum(nights.map(\.bids)),
        mentions: sum(nights.map(\.mentions)), status: .ok)
    }
  }

  /// The figures as the statement of `Queries` gives them.
  static func csv(_ bins: [DemandBin], byWeek: Bool) -> CSV {
    func text(_ value: Int?) -> String { value.map(String.init) ?? "" }
    if byWeek {
      var csv = CSV(["week", "gap_days", "new", "gone", "at_risk", "bids", "mentions"])
      for bin in bins {
        csv.append(
          [bin.start.description, text(bin.gapDays), text(bin.new), text(bin.gone), Figures.plain(bin.atRisk, 1)]
            + [text(bin.bids), text(bin.mentions)])
      }
      return csv
    }
    var csv = CSV(["date", "status", "gap_days", "new", "gone", "at_risk", "bids", "mentions"])
    for bin in bins {
      csv.append(
        [bin.start.description, bin.status.rawValue, text(bin.gapDays), text(bin.new), text(bin.gone)]
          + [bin.atRisk.map { Figures.plain($0, 0) } ?? "", text(bin.bids), text(bin.mentions)])
    }
    return csv
  }
}
