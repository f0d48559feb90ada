/// The units of figures in running text.
enum FigureUnit: String, CaseIterable, Hashable, Sendable {
  case gigabytes = "GB"
  case terabytes = "TB"
  case gigabytesPerSecond = "GB/s"
  case terabytesPerSecond = "TB/s"
  case watts = "W"
  case kilowatts = "kW"
  case teraflops = "TFLOP/s"
  case petaflops = "PFLOP/s"
  case teraops = "TOP/s"

  /// What a size is when it passes in a second.
  var perSecond: FigureUnit {
    switch self {
    case .gigabytes: .gigabytesPerSecond
    case .terabytes: .terabytesPerSecond
    default: self
    }
  }

  /// The unit that its figures are given in, and what they are multiplied by.
  var base: (unit: String, places: Int) {
    switch self {
    case .gigabytes: ("GB", 0)
    case .terabytes: ("GB", 3)
    case .gigabytesPerSecond: ("GB/s", 0)
    case .terabytesPerSecond: ("GB/s", 3)
    case .watts: ("W", 0)
    case .kilowatts: ("W", 3)
    case .teraflops: ("TFLOP/s", 0)
    case .petaflops: ("TFLOP/s", 3)
    case .teraops: ("TOP/s", 0)
    }
  }
}

/// Reads the unit behind a figure, glued to it ("80GB") or apart.
struct UnitReader: Sendable {
  private let spellings: [(text: [Unicode.Scalar], unit: FigureUnit, isStem: Bool)]

  /// - Parameter list: Spellings of units; a trailing * stands for any ending.
  init(_ list: [(text: String, unit: FigureUnit)]) {
    spellings = list.map { entry in
      let isStem = entry.text.hasSuffix("*")
      return (PriceText(isStem ? String(entry.text.dropLast()) : entry.text).scalars, entry.unit, isStem)
    }.sorted { ($1.text.count, $0.unit.rawValue) < ($0.text.count, $1.unit.rawValue) }
  }

  /// "キロワット時", "kilowatt-hours", "kW h": work and no power.
  private func isHour(in text: [Unicode.Scalar], at start: Int, before end: Int) -> Bool {
    var at = start
    if at < end, [" ", "-", "·", "⋅"].contains(text[at]) { at += 1 }
    guard at < end else { return false }
    if ["時", "时", "小"].contains(text[at]) { return true }
    for word in Self.hours where at + word.count <= end && (0..<word.count).allSatisfy({ text[at + $0] == word[$0] }) {
      let stop = at + word.count
      if stop == end || !PriceText.isLetter(text[stop]) || word.count > 1 { return true }
    }
    return false
  }
  private static let hours = ["hour", "stunde", "hora", "час", "giờ", "h"].map { Array($0.unicodeScalars) }

  /// The unit at a place, past one space or hyphen, and where it ends.
  func unit(in text: [Unicode.Scalar], at start: Int, before end: Int) -> (unit: FigureUnit, end: Int)? {
    var at = start
    if at < end, text[at] == " " || text[at] == "-" { at += 1 }
    guard at < end else { return nil }
    for spelling in spellings where text[at] == spelling.text[0] {
      let stop = at + spelling.text.count
      guard stop <= end, (0..<spelling.text.count).allSatisfy({ text[at + $0] == spelling.text[$0] }) else { continue }
      if stop < end, PriceText.isLetter(text[stop]), !spelling.isStem, !PriceText.isIdeographic(text[stop]),
        let last = spelling.text.last, !PriceText.isIdeographic(last)
      {
        continue
      }
      if spelling.unit == .watts || spelling.unit == .kilowatts, isHour(in: text, at: stop, before: end) { return nil }
      var reach = stop
      while spelling.isStem, reach < end, PriceText.isLetter(text[reach]) { reach += 1 }
      return (spelling.unit, reach)
    }
    return nil
  }
}
