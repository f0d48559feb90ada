/// Text from outside made fit for one line of a message.
enum Visible {
  /// At most 300 characters; everything that is not plain ASCII shows as `\u{…}`, so it can neither forge a line
  /// nor turn the direction of one.
  static func text(_ raw: String) -> String {
    var shown = ""
    for scalar in raw.unicodeScalars.prefix(300) {
      if scalar.value >= 0x20 && scalar.value < 0x7f {
        shown.unicodeScalars.append(scalar)
      } else {
        shown += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return shown
  }
}
