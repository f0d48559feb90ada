/// Sentences as lines that fit a terminal.
enum TextWrap {
  /// The text broken at spaces, each line ended by a newline; later lines are indented by two.
  ///
  /// Control characters become spaces; a word that is wider than a line stays whole.
  static func wrapped(_ text: String, to width: Int?) -> String {
    let words = TextTable.printable(text).split(separator: " ").map(String.init)
    var lines: [String] = []
    var line = ""
    for word in words {
      let isFirst = line.isEmpty || line == "  "
      if !isFirst, let width, displayWidth(of: line) + 1 + displayWidth(of: word) > width {
        lines.append(line)
        line = "  " + word
      } else {
        line += (isFirst ? "" : " ") + word
      }
    }
    return (lines + [line]).map { $0 + "\n" }.joined()
  }
}
