import Analyzing
import Foundation
import Records

/// The panels of fixtures/panels.
enum PanelFixture {
  static let names = ["flood", "outage", "quiet", "rise"]

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "fixtures/panels")

  static func bytes(_ panel: String, _ file: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: "\(panel)/\(file)")))
  }

  static func text(_ panel: String, _ file: String) throws -> String {
    String(decoding: try bytes(panel, file), as: UTF8.self)
  }

  /// A panel of the folder, its files changed by `change`.
  static func panel(
    _ name: String, _ change: (_ file: String, _ text: String) -> String = { $1 }
  ) throws -> Panel {
    func file(_ file: String) throws -> [UInt8] { Array(change(file, try text(name, file)).utf8) }
    return try PanelReader(name: name).read(
      listings: try file("listings.csv"), crawls: try file("crawls.csv"), events: try file("events.csv"))
  }

  static func effects(
    _ name: String, _ change: (_ file: String, _ text: String) -> String = { $1 }
  ) throws -> [EventEffect] {
    PanelStudy(try panel(name, change)).effects
  }
}

extension [EventEffect] {
  /// The row of a measure, of the first series unless one is named.
  func row(_ measure: EventEffect.Measure, _ series: String? = nil) -> EventEffect? {
    first { $0.measure == measure && (series == nil || $0.family == series) }
  }
}
