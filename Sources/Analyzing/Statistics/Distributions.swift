import Glibc

/// The regularized incomplete beta function I_x(a, b), for a, b > 0.
///
/// By the continued fraction of Lentz (Numerical Recipes, 6.4), to about 1e-13.
public func regularizedBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
  if x <= 0 { return 0 }
  if x >= 1 { return 1 }
  let front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x))
  if x < (a + 1) / (a + b + 2) { return front * betaFraction(x, a, b) / a }
  return 1 - front * betaFraction(1 - x, b, a) / b
}

private func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
  let tiny = 1e-300
  func guarded(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
  var c = 1.0
  var d = 1 / guarded(1 - (a + b) * x / (a + 1))
  var result = d
  for step in 1...10_000 {
    let m = Double(step)
    let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / guarded(1 + even * d)
    c = guarded(1 + even / c)
    result *= d * c
    let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / guarded(1 + odd * d)
    c = guarded(1 + odd / c)
    let factor = d * c
    result *= factor
    if abs(factor - 1) < 1e-15 { break }
  }
  return result
}

/// The logarithm of the gamma function for x > 0, by Lanczos' series (g = 7, nine terms), to about 1e-14.
public func logGamma(_ x: Double) -> Double {
  let terms = [
    676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ]
  if x < 0.5 { return log(Double.pi / sin(Double.pi * x)) - logGamma(1 - x) }
  let shifted = x - 1
  var sum = 0.99999999999980993
  for (index, term) in terms.enumerated() { sum += term / (shifted + Double(index + 1)) }
  let t = shifted + 7.5
  return 0.5 * log(2 * Double.pi) + (shifted + 0.5) * log(t) - t + log(sum)
}

/// The x at which I_x(a, b) is `p`, by bisection to the last bits.
public func betaQuantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
  bisect(0, 1) { regularizedBeta($0, a, b) < p }
}

/// The t below which Student's distribution with `degrees` holds the share `p`, for p in (0, 1).
public func studentQuantile(_ p: Double, degrees: Double) -> Double {
  if p == 0.5 { return 0 }
  if p < 0.5 { return -studentQuantile(1 - p, degrees: degrees) }
  // t = sqrt(ν(1 − x)/x) with x the quantile of a beta(ν/2, 1/2) at twice the upper tail.
  let x = betaQuantile(2 * (1 - p), degrees / 2, 0.5)
  return (degrees * (1 - x) / x).squareRoot()
}

/// The two-sided p-value of a standard normal `z`.
public func normalTwoSided(_ z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }

/// The standard normal quantile 0.975.
public let normal975 = 1.959963984540054

private func bisect(_ low: Double, _ high: Double, isBelow: (Double) -> Bool) -> Double {
  var low = low
  var high = high
  for _ in 0..<1100 {
    let middle = low + (high - low) / 2
    if middle <= low || middle >= high { break }
    if isBelow(middle) { low = middle } else { high = middle }
  }
  return low + (high - low) / 2
}
