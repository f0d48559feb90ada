/// Which encoding a body is read in, and what said so.
///
/// The order is that of the WHATWG Encoding and HTML standards: byte order mark, HTTP header, `meta` prescan (or the
/// XML declaration), then whether the bytes are UTF-8 at all, and windows-1252 as the last resort.
public struct CharsetDecision: Hashable, Sendable {
  /// What settled the encoding.
  public enum Evidence: String, Hashable, Sendable {
    case byteOrderMark = "bom"
    case header
    case meta
    case validity
    case fallback
  }

  /// The encoding to read in.
  public let charset: Charset
  /// What settled it.
  public let evidence: Evidence
  /// How many leading bytes are a byte order mark.
  public let markLength: Int

  /// Decides how `body` is to be read.
  ///
  /// - Parameters:
  ///   - body: The bytes as they came, already inflated.
  ///   - contentType: The value of the `Content-Type` header, as `text/html; charset=gbk`, when there was one.
  public init(body: [UInt8], contentType: String? = nil) {
    if let (charset, length) = Self.byteOrderMark(of: body) {
      self.init(charset, .byteOrderMark, length)
    } else if let charset = contentType.flatMap(Self.charset(ofContentType:)) {
      self.init(charset, .header, 0)
    } else if let charset = Self.prescan(body) {
      self.init(charset, .meta, 0)
    } else if isValidUTF8(body) {
      self.init(.utf8, .validity, 0)
    } else {
      self.init(.windows1252, .fallback, 0)
    }
  }

  private init(_ charset: Charset, _ evidence: Evidence, _ markLength: Int) {
    self.charset = charset
    self.evidence = evidence
    self.markLength = markLength
  }

  private static func byteOrderMark(of body: [UInt8]) -> (Charset, Int)? {
    if body.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if body.starts(with: [0xFF, 0xFE]) { return (.utf16le, 2) }
    if body.starts(with: [0xFE, 0xFF]) { return (.utf16be, 2) }
    return nil
  }

  static func charset(ofContentType value: String) -> Charset? {
    let bytes = Array(value.utf8)
    guard let at = find("charset", in: bytes, from: 0, to: bytes.count) else { return nil }
    return label(in: bytes, from: at + 7, to: bytes.count).flatMap { Charset(label: $0) }
  }

  /// Looks at the first 1,024 bytes for `<meta … charset=…>` or `<?xml … encoding=…?>`.
  private static func prescan(_ body: [UInt8]) -> Charset? {
    let end = min(body.count, 1024)
    if body.starts(with: Array("<?xml".utf8)) {
      let close = body[..<end].firstIndex(of: UInt8(ascii: ">")) ?? end
      if let at = find("encoding", in: body, from: 0, to: close) {
        return label(in: body, from: at + 8, to: close).flatMap { Charset(label: $0) }
      }
      return nil
    }
    var from = 0
    while let meta = find("<meta", in: body, from: from, to: end) {
      let close = body[meta..<end].firstIndex(of: UInt8(ascii: ">")) ?? end
      if let at = find("charset", in: body, from: meta, to: close),
        let charset = label(in: body, from: at + 7, to: close).flatMap({ Charset(label: $0) })
      {
        // A page whose meta could be read as ASCII is not UTF-16, whatever it says.
        return charset == .utf16le || charset == .utf16be ? .utf8 : charset
      }
      from = meta + 5
    }
    return nil
  }

  /// The value after `=`, with or without quotes.
  private static func label(in bytes: [UInt8], from start: Int, to end: Int) -> String? {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
    var at = start
    while at < end, isBlank(bytes[at]) { at += 1 }
    guard at < end, bytes[at] == UInt8(ascii: "=") else { return nil }
    at += 1
    while at < end, isBlank(bytes[at]) || bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") { at += 1 }
    let stops = Set("\"'; />?\t\n\r".utf8)
    var last = at
    while last < end, !stops.contains(bytes[last]) { last += 1 }
    return last > at ? String(decoding: bytes[at..<last], as: UTF8.self) : nil
  }

  /// Where an ASCII word in lower case stands, in whatever case the bytes have it.
  private static func find(_ word: StaticString, in bytes: [UInt8], from start: Int, to end: Int) -> Int? {
    let wanted = Array("\(word)".utf8)
    guard end - start >= wanted.count else { return nil }
    for at in start...(end - wanted.count) {
      var matched = 0
      while matched < wanted.count {
        let byte = bytes[at + matched]
        let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
        if lower != wanted[matched] { break }
        matched += 1
      }
      if matched == wanted.count { return at }
    }
    return nil
  }
}
