extension MatchedSample {
  /// The GEKS index: every two periods compared directly and through every third, so that it cannot drift.
  ///
  /// After Gini, Eltetö, Köves and Szulc. With `.tornqvist` it is the CCDI index. Quadratic in `window` for each
  /// period, linear in products.
  ///
  /// - Parameters:
  ///   - window: Periods compared with one another.
  ///   - splice: How later windows are joined on.
  /// - Returns: Log levels from 0; nil where a period has no product in common with any other.
  public func geks(by formula: Formula, window: Int, splice: Splice = .meanPublished) -> [Double?] {
    // Windows overlap: what two periods make of each other is looked at once.
    var known = [Double??](repeating: nil, count: periods * min(window, periods))
    func link(_ from: Int, _ to: Int) -> Double? {
      let place = from * min(window, periods) + to - from
      if let found = known[place] { return found }
      let found = change(from: from, to: to, by: formula)
      known[place] = .some(found)
      return found
    }
    return rollingLevels(periods: periods, window: window, splice: splice) { start, length in
      // Both triangles, since a change back is the change forth with its sign turned.
      var changes = [Double?](repeating: nil, count: length * length)
      for from in 0..<length {
        changes[from * length + from] = link(start + from, start + from)
        for to in from + 1..<max(length, from + 1) {
          let link = link(start + from, start + to)
          changes[from * length + to] = link
          changes[to * length + from] = link.map { -$0 }
        }
      }
      // The first period with any price is the base; a window may begin with a silent one.
      guard let base = (0..<length).first(where: { changes[$0 * length + $0] != nil }) else {
        return Array(repeating: nil, count: length)
      }
      return (0..<length).map { to in
        guard changes[to * length + to] != nil else { return nil }
        var (sum, many) = (0.0, 0)
        for through in 0..<length {
          guard let first = changes[base * length + through], let second = changes[through * length + to] else {
            continue
          }
          sum += first + second
          many += 1
        }
        return many > 0 ? sum / Double(many) : nil
      }
    }
  }
}
