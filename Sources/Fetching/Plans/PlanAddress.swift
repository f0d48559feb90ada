import CurlKit
import HTTPKit
import Records

/// Which addresses a plan may ask, and when two are the same.
struct PlanScope: Sendable {
  /// The longest address that a page may lead to, in bytes.
  static let longestAddress = 2_048

  private var policy: FetchPolicy
  /// Whether an address of the source itself is plain http.
  private var permitsPlain = false

  init(_ rules: FetchRules, source: SourceID, starts: [WebAddress]) {
    policy = FetchPolicy(source: source, hosts: rules.hosts + starts.map(\.host))
    permitsPlain = starts.contains { $0.scheme == "http" }
  }

  /// Why a link was not taken.
  enum Refusal: Error, Hashable, Sendable {
    case tooLong
    case unusable(String)
    case insecure
    case foreign(host: String)

    /// What it does, behind "a link that".
    var words: String {
      switch self {
      case .tooLong: "is longer than \(longestAddress) bytes"
      case .unusable(let why): "cannot be asked (\(why))"
      case .insecure: "leads from https to http"
      case .foreign(let host): "leads to \(Visible.text(host)), which is none of the source's hosts"
      }
    }
  }

  /// The address of a link on a page.
  func address(_ link: String) throws(Refusal) -> WebAddress {
    guard link.utf8.count <= Self.longestAddress else { throw .tooLong }
    let address: WebAddress
    do throws(WebAddress.Refusal) { address = try WebAddress(link) } catch { throw .unusable(error.description) }
    guard address.text.utf8.count <= Self.longestAddress else { throw .tooLong }
    guard policy.permits(host: address.host) else { throw .foreign(host: address.host) }
    guard address.scheme == "https" || permitsPlain else { throw .insecure }
    return address
  }
}

extension WebAddress {
  /// What two spellings of one address have in common: no fragment, no port of the scheme's own, no `%XX` for what
  /// needs none, and those that are needed in capitals.
  var identity: String {
    var bytes = Array("\(scheme)://\(authority)".utf8)
    let target = Array(self.target.utf8)
    var at = 0
    while at < target.count {
      guard target[at] == UInt8(ascii: "%"), at + 2 < target.count, let high = Self.hex(target[at + 1]),
        let low = Self.hex(target[at + 2])
      else {
        bytes.append(target[at])
        at += 1
        continue
      }
      bytes += AddressTemplate.encoded(byte: high << 4 | low)
      at += 3
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  /// The address with a parameter of its query set to a value, in its place or at the end.
  func setting(_ parameter: String, to value: String) -> String {
    let pair = "\(Self.parameterName(parameter))=\(AddressTemplate.encoded(value))"
    guard let mark = text.firstIndex(of: "?") else { return "\(text)?\(pair)" }
    var isSet = false
    var pairs: [String] = []
    for old in text[text.index(after: mark)...].split(separator: "&") {
      let name = old.prefix { $0 != "=" }
      guard name == parameter || name == Self.parameterName(parameter) else {
        pairs.append(String(old))
        continue
      }
      if !isSet { pairs.append(pair) }
      isSet = true
    }
    if !isSet { pairs.append(pair) }
    return "\(text[..<mark])?\(pairs.joined(separator: "&"))"
  }

  /// A name such as `page[number]` stays as the source writes it; the rest is encoded.
  private static func parameterName(_ name: String) -> String {
    name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E }
      ? name : AddressTemplate.encoded(name)
  }
}
