/// The smallest hashes of a text's shingles, by which near-equal texts are found and compared.
///
/// A shingle is five words, or eight letters of a script without spaces. Of all hashes the 64 smallest are kept: the
/// share of them that two texts have in common estimates the share of shingles they do. Cost: linear in the text.
struct TextSketch: Hashable, Sendable {
  /// At most so many hashes.
  static let size = 64

  /// The smallest hashes, in order.
  let hashes: [UInt64]

  init(_ text: String) {
    var units: [UInt64] = []
    var word: UInt64 = Self.seed
    var isInWord = false
    func close() {
      if isInWord { units.append(word) }
      word = Self.seed
      isInWord = false
    }
    var ideographs: [UInt64] = []
    var found: Set<UInt64> = []
    func shingles(_ list: [UInt64], of width: Int) {
      guard list.count >= width else {
        if !list.isEmpty { found.insert(Self.mixed(list[...])) }
        return
      }
      for start in 0...(list.count - width) { found.insert(Self.mixed(list[start..<start + width])) }
    }
    for scalar in text.lowercased().unicodeScalars {
      if Self.isIdeographic(scalar) {
        close()
        ideographs.append(UInt64(scalar.value))
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        word = Self.step(word, UInt64(scalar.value))
        isInWord = true
      } else {
        close()
      }
    }
    close()
    shingles(units, of: 5)
    if ideographs.count >= 8 { shingles(ideographs, of: 8) }
    hashes = Array(found.sorted().prefix(Self.size))
  }

  /// The share of shingles that two texts have in common, estimated from 0 to 1.
  func similarity(to other: TextSketch) -> Double {
    guard !hashes.isEmpty, !other.hashes.isEmpty else { return 0 }
    var (a, b) = (0, 0)
    var (shared, seen) = (0, 0)
    while seen < Self.size, a < hashes.count || b < other.hashes.count {
      seen += 1
      if b == other.hashes.count || a < hashes.count && hashes[a] < other.hashes[b] {
        a += 1
      } else if a == hashes.count || other.hashes[b] < hashes[a] {
        b += 1
      } else {
        shared += 1
        a += 1
        b += 1
      }
    }
    return Double(shared) / Double(seen)
  }

  private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  private static func step(_ hash: UInt64, _ value: UInt64) -> UInt64 { (hash ^ value) &* 0x100_0000_01B3 }

  /// FNV over the parts, then mixed so that the order of hashes says nothing of the text.
  private static func mixed(_ parts: ArraySlice<UInt64>) -> UInt64 {
    var hash = parts.reduce(seed, step)
    hash ^= hash >> 33
    hash &*= 0xFF51_AFD7_ED55_8CCD
    hash ^= hash >> 33
    hash &*= 0xC4CE_B9FE_1A85_EC53
    return hash ^ hash >> 33
  }

  private static func isIdeographic(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2E80...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
    default: false
    }
  }
}
