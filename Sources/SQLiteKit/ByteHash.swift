/// A hash of bytes, good against damage and fast; not against somebody who computes collisions.
public enum ByteHash {
  /// The hash of `bytes`.
  public static func of(_ bytes: [UInt8]) -> UInt64 {
    var hash = RowHash()
    unsafe bytes.withUnsafeBytes { unsafe hash.add($0, kind: 5) }
    return hash.state
  }
}
