import Foundation
import Outside

/// What headless Chromium found on a page: see Tests/Browser/look.py.
struct Look: Codable {
  struct View: Codable, CustomStringConvertible {
    let width: Int
    let scheme: String
    let problems: [String]
    let title: String
    let hacked: Bool
    let height: Int
    let contrast: Double
    let headings: [String]
    var description: String { "\(width) px, \(scheme)" }
  }

  struct Use: Codable {
    let sorted: [String]?
    let aria: String?
    let currencies: [String]?
    let dollars: String?
    let other: String?
    let again: String?
    /// A tick of a family's chart, one of a model's, and a caption: in dollars, in another currency, in that for a
    /// gigabyte, in dollars for a gigabyte, in dollars a card.
    let looks: [[String]]?
    /// The dollars of the model's tick.
    let dollar: Double?
    let tip: String?
    let exhibits: [Exhibit]
  }

  struct Exhibit: Codable {
    let file: String
    let csv: String
    let query: String
  }

  let views: [View]
  let used: Use
  /// Characters of text that the page shows to whoever lets no script run.
  let plain: Int
  let pdf: Int
  let console: [String]
  let dialogs: [String]
  let requests: [String]

  static let isPossible = FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium")

  /// Pictures are kept here, to be looked at.
  static let pictures = Program.root + "/.build/screenshots"

  /// Looks at a page; its pictures are named after the file.
  init(at page: String, in scratch: Scratch) async throws {
    let outcome = try await Program.launch(
      "/usr/bin/env", ["python3", Program.root + "/Tests/Browser/look.py", page, Look.pictures], in: scratch,
      killedAfter: .seconds(90))
    guard outcome.status == 0 else {
      throw CocoaError(.fileReadUnknown, userInfo: [NSDebugDescriptionErrorKey: "\(outcome)"])
    }
    self = try JSONDecoder().decode(Look.self, from: Data(outcome.output.utf8))
  }
}
