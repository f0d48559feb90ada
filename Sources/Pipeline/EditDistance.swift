/// How many letters have to be put in, taken out or replaced to make one text of another (Levenshtein).
public enum EditDistance {
  /// The distance of two texts, in bytes.
  public static func between(_ left: String, _ right: String) -> Int {
    let left = Array(left.utf8)
    let right = Array(right.utf8)
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let cost = min(row[j + 1] + 1, row[j] + 1, diagonal + (a == b ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = cost
      }
    }
    return row[right.count]
  }

  /// The `count` texts nearest to a word, nearest first.
  public static func nearest(_ count: Int, to word: String, among texts: [String]) -> [String] {
    let ranked = texts.map { (text: $0, distance: between(word, $0)) }
    return ranked.sorted { ($0.distance, $0.text) < ($1.distance, $1.text) }.prefix(count).map(\.text)
  }
}
