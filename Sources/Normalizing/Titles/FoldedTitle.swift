/// A word of a title after folding, with the place it came from.
struct Word: Hashable, Sendable {
  /// Lower case, full width and look-alikes folded: "rtx3090ti", "видеокарта", "显卡".
  let text: String
  /// Offset of its first scalar in the title as shown.
  let start: Int
  /// What stood before it: " " for white space or the start, "-" or "/" and so on, or "" when glued.
  let joint: String

  /// Whether every scalar is an ASCII digit.
  var isNumber: Bool { text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }

  /// Its value when it is a number of at most nine digits.
  var number: Int? { text.utf8.count <= 9 && isNumber ? Int(text) : nil }
}

/// A title folded for reading: words of one script each, free of tricks.
///
/// Case, full width, invisible characters and letters of another alphabet that look Latin
/// ("RТX" with a Cyrillic T) are folded. Words are split at white space, at punctuation and where
/// the script changes: "8卡" is "8" and "卡".
struct FoldedTitle: Sendable {
  let words: [Word]

  init(_ title: String) {
    var words: [Word] = []
    var run: [Unicode.Scalar] = []
    var runStart = 0
    var joint = " "
    var offset = 0
    func flush() {
      guard !run.isEmpty else { return }
      Self.split(run, start: runStart, joint: joint, into: &words)
      run.removeAll(keepingCapacity: true)
      joint = ""
    }
    for raw in title.unicodeScalars {
      defer { offset += 1 }
      if Fold.isInvisible(raw) { continue }
      let scalar = Fold.lower(raw)
      if Fold.isLetterOrDigit(scalar) {
        if run.isEmpty { runStart = offset }
        run.append(scalar)
      } else {
        flush()
        if scalar == "(" {
          joint = "("
        } else if scalar.properties.isWhitespace || !scalar.isASCII {
          joint = " "
        } else if joint != " " {
          joint = String(Character(scalar))
        }
      }
    }
    flush()
    self.words = words
  }

  /// Splits a run of letters and digits where its script changes, after unmasking look-alikes.
  private static func split(
    _ run: [Unicode.Scalar], start: Int, joint: String, into words: inout [Word]
  ) {
    let unmasked = Fold.unmask(run)
    var text = String.UnicodeScalarView()
    var script = Fold.Script.latin
    var begin = 0
    var joint = joint
    for (index, scalar) in unmasked.enumerated() {
      let next = Fold.script(of: scalar)
      if !text.isEmpty, next != script || index == 2 && isCount(unmasked) {
        words.append(Word(text: String(text), start: start + begin, joint: joint))
        text = String.UnicodeScalarView()
        begin = index
        joint = ""
      }
      script = next
      text.append(scalar)
    }
    if !text.isEmpty {
      words.append(Word(text: String(text), start: start + begin, joint: joint))
    }
  }

  /// "4x1060": a count of one digit glued to a model number of four.
  private static func isCount(_ run: [Unicode.Scalar]) -> Bool {
    func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 48 && scalar.value <= 57 }
    return run.count >= 6 && isDigit(run[0]) && run[1] == "x" && run[2...5].allSatisfy(isDigit)
  }
}
