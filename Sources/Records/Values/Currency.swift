/// A currency by its ISO 4217 code.
public struct Currency: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Three capital letters: "USD".
  public let code: String

  /// The currency of a code of three Latin letters in either case; nil for anything else.
  public init?(code: String) {
    let upper = code.uppercased()
    guard upper.utf8.count == 3, upper.utf8.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }) else { return nil }
    self.code = upper
  }

  private init(known code: String) { self.code = code }

  /// The United States dollar.
  public static let usd = Currency(known: "USD")
  /// The euro.
  public static let eur = Currency(known: "EUR")

  /// Digits after the point of the minor unit, by ISO 4217: 2 for most, 0 for JPY, KRW, VND and others, 3 for KWD.
  public var minorDigits: Int {
    // Asked of every price: the four that nearly all prices have are told first.
    switch code {
    case "USD", "EUR", "CNY", "GBP": 2
    case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF":
      0
    case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
    default: 2
    }
  }

  /// The code.
  public var description: String { code }

  /// By code.
  public static func < (left: Currency, right: Currency) -> Bool { left.code < right.code }
}
