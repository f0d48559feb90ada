import Records

/// The index itself of each family: its levels by the family's name, cross-checks left out.
func familyLevels(_ findings: Findings) -> [String: [PriceIndexPoint]] {
  Dictionary(
    grouping: findings.indices.points.filter { $0.method == PriceIndexPoint.method }, by: \.modelID)
}

/// Names in order of how much stands behind them, the most first.
func byWeight(_ series: [String: [PriceIndexPoint]]) -> [String] {
  let weights = series.mapValues { $0.reduce(0) { $0 + $1.n } }
  return series.keys.sorted { (-(weights[$0] ?? 0), $0) < (-(weights[$1] ?? 0), $1) }
}

/// The last asking levels of families and of models, by series.
func latestAsks(_ points: [PriceIndexPoint]) -> [PriceIndexPoint] {
  latest(points.filter { $0.basis == .ask })
}

/// The name of a series for people: that of its model or family, with its basis behind it where that is not asking.
func seriesName(_ series: String, _ names: [String: String]) -> String {
  guard let colon = series.lastIndex(of: ":"), let basis = PriceBasis(rawValue: String(series[colon...].dropFirst()))
  else { return names[series] ?? series }
  let key = String(series[..<colon])
  return (names[key] ?? key) + " (" + basis.rawValue + ")"
}
