import Foundation

/// Random numbers from a seed that a failing test prints (SplitMix64).
struct Randomness: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A standard normal number, by Box and Muller.
  mutating func normal() -> Double {
    let (first, second) = (Double.random(in: 1e-12...1, using: &self), Double.random(in: 0...1, using: &self))
    return (-2 * log(first)).squareRoot() * cos(2 * .pi * second)
  }

  /// A Poisson count of a mean below about 500.
  mutating func poisson(_ mean: Double) -> Int {
    var (count, left) = (0, exp(-mean))
    var product = Double.random(in: 0...1, using: &self)
    while product > left {
      count += 1
      product *= Double.random(in: 0...1, using: &self)
      left = max(left, .leastNormalMagnitude)
    }
    return count
  }
}
