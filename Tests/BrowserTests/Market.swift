import Foundation
import Outside

/// A made-up market of two sources over 120 nights, with a planted event, gaps, bids, a grey market and hostile words.
///
/// No figure in it is a real price. The same market comes out every time.
struct Market {
  /// Words that would do harm were they taken for markup, script, a formula or an order to a terminal.
  static let hostile = [
    "<script>window.hacked=1;document.title='hacked'</script>",
    "\"><img src=http://127.0.0.1:9/canary onerror=\"window.hacked=1\">",
    "</title></table></section><h1>hacked</h1><iframe src=http://127.0.0.1:9/canary></iframe>",
    "=HYPERLINK(\"http://127.0.0.1:9/canary\",\"x\")", "javascript:alert(1)//' onmouseover='alert(1)",
    "\u{202E}gnp.exe \u{1B}]0;hacked\u{7}", "{{7*7}} ${7*7} <svg onload=alert(1)> &lt;b&gt;",
    "--><style>*{display:none}</style><!--", "@import url(http://127.0.0.1:9/canary);",
  ]

  private static let models: [(family: String, id: String, usd: Double)] = [
    (family: "A100", id: "nvidia-a100-pcie-80gb", usd: 9_400.0), ("A100", "nvidia-a100-pcie-40gb", 4_300),
    ("V100", "nvidia-v100-pcie-16gb", 480), ("RTX 3090", "nvidia-rtx-3090", 720),
    ("RTX 4090", "nvidia-rtx-4090", 1_900),
  ]
  private static let states = ["boxed", "pull", "rack", "passive", "mint", "bulk"]
  private static let sources = ["ebay-search", "xianyu"]
  static let nights = 120

  private var random = Random(state: 20_250_930)
  private var live: [Item] = []
  private var number = 0
  private var tonight = 0
  private var lines: [String] = []

  /// All records of the market, as `normalize` gives them.
  static func records() -> String {
    var market = Market()
    for night in 0..<nights { market.pass(night) }
    market.report()
    return market.lines.map { $0 + "\n" }.joined()
  }

  /// The first night is 2025-06-03, the last 2025-09-30.
  private static func day(_ night: Int) -> String {
    let date = Date(timeIntervalSince1970: Double(20_242 + night) * 86_400)
    return String(date.formatted(.iso8601).prefix(10))
  }

