import Glibc

/// The regularized lower incomplete gamma function P(a, x), for a > 0.
public func regularizedGamma(_ a: Double, _ x: Double) -> Double {
  if x <= 0 { return 0 }
  return x < a + 1 ? gammaSeries(a, x) : 1 - gammaFraction(a, x)
}

/// The regularized upper incomplete gamma function Q(a, x) = 1 − P(a, x), exact also where it is tiny.
public func regularizedGammaComplement(_ a: Double, _ x: Double) -> Double {
  if x <= 0 { return 1 }
  return x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x)
}

/// P(a, x) by its power series, for x < a + 1.
private func gammaSeries(_ a: Double, _ x: Double) -> Double {
  var term = 1 / a
  var sum = term
  var next = a
  for _ in 0..<100_000 {
    next += 1
    term *= x / next
    sum += term
    if term < sum * 1e-17 { break }
  }
  return sum * exp(a * log(x) - x - logGamma(a))
}

/// Q(a, x) by Lentz' continued fraction, for x ≥ a + 1.
private func gammaFraction(_ a: Double, _ x: Double) -> Double {
  var b = x + 1 - a
  var c = 1e300
  var d = 1 / b
  var result = d
  for step in 1..<100_000 {
    let n = Double(step)
    let numerator = -n * (n - a)
    b += 2
    d = numerator * d + b
    if abs(d) < 1e-300 { d = 1e-300 }
    c = b + numerator / c
    if abs(c) < 1e-300 { c = 1e-300 }
    d = 1 / d
    let factor = d * c
    result *= factor
    if abs(factor - 1) < 1e-16 { break }
  }
  return result * exp(a * log(x) - x - logGamma(a))
}
