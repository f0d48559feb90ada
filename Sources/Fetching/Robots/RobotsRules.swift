/// What one robots.txt says to one crawler (RFC 9309).
public struct RobotsRules: Hashable, Sendable {
  /// One line of a group: a path and whether it may be asked for.
  public struct Rule: Hashable, Sendable {
    /// The paths the rule speaks of.
    public let pattern: RobotsPattern
    /// Whether they are allowed.
    public let allows: Bool
  }

  /// The rules of the groups that name the crawler, else of those for `*`.
  public let rules: [Rule]
  /// Milliseconds to leave between two requests, when `Crawl-delay` asks for that.
  public let crawlDelayMilliseconds: Int?

  /// RFC 9309, 2.5: "The parsing limit MUST be at least 500 kibibytes"; what lies beyond is ignored.
  public static let byteLimit = 500 << 10

  /// No rule: everything is allowed.
  public static let none = RobotsRules(rules: [], crawlDelayMilliseconds: nil)

  init(rules: [Rule], crawlDelayMilliseconds: Int?) {
    self.rules = rules
    self.crawlDelayMilliseconds = crawlDelayMilliseconds
  }

  /// Reads a robots.txt for the crawler of that product token, such as `AftermarketBot`.
  ///
  /// Lines that say nothing known are passed over, so an HTML page read as robots.txt forbids nothing.
  public init(_ file: [UInt8], agent: String) {
    var reader = RobotsReader(agent: agent)
    for line in RobotsLine.lines(of: file.prefix(Self.byteLimit)) { reader.take(line) }
    self = reader.rules
  }

  /// The rule that decides about a path with its query; nil when none speaks of it.
  ///
  /// The longest matching pattern wins; of two equally long the one that allows.
  public func decidingRule(for target: String) -> Rule? {
    let bytes = RobotsPattern.normalized(Array(target.utf8), escapingBeyondASCII: false)
    var best: Rule?
    for rule in rules where rule.pattern.matches(bytes) {
      if let current = best {
        guard
          rule.pattern.octets > current.pattern.octets
            || (rule.pattern.octets == current.pattern.octets && rule.allows)
        else { continue }
      }
      best = rule
    }
    return best
  }

  /// Whether a path with its query, such as `/a?b=c`, may be asked for; `/robots.txt` itself always may.
  public func allows(_ target: String) -> Bool {
    target == "/robots.txt" || decidingRule(for: target)?.allows ?? true
  }
}
