/// A block of addresses in CIDR notation, such as `127.0.0.0/8`.
public struct IPNetwork: Hashable, Sendable, CustomStringConvertible {
  /// The first address of the block.
  public let base: IPAddress
  /// How many leading bits an address must share with `base`.
  public let prefixBits: Int

  /// Makes a block; nil when there are more prefix bits than the family has.
  public init?(base: IPAddress, prefixBits: Int) {
    guard prefixBits >= 0, prefixBits <= base.bytes.count * 8 else { return nil }
    self.base = base
    self.prefixBits = prefixBits
  }

  /// Reads `10.0.0.0/8`, `fc00::/7` or a single address; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let base = IPAddress(String(parts[0])) else { return nil }
    if parts.count == 1 {
      self.init(base: base, prefixBits: base.bytes.count * 8)
    } else {
      guard let bits = Int(parts[1]), parts[1].first != "+" else { return nil }
      self.init(base: base, prefixBits: bits)
    }
  }

  /// Whether the address lies in the block; an address of the other family never does.
  public func contains(_ address: IPAddress) -> Bool {
    guard address.bytes.count == base.bytes.count else { return false }
    var left = prefixBits
    for (mine, theirs) in zip(base.bytes, address.bytes) {
      guard left > 0 else { return true }
      let mask: UInt8 = left >= 8 ? 0xff : 0xff << UInt8(8 - left)
      if (mine ^ theirs) & mask != 0 { return false }
      left -= 8
    }
    return true
  }

  /// The block as `base/bits`.
  public var description: String { "\(base)/\(prefixBits)" }
}
