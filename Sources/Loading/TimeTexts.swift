import Records

/// Instants as text, kept since the listings of a page share theirs.
struct TimeTexts {
  private var texts = [(seconds: Int, text: String)](repeating: (.min, ""), count: 64)

  /// RFC 3339, as `Instant.description`.
  mutating func text(_ time: Instant) -> String {
    let place = time.seconds & 63
    if texts[place].seconds == time.seconds { return texts[place].text }
    let text = time.description
    texts[place] = (time.seconds, text)
    return text
  }
}
