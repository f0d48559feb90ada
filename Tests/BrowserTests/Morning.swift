import Foundation
import Outside

/// The made-up market loaded, analyzed and reported once for all tests, and what Chromium saw of its page.
struct Morning {
  let scratch: Scratch
  let page: String
  let look: Look?

  static let shared = Task { try await Morning() }

  private init() async throws {
    scratch = try Scratch()
    try scratch.write(Market.records(), to: "market.ndjson")
    let steps = [
      ["load", "market.ndjson"], ["analyze", "--as-of", "2025-09-28"], ["analyze"], ["report", "--output", "report"],
    ]
    for words in steps {
      let outcome = try await Program.run(words, in: scratch)
      guard outcome.status == 0 else {
        throw CocoaError(.fileReadUnknown, userInfo: [NSDebugDescriptionErrorKey: "\(words): \(outcome)"])
      }
    }
    // The picture is named after the page.
    page = try scratch.write(try scratch.read("report/index.html"), to: "market.html")
    look = Look.isPossible ? try await Look(at: page, in: scratch) : nil
  }
}
