/// What a body is that is no text at all, told by its first bytes.
enum FileKind: Hashable {
  case known(String)
  case binary

  private static let signatures: [(bytes: [UInt8], name: String)] = [
    (Array("%PDF-".utf8), "a PDF document"), (Array("\u{7F}ELF".utf8), "a program"),
    ([0x4D, 0x5A, 0x90, 0x00], "a program"),
    ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"), ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
    (Array("GIF8".utf8), "a GIF picture"), (Array("RIFF".utf8), "a RIFF file"),
    ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive"), ([0x1F, 0x8B, 0x08], "a gzip file that nobody declared as one"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard file that nobody declared as one"), (Array("BZh".utf8), "a bzip2 file"),
    (Array("Rar!".utf8), "a RAR archive"), ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive"),
    (Array("SQLite format 3".utf8), "a SQLite database"),
  ]

  /// The kind of a body; nil for text, in whatever encoding.
  init?(of body: [UInt8]) {
    if let known = Self.signatures.first(where: { body.starts(with: $0.bytes) }) {
      self = .known(known.name)
      return
    }
    // UTF-16 has a zero in every other byte of Latin text; it is told by its mark.
    if body.starts(with: [0xFF, 0xFE]) || body.starts(with: [0xFE, 0xFF]) { return nil }
    let head = body.prefix(4096)
    let controls = head.count { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0C && $0 != 0x0D && $0 != 0x1B }
    guard controls * 20 > head.count else { return nil }
    self = .binary
  }

  /// What it is, for a message.
  var name: String {
    switch self {
    case .known(let name): name
    case .binary: "a file of bytes that are no text"
    }
  }
}
