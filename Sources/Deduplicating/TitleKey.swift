/// A title without what retyping changes: case, punctuation and spacing.
///
/// "NVIDIA  A100-40GB (PCIe)" and "nvidia a100 40gb pcie" have the same key.
enum TitleKey {
  static func of(_ title: String) -> String {
    var key = String.UnicodeScalarView()
    var needsSpace = false
    for scalar in title.lowercased().unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        if needsSpace, !key.isEmpty { key.append(" ") }
        needsSpace = false
        key.append(scalar)
      } else {
        needsSpace = true
      }
    }
    return String(key)
  }
}
