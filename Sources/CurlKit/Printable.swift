/// Text from outside made safe for a log line.
enum Printable {
  /// The text on one line of at most 300 characters, with control and direction characters shown as `\u{…}`.
  static func text(_ raw: String) -> String {
    var shown = ""
    for scalar in raw.unicodeScalars.prefix(300) {
      switch scalar.value {
      case 0x20..<0x7f, 0xa1..<0x200b, 0x2010..<0x2028, 0x2030..<0x2066, 0x2070..<0xfe00, 0xff01...:
        shown.unicodeScalars.append(scalar)
      default:
        shown += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return shown
  }
}
