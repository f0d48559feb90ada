/// What ends a sentence.
enum Sentences {
  private static let wide = ["。", "！", "？", "…", "」", "』", "”", "’", "）", "：", "；"].map { Array($0.utf8) }

  /// Whether a text ends as a sentence does, in any of the scripts that are read.
  static func ends(_ text: ArraySlice<UInt8>) -> Bool {
    guard let last = text.last else { return false }
    switch last {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: ";"),
      UInt8(ascii: "\""), UInt8(ascii: ")"):
      return true
    case 0x80...: return wide.contains { text.count >= $0.count && text.suffix($0.count).elementsEqual($0) }
    default: return false
    }
  }
}
