/// Attributes in words (condition, form factor, …) as columns of 0 and 1, an item's profile being its row.
///
/// The commonest level of each attribute is the reference and has no column, so a coefficient says what another
/// level costs beside it; the first named wins a tie.
public struct AttributeCoding: Sendable {
  /// One column: an attribute and the level it marks.
  public struct Term: Hashable, Sendable {
    /// The place of the attribute among those given.
    public let attribute: Int
    /// The level, as the caller numbers it.
    public let level: Int
    /// The level it is compared with.
    public let reference: Int
  }

  /// The columns.
  public let terms: [Term]
  /// The columns of every distinct profile.
  public let profiles: [[Double]]
  /// The profile of each item.
  public let profile: [Int]

  /// Codes `attributes`, an array a attribute with the level of each item, numbered from 0.
  ///
  /// - Parameters:
  ///   - references: The level each attribute is compared with; nil, or a level that does not occur, for the
  ///     commonest.
  ///   - least: Levels with fewer items than this share the reference's column, so that none rests on chance.
  public init(_ attributes: [[Int]], count: Int, references: [Int?] = [], least: Int = 1) {
    var terms: [Term] = []
    var columnOfLevel: [[Int?]] = []
    for (place, levels) in attributes.enumerated() {
      precondition(levels.count == count, "a level for each item")
      var counts = Array(repeating: 0, count: (levels.max() ?? -1) + 1)
      for level in levels { counts[level] += 1 }
      var reference = counts.indices.max { (counts[$0], $1) < (counts[$1], $0) } ?? 0
      if place < references.count, let wanted = references[place], wanted < counts.count, counts[wanted] >= least {
        reference = wanted
      }
      var columns: [Int?] = []
      for (level, many) in counts.enumerated() {
        guard level != reference, many >= max(1, least) else {
          columns.append(nil)
          continue
        }
        columns.append(terms.count)
        terms.append(Term(attribute: place, level: level, reference: reference))
      }
      columnOfLevel.append(columns)
    }
    self.terms = terms
    // Profiles are numbered by their levels, not by which item came first.
    var numbers = Array(repeating: 0, count: count)
    for (place, levels) in attributes.enumerated() {
      let radix = columnOfLevel[place].count + 1
      for item in 0..<count {
        let known = columnOfLevel[place][levels[item]] != nil
        numbers[item] = numbers[item] * radix + (known ? levels[item] + 1 : 0)
      }
    }
    let distinct = Set(numbers).sorted()
    let rows = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
    profile = numbers.map { rows[$0] ?? 0 }
    var profiles = Array(repeating: Array(repeating: 0.0, count: terms.count), count: distinct.count)
    for (row, number) in distinct.enumerated() {
      var rest = number
      for place in attributes.indices.reversed() {
        let radix = columnOfLevel[place].count + 1
        let level = rest % radix - 1
        rest /= radix
        if level >= 0, let column = columnOfLevel[place][level] { profiles[row][column] = 1 }
      }
    }
    self.profiles = profiles
  }
}
