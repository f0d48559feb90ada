import Records

/// A token, and how long it may be shown.
struct Token: Hashable, Sendable {
  /// What is shown.
  let text: String
  /// When a new one is asked for, some time before this one ends.
  let goodUntil: Instant

  /// How long a token counts when its answer does not say.
  static let usualSeconds = 600

  /// Reads the answer of a token endpoint (RFC 6749, 5.1); nil when no token can be read in it.
  init?(_ answer: [UInt8], at moment: Instant) {
    guard let json = try? JSONReader.read(answer, source: "token"), let text = json["access_token"]?.string,
      !text.isEmpty, text.utf8.count <= 8_192, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
    else { return nil }
    let stated = json["expires_in"].flatMap { $0.integer ?? $0.string.flatMap { Int($0) } }
    let life = min(max(stated ?? Self.usualSeconds, 0), 86_400)
    self.text = text
    goodUntil = Instant(seconds: moment.seconds + life - min(300, life / 10))
  }
}
