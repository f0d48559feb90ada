/// The header lines of a record, or of an HTTP message inside it.
struct RecordHead: Hashable, Sendable {
  /// One header line.
  struct Field: Hashable, Sendable {
    let name: String
    let value: String
  }

  /// The largest head that is read, in bytes.
  static let limit = 1 << 20

  /// The first line: `WARC/1.1`, `HTTP/1.1 200 OK`.
  let start: String
  /// The lines after it, in order.
  let fields: [Field]
  /// How many bytes they take up, with the empty line behind.
  let byteCount: Int

  /// The value of the first field of this name, in any case.
  subscript(_ name: String) -> String? {
    fields.first { Self.equal($0.name, name) }?.value
  }

  /// All values of a field, in order.
  func all(_ name: String) -> [String] {
    fields.filter { Self.equal($0.name, name) }.map(\.value)
  }

  /// Where the head that begins at the start of `bytes` ends, behind its empty line; nil when it does not.
  static func end(in bytes: ArraySlice<UInt8>, from searched: Int = 0) -> Int? {
    var index = bytes.startIndex + max(0, searched - 3)
    while let feed = bytes[index...].firstIndex(of: 0x0A) {
      let next = feed + 1
      if next < bytes.endIndex, bytes[next] == 0x0A { return next + 1 }
      if next + 1 < bytes.endIndex, bytes[next] == 0x0D, bytes[next + 1] == 0x0A { return next + 2 }
      index = next
    }
    return nil
  }

  /// Reads a whole head; `failure` names the line that makes no sense.
  ///
  /// - Parameter isLenient: Whether lines without a colon are passed over, as browsers do for HTTP.
  static func parse(_ bytes: ArraySlice<UInt8>, isLenient: Bool = false) -> Result<RecordHead, LineFailure> {
    var lines: [ArraySlice<UInt8>] = []
    for var line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.last == 0x0D { line.removeLast() }
      if let first = line.first, first == 0x20 || first == 0x09, lines.count > 1 {
        // A line that begins with white space goes on with the one before it.
        lines[lines.count - 1] += [0x20] + trimmed(line)
      } else if !line.isEmpty {
        lines.append(line)
      }
    }
    guard let start = lines.first else { return .failure(LineFailure(line: "")) }
    var fields: [Field] = []
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: 0x3A), colon > line.startIndex else {
        if isLenient { continue }
        return .failure(LineFailure(line: excerpt(line)))
      }
      fields.append(
        Field(
          name: String(decoding: trimmed(line[..<colon]), as: UTF8.self),
          value: String(decoding: trimmed(line[(colon + 1)...]), as: UTF8.self)))
    }
    return .success(
      RecordHead(start: String(decoding: start, as: UTF8.self), fields: fields, byteCount: bytes.count))
  }

  /// A header line that makes no sense.
  struct LineFailure: Error {
    let line: String
  }

  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    var rest = bytes.drop(while: isSpace)
    while let last = rest.last, isSpace(last) { rest.removeLast() }
    return rest
  }

  /// Whether two names are the same but for the case of Latin letters.
  static func equal(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8) { lower($0) == lower($1) }
  }

  static func lower(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
