/// What a host's robots.txt came to.
enum RobotsAnswer: Hashable {
  /// It was read, or there is none (RFC 9309, 2.3.1.3: a 4xx status "MAY access any resources").
  case rules(RobotsRules)
  /// It could not be read (2.3.1.4: "MUST assume complete disallow"); the text says why.
  case unreachable(String)
}
