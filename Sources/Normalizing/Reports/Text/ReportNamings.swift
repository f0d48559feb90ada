extension ReportText {
  /// Whether a family is what a share or a factor is taken of: "A100の約8割", "H100的一成五", "15 % of the H100".
  func isBase(_ naming: Naming, in sentence: Range<Int>) -> Bool {
    let end = naming.range.upperBound
    let tail = end..<min(sentence.upperBound, end + 12)
    let isBehind = hits(in: tail).contains { hit in
      guard
        hit.meaning == .concept(.relativeAfter) || hit.meaning == .concept(.ofGoods)
          || hit.meaning == .concept(.belongs),
        distance(end, hit.range.lowerBound) == 0
      else { return false }
      let rest = hit.range.upperBound..<tail.upperBound
      for at in rest {
        if ["%", "％", "割", "成", "倍", "分", "半"].contains(scalars[at]) { return true }
        if [",", "，", "、", "。", ";", "；"].contains(scalars[at]) { return false }
      }
      return false
    }
    if isBehind { return true }
    let start = naming.range.lowerBound
    let lead = max(sentence.lowerBound, start - 24)..<start
    if hits(in: lead).contains(where: { hit in
      if case .ratio = hit.meaning {} else if hit.meaning != .concept(.times) { return false }
      return hit.range.upperBound <= start && isJoined(hit.range.upperBound, start)
    }) {
      return true
    }
    guard let percent = lead.last(where: { scalars[$0] == "%" || scalars[$0] == "％" }) else { return false }
    return isJoined(percent + 1, start)
  }

  /// Whether nothing but a word or two stands between two places.
  private func isJoined(_ start: Int, _ end: Int) -> Bool {
    distance(start, end) <= 2
      && !scalars[start..<end].contains { [",", "，", "、", ";", "；", ":", ".", "。", "("].contains($0) }
  }

  /// The family that "the former" or "the latter" stands for in a range: of those named before it.
  func meant(in range: Range<Int>, of namings: [Naming]) -> Naming? {
    let hit = hits(in: range).last {
      $0.meaning == .concept(.firstNamed) || $0.meaning == .concept(.lastNamed)
    }
    guard let hit else { return nil }
    var distinct: [Naming] = []
    for naming in namings
    where naming.range.upperBound <= hit.range.lowerBound && naming.family != distinct.last?.family {
      distinct.append(naming)
    }
    guard distinct.count >= 2 else { return nil }
    return hit.meaning == .concept(.firstNamed) ? distinct[distinct.count - 2] : distinct[distinct.count - 1]
  }
}
