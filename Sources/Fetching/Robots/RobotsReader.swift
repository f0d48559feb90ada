/// Sorts the lines of a robots.txt into what concerns one crawler and what concerns all.
///
/// ```
/// outside ── user-agent ──▶ naming ── allow, disallow ──▶ ruling ── user-agent ──▶ naming (a new group)
/// ```
/// Lines of any other key leave the state as it is.
struct RobotsReader {
  private enum State { case outside, naming, ruling }

  private struct Share {
    var rules: [RobotsRules.Rule] = []
    var delayMilliseconds: Int?
  }

  private let agent: [UInt8]
  private var state = State.outside
  private var groupNamesAgent = false
  private var groupNamesAll = false
  private var agentWasNamed = false
  private var own = Share()
  private var common = Share()

  init(agent: String) {
    self.agent = RobotsLine.lowercased(Array(agent.utf8)[...])
  }

  /// The rules of the groups that name the crawler; those for `*` only when none does.
  var rules: RobotsRules {
    let share = agentWasNamed ? own : common
    return RobotsRules(rules: share.rules, crawlDelayMilliseconds: share.delayMilliseconds)
  }

  mutating func take(_ line: RobotsLine) {
    switch String(decoding: line.key, as: UTF8.self) {
    case "user-agent": name(line.value)
    case "allow": rule(line.value, allows: true)
    case "disallow": rule(line.value, allows: false)
    case "crawl-delay":
      guard let delay = Self.milliseconds(line.value) else { return }
      if groupNamesAgent { own.delayMilliseconds = max(delay, own.delayMilliseconds ?? 0) }
      if groupNamesAll { common.delayMilliseconds = max(delay, common.delayMilliseconds ?? 0) }
    default: return
    }
  }

  private mutating func name(_ value: [UInt8]) {
    if state != .naming {
      groupNamesAgent = false
      groupNamesAll = false
      state = .naming
    }
    if value.first == UInt8(ascii: "*"), value.count == 1 || value[1] == 0x20 || value[1] == 0x09 {
      groupNamesAll = true
      return
    }
    let lower = RobotsLine.lowercased(value[...])
    let token = lower.prefix { byte in
      (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
    if !token.isEmpty, token.elementsEqual(agent) {
      groupNamesAgent = true
      agentWasNamed = true
    }
  }

  private mutating func rule(_ value: [UInt8], allows: Bool) {
    guard state != .outside else { return }
    state = .ruling
    guard !value.isEmpty else { return }
    let rule = RobotsRules.Rule(pattern: RobotsPattern(value), allows: allows)
    if groupNamesAgent { own.rules.append(rule) }
    if groupNamesAll { common.rules.append(rule) }
  }

  /// Reads seconds with an optional fraction; nil for anything else, so a typing error delays nothing.
  private static func milliseconds(_ value: [UInt8]) -> Int? {
    guard let seconds = Double(String(decoding: value, as: UTF8.self)), seconds >= 0, seconds <= 1e7 else { return nil }
    return Int((seconds * 1000).rounded(.up))
  }
}
