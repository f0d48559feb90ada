import Analyzing
import Records
import Reporting

/// The price indices of a panel as CSV: the smoothed weekly level of each model, dated by the week's Thursday.
struct StudyIndex {
  /// The line of column names.
  static let head = Array("panel,model,date,log_index,ci_low,ci_high\r\n".utf8)

  let panel: Panel

  init(_ panel: Panel) { self.panel = panel }

  /// A line for each model and week.
  func csv() -> [UInt8] {
    var text = ""
    for (model, index) in panel.priceIndices() {
      for point in index.points {
        let start = "\(CSV.field(panel.name)),\(CSV.field(model)),\(point.middle)"
        let interval = [point.low, point.high].map { $0.map { "\($0)" } ?? "" }
        text += "\(start),\(point.level),\(interval[0]),\(interval[1])\r\n"
      }
    }
    return Array(text.utf8)
  }
}
