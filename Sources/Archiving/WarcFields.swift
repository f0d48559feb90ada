/// The lines of a block of `application/warc-fields`.
enum WarcFields {
  static let mediaType = "application/warc-fields"

  /// The block that says `lines`, each value escaped where it would not come back as it is.
  static func block(_ lines: [(String, String)]) -> [UInt8] {
    [UInt8](lines.map { "\($0.0): \(FieldText.escapeLine($0.1))\r\n" }.joined().utf8)
  }

  /// The lines of a block, in order, as they stand; what is no line of a name and a value is passed over.
  static func read(_ block: [UInt8]) -> [(name: String, value: String)] {
    guard case .success(let head) = RecordHead.parse([0x2D, 0x0A] + block, isLenient: true) else { return [] }
    return head.fields.map { ($0.name, $0.value) }
  }
}
