/// The status line and headers of an answer, taken apart.
public struct ResponseHead: Hashable, Sendable {
  /// The status code, 100 to 599 or whatever three digits the server sent.
  public let status: Int
  /// The status line as text.
  public let statusLine: String
  /// The headers in the order sent; a folded header is joined with one blank.
  public let fields: [HeaderField]
  /// Whether the empty line that ends the headers was seen.
  public let isComplete: Bool

  /// Takes apart the bytes of a head; nil when they do not begin with an HTTP status line.
  public init?(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
    guard let first = lines.first else { return nil }
    let statusLine = String(decoding: first, as: UTF8.self)
    let parts = statusLine.split(separator: " ", omittingEmptySubsequences: true)
    guard parts.count >= 2, parts[0].hasPrefix("HTTP/"), parts[1].utf8.count == 3,
      parts[1].utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let status = Int(parts[1])
    else { return nil }
    var fields: [HeaderField] = []
    for line in lines.dropFirst() {
      if line.isEmpty { break }
      if line.first == 0x20 || line.first == 0x09, let last = fields.popLast() {
        fields.append(HeaderField(last.name, last.value + " " + HeaderField.trimmed(line)))
      } else if let field = HeaderField(line: line) {
        fields.append(field)
      }
    }
    self.status = status
    self.statusLine = statusLine
    self.fields = fields
    self.isComplete = bytes.suffix(4) == [0x0d, 0x0a, 0x0d, 0x0a] || bytes.suffix(2) == [0x0a, 0x0a]
  }

  /// The first value of a header, found without regard to case.
  public subscript(name: String) -> String? { fields.first { $0.isNamed(name) }?.value }

  /// Every value of a header, in order.
  public func values(_ name: String) -> [String] {
    fields.filter { $0.isNamed(name) }.map(\.value)
  }

  /// The length that `Content-Length` announces.
  public enum Length: Hashable, Sendable {
    /// No such header, or chunks that overrule it.
    case open
    /// A number of bytes.
    case bytes(Int)
    /// Values that differ, or that are no length at all.
    case contradictory(String)
  }

  /// What the head says about the length of the body.
  ///
  /// RFC 9112, 6.3: a list of identical values is one value, a list of different values is an unrecoverable error,
  /// and `Transfer-Encoding` overrules `Content-Length`.
  public var contentLength: Length {
    if self["Transfer-Encoding"] != nil { return .open }
    let all = values("Content-Length")
    guard !all.isEmpty else { return .open }
    let values = all.flatMap {
      $0.split(separator: ",", omittingEmptySubsequences: false)
        .map { HeaderField.trimmed(Array($0.utf8)[...]) }
    }
    guard let first = values.first, values.allSatisfy({ $0 == first }),
      first.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let count = Int(first)
    else { return .contradictory(all.joined(separator: ", ")) }
    return .bytes(count)
  }

  /// Whether the body comes in chunks; nil when the head names a transfer coding beside or instead of them, so that
  /// nobody can tell where the body ends.
  public var isChunked: Bool? {
    let codings = values("Transfer-Encoding").flatMap { $0.split(separator: ",") }
      .map { HeaderField.trimmed(Array($0.utf8)[...]).lowercased() }
      .filter { !$0.isEmpty && $0 != "identity" }
    if codings.isEmpty { return false }
    return codings == ["chunked"] ? true : nil
  }
}
