/// A marketplace's id of a listing without what copying changes: spaces around it, kinds of hyphens, invisible marks.
///
/// Case is left alone where a key has both, as ids of random letters do; "LOT-1" and "lot-1 " are one key.
enum KeyFold {
  /// The folded key; the key itself when nothing of it would be left.
  static func folded(_ key: String) -> String {
    var capitals = false
    var smalls = false
    var isPlain = true
    for byte in key.utf8 {
      switch byte {
      case 0x41...0x5A: capitals = true
      case 0x61...0x7A: smalls = true
      case 0x80..., 0...0x20: isPlain = false
      default: break
      }
    }
    if isPlain, !capitals || smalls { return key }
    let lowers = capitals && !smalls
    var scalars = String.UnicodeScalarView()
    for scalar in key.unicodeScalars {
      switch scalar.value {
      case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63, 0xFF0D: scalars.append("-")
      case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFEFF: break
      case 0x41...0x5A where lowers: scalars.append(Unicode.Scalar(UInt8(scalar.value + 0x20)))
      default: scalars.append(scalar)
      }
    }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    return scalars.isEmpty ? key : String(scalars)
  }
}