  private mutating func pass(_ night: Int) {
    tonight = night
    let day = Market.day(night)
    // 2025-08-12, when buyers were turned to the A100.
    let isLate = night >= 70
    for (index, model) in Market.models.enumerated() {
      let isMoved = isLate && model.family == "A100"
      let isFlood = model.family == "V100" && (100...103).contains(night)
      for _ in 0..<random.count(mean: isFlood ? 9 : isMoved ? 4 : 1.3) {
        arrive(index, drift: isMoved ? 1.12 : 1, isSoon: isMoved)
      }
    }
    live = live.filter { !($0.end < night) }
    for place in live.indices where random.next(in: 60) == 0 { live[place].cents = live[place].cents * 93 / 100 }
    // Two outages, and a night on which one source broke off.
    if [40, 41, 90].contains(night) { return }
    for source in Market.sources {
      let verdict = night == 60 && source == "xianyu" ? "blocked" : "parsed"
      let own = live.filter { $0.source == source }
      if verdict == "parsed" { for item in own { lines.append(item.line(day: day)) } }
      lines.append(
        json([
          ("type", "page"), ("source", source), ("url", "https://\(source).example/list"), ("verdict", verdict),
        ]) { #","listings":\#(own.count),\#(Market.provenance(source, day))}"# })
    }
    if night % 7 == 0 {
      lines.append(
        #"{"type":"rate","source":"ecb","date":"\#(day)","base":"EUR","quote":"USD","value":"1.17"}"#)
    }
  }

  /// - Parameter isSoon: Whether it is sold within days.
  private mutating func arrive(_ index: Int, drift: Double, isSoon: Bool) {
    number += 1
    let model = Market.models[index]
    let isGrey = model.family == "A100" && number % 3 == 0
    let isBid = number % 11 == 0
    let noise = 1 + (Double(random.next(in: 1_000)) - 500) / 3_500
    let usd = model.usd * noise * drift * (isGrey ? 1.3 : 1) * (isBid ? 0.85 : 1)
    let word = number % 9 == 0 ? Market.hostile[number / 9 % Market.hostile.count] : "tested, ships today"
    live.append(
      Item(
        key: "k\(number)", source: isGrey || number % 2 == 0 ? "xianyu" : "ebay-search", family: model.family,
        model: model.id, title: "\(model.family) no. \(number * 7919 % 99_991) \(Market.states[number % 6]) \(word)",
        cents: Int(usd * 100),
        seller: "s\(number)", isGrey: isGrey, isBid: isBid,
        end: tonight + (isSoon ? 1 + random.next(in: 5) : 3 + random.next(in: 16))))
  }

  private mutating func report() {
    for (index, word) in Market.hostile.enumerated() {
      let head = json([
        ("type", "report"), ("source", "news-rss"), ("key", "r\(index)"), ("title", "A100 rises \(word)"),
        ("publisher", "Daily \(word)"), ("language", "en"), ("published_at", "2025-09-\(10 + index)T08:00:00Z"),
      ]) { "" }
      let claim = json([
        ("family", "A100"), ("attribute", "memory_bandwidth"), ("low", "2"), ("unit", "x"), ("relative_to", "V100"),
        ("direction", "more"), ("text", word), ("check", ["holds", "holds_if", "differs", "unknown"][index % 4]),
        ("check_note", "A100 1935 GB/s; \(word)"), ("condition", "FP16"),
      ]) { "}" }
      lines.append(
        head + #","mentions":[{"family":"A100","count":2}],"quotes":[],"claims":["# + claim + #"],"text":"#
          + quoted("The A100 \(word)") + "," + Market.provenance("news-rss", "2025-09-\(10 + index)") + "}")
    }
  }

  private static func provenance(_ source: String, _ day: String) -> String {
    #""provenance":{"page_sha256":"\#(source)-\#(day)","fetched_at":"\#(day)T06:00:00Z"}"#
  }

  private struct Item {
    let key, source, family, model, title: String
    var cents: Int
    let seller: String
    let isGrey, isBid: Bool
    let end: Int

    func line(day: String) -> String {
      let amount = "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
      return json([("type", "observation"), ("source", source), ("key", key), ("title", title), ("kind", "card")]) {
        #","family":"\#(family)","model_ids":["\#(model)"],"model_id":"\#(model)","quantity":1,"condition":"used","#
          + #""price":{"amount":"\#(amount)","currency":"USD","text":"$\#(amount)"},"usd":{"amount":"\#(amount)","#
          + #""per_card":"\#(amount)"},"side":"\#(isBid ? "buy" : "sell")","status":"active","#
          + #""observed_at":"\#(day)T06:00:00Z","country":"\#(isGrey ? "CN" : "US")","seller_hash":"\#(seller)","#
          + #""flags":[\#(isGrey ? #""restricted_market""# : "")],"# + Market.provenance(source, day) + "}"
      }
    }
  }
}

/// An object of texts without its end, which `rest` gives.
private func json(_ members: [(String, String)], rest: () -> String) -> String {
  "{" + members.map { "\"\($0)\":" + quoted($1) }.joined(separator: ",") + rest()
}

private func quoted(_ text: String) -> String {
  String(decoding: (try? JSONEncoder().encode(text)) ?? Data("\"\"".utf8), as: UTF8.self)
}

/// Steele, Lea and Flood's SplitMix64, so that the market is the same every time.
private struct Random {
  var state: UInt64

  mutating func next(in bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }

  /// A count after Poisson.
  mutating func count(mean: Double) -> Int {
    var (count, product) = (0, 1.0)
    let floor = exp(-mean)
    while true {
      product *= Double(next(in: 1 << 30) + 1) / Double(1 << 30)
      guard product > floor else { return count }
      count += 1
    }
  }
}
