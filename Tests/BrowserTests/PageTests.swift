import Foundation
import Outside
import Testing

/// The report of a made-up market, as a reader's browser shows it.
@Suite(.enabled(if: Look.isPossible, "chromium is not there; see: make tools"))
struct PageTests {
  private func look() async throws -> Look { try #require(try await Morning.shared.value.look) }

  @Test func `X1 markup in titles and reports runs nothing and asks nothing`() async throws {
    let morning = try await Morning.shared.value
    let page = String(decoding: try morning.scratch.read("market.html"), as: UTF8.self)
    // The hostile words are there, as text.
    for word in ["&lt;script&gt;window.hacked=1", "&lt;img src=http://127.0.0.1:9/canary", "&lt;style&gt;"] {
      #expect(page.contains(word), "\(word)")
    }
    let look = try await look()
    #expect(look.views.count == 6)
    for view in look.views {
      #expect(!view.hacked && view.title == "Secondhand GPU prices, 2025-09-30", "\(view): \(view.title)")
    }
    #expect(look.dialogs.isEmpty && look.requests.isEmpty, "\(look.dialogs) \(look.requests)")
  }

  @Test func `the console stays silent and no request leaves the page`() async throws {
    let look = try await look()
    #expect(look.console.isEmpty, "\(look.console)")
    #expect(look.requests.isEmpty, "\(look.requests)")
  }

  @Test func `contrast, names, headings, tables and width hold in every view`() async throws {
    for view in try await look().views { #expect(view.problems.isEmpty, "\(view): \(view.problems)") }
  }

  @Test func `every section is there, with or without data`() async throws {
    let expected = [
      "What moved", "Price index by family", "Before and after policy events", "Spikes and alarms", "Demand and supply",
      "Bids against asks", "Grey market", "Value for money", "Latest prices by model", "Price levels by model",
      "Claims checked", "Coverage", "Freshness and terms", "What it was made from", "Method and caveats",
    ]
    for view in try await look().views { #expect(view.headings == expected) }
  }

  @Test func `the headline tells the effect that was planted`() async throws {
    let text = try await Program.run(
      "report", "--text", in: try await Morning.shared.value.scratch, environment: ["COLUMNS": "100"])
    #expect(text.status == 0, "\(text.errors)")
    #expect(
      text.output.contains("Found: A100, trade (arrivals and departures): rise of +"), "\(text.output.prefix(3000))")
    #expect(text.output.contains("Against the vintage of 2025-09-28"), "\(text.output.prefix(1500))")
  }

  @Test func `the page reads without script and prints`() async throws {
    let look = try await look()
    #expect(look.plain > 5_000, "\(look.plain)")
    #expect(look.pdf > 20_000, "\(look.pdf)")
  }

  @Test func `the script sorts, converts and tells values, and takes all of it back`() async throws {
    let used = try await look().used
    let numbers = try #require(used.sorted).map { text in
      Double(text.filter { $0.isNumber || $0 == "." }) ?? 0
    }
    #expect(numbers.count > 4 && numbers == numbers.sorted(), "\(numbers)")
    #expect(used.aria == "ascending")
    #expect(used.currencies?.contains("EUR") == true, "\(used.currencies ?? [])")
    #expect(used.dollars?.hasPrefix("$") == true && used.again == used.dollars && used.other != used.dollars)
    let looks = try #require(used.looks)
    #expect(looks.count == 5 && looks[0] == looks[4], "\(looks)")
    #expect(Set(looks.prefix(4).map { $0[1] }).count == 4, "a model's axis follows both: \(looks)")
    #expect(looks[1][0] == looks[2][0] && looks[0][0] == looks[3][0], "a family's follows the currency alone: \(looks)")
    let dollars = try #require(used.dollar)
    let perGB = try #require(Double(looks[3][1].filter { $0.isNumber || $0 == "." }))
    #expect([40.0, 80].contains { abs(dollars / $0 - perGB) < 0.01 * perGB }, "\(dollars) and \(perGB)")
    #expect(looks[0][2].contains("US dollars a card") && looks[2][2].contains("EUR per GB"), "\(looks)")
    #expect(used.tip?.contains("usd") == true, "\(used.tip ?? "")")
  }
}
