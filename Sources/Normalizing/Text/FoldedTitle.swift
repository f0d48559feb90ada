/// A word of a title after folding, with the place it came from.
struct Word: Hashable, Sendable {
  /// Lower case, full width and look-alikes folded: "rtx3090ti", "видеокарта", "显卡".
  let text: String
  /// Offset of its first scalar in the title as shown.
  let start: Int
  /// What stood before it: " " for white space or the start, "-" or "/" and so on, or "" when glued.
  let joint: String
  /// Its value when it is a number of at most nine digits.
  let number: Int?

  /// Whether every scalar is an ASCII digit.
  var isNumber: Bool { text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }

  init(text: String, start: Int, joint: String) {
    self.text = text
    self.start = start
    self.joint = joint
    var value = 0
    var isPlain = text.utf8.count <= 9
    for byte in text.utf8 where isPlain {
      if byte &- 0x30 < 10 { value = value * 10 + Int(byte &- 0x30) } else { isPlain = false }
    }
    number = isPlain ? value : nil
  }

  init(_ mark: FoldedText.Mark, in bytes: [UInt8]) {
    self.init(
      text: String(decoding: bytes[mark.start..<mark.end], as: UTF8.self), start: mark.offset,
      joint: mark.joint == 0 ? "" : String(Character(Unicode.Scalar(mark.joint))))
  }
}

/// A title folded for reading, with its words as text for the rules.
struct FoldedTitle: Sendable {
  let folded: FoldedText
  let words: [Word]

  init(_ title: String) {
    let folded = FoldedText(title)
    self.folded = folded
    words = folded.marks.map { Word($0, in: folded.bytes) }
  }
}
