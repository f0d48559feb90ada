/// An address in which `{name}` stands for each value of a parameter.
///
///     try AddressTemplate("https://shop.example/gpu/{model}?sort=new").names   // ["model"]
///
/// A name is of lower case letters, digits and `_` and begins with a letter. Any other brace is an error: the address
/// itself says `%7B` and `%7D`. The host takes no parameter, so that nobody can be sent elsewhere by a value.
public struct AddressTemplate: Hashable, Sendable {
  private enum Part: Hashable, Sendable {
    case text(String)
    case name(String)
  }

  /// What is wrong with a text.
  public struct Slip: Error, Hashable, Sendable {
    /// The mistake, as a sentence without a full stop.
    public let problem: String
  }

  private let parts: [Part]

  /// Reads a template.
  public init(_ text: String) throws(Slip) {
    guard let start = Self.hostStart(of: text) else {
      throw Slip(problem: "an address begins with https:// or http://")
    }
    let host = text[start...].prefix { !"/?#".contains($0) }
    if host.contains("@") {
      throw Slip(problem: "a user name or password in an address; declare it under \"credentials\"")
    }
    if host.isEmpty || host.contains("{") || host.contains("}") {
      throw Slip(problem: "an address needs a host without parameters")
    }
    if text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }) {
      throw Slip(problem: "a blank or control character in an address; write it percent-encoded")
    }
    if text.contains("#") { throw Slip(problem: "a fragment (#) in an address; servers never see it") }
    var parts: [Part] = []
    var rest = text[...]
    while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      let inner = rest[rest.index(after: brace)...].prefix { $0 != "}" && $0 != "{" }
      guard rest[brace] == "{", inner.endIndex < rest.endIndex, rest[inner.endIndex] == "}", Self.isName(inner) else {
        throw Slip(
          problem: "a brace that names no parameter; {name} is one, and a brace of the address itself is %7B or %7D")
      }
      if brace > rest.startIndex { parts.append(.text(String(rest[..<brace]))) }
      parts.append(.name(String(inner)))
      rest = rest[rest.index(after: inner.endIndex)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    self.parts = parts
  }

  /// The names of its parameters, each once, in the order they first stand.
  public var names: [String] {
    var names: [String] = []
    for case .name(let name) in parts where !names.contains(name) { names.append(name) }
    return names
  }

  /// The address with each parameter's value put in, percent-encoded; a name without a value stays empty.
  public func address(_ values: [String: String]) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .name(let name): Self.encoded(values[name] ?? "")
      }
    }.joined()
  }

  /// Whether a text may name a parameter.
  public static func isName(_ text: some StringProtocol) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }
    guard let first = text.utf8.first, isLetter(first) else { return false }
    return text.utf8.allSatisfy { isLetter($0) || ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: "_") }
  }

  /// A text as a part of a path or query: all but the unreserved characters of RFC 3986 becomes `%XX`.
  public static func encoded(_ text: String) -> String {
    String(decoding: text.utf8.flatMap { encoded(byte: $0) }, as: UTF8.self)
  }

  /// A byte as it is when it is unreserved, else as `%XX`.
  public static func encoded(byte: UInt8) -> [UInt8] {
    let lower = byte | 0x20
    let isPlain =
      (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")) || (byte >= 0x30 && byte <= 0x39)
      || "-._~".utf8.contains(byte)
    if isPlain { return [byte] }
    let digits = Array("0123456789ABCDEF".utf8)
    return [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }

  private static func hostStart(of text: String) -> String.Index? {
    for scheme in ["https://", "http://"] where text.hasPrefix(scheme) {
      return text.index(text.startIndex, offsetBy: scheme.count)
    }
    return nil
  }
}
