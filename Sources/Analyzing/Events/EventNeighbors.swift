/// Which events lie so near each other that their effects cannot be told apart.
struct EventNeighbors {
  private let anchors: [(id: String, day: Int)]

  /// The events that are tested, by id and anchor.
  init(_ anchors: [(id: String, day: Int)]) {
    self.anchors = anchors.sorted { ($0.day, $0.id) < ($1.day, $1.id) }
  }

  /// The ids of the others within `EventStudy.neighborDays` of an event, by date.
  func of(_ id: String, day: Int) -> [String] {
    anchors.filter { $0.id != id && abs($0.day - day) <= EventStudy.neighborDays }.map(\.id)
  }

  /// A number for each event, the same for those that a chain of neighbors joins; numbered by date from 1.
  var clusters: [String: Int] {
    var result: [String: Int] = [:]
    var (number, last) = (0, Int.min / 2)
    for (id, day) in anchors {
      if day - last > EventStudy.neighborDays { number += 1 }
      last = day
      result[id] = number
    }
    return result
  }
}
