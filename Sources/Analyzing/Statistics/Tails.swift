import Glibc

/// The share of a standard normal distribution below `z`.
public func normalBelow(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

/// The z below which a standard normal distribution holds the share `p`, for p in (0, 1).
///
/// Acklam's rational approximation, then two of Halley's steps to the last digits.
public func normalQuantile(_ p: Double) -> Double {
  if p <= 0 { return -.infinity }
  if p >= 1 { return .infinity }
  if p > 0.5 { return -normalQuantile(1 - p) }
  var z: Double
  if p < 0.02425 {
    let q = (-2 * log(p)).squareRoot()
    let numerator =
      ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q - 2.549732539343734) * q
        + 4.374664141464968) * q + 2.938163982698783
    let denominator =
      (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1
    z = numerator / denominator
  } else {
    let q = p - 0.5
    let r = q * q
    let numerator =
      (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r
        + 1.383577518672690e+02) * r - 3.066479806614716e+01) * r + 2.506628277459239) * q
    let denominator =
      ((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r
        + 6.680131188771972e+01) * r - 1.328068155288572e+01) * r + 1
    z = numerator / denominator
  }
  for _ in 0..<2 {
    let error = (normalBelow(z) - p) * (2 * Double.pi).squareRoot() * exp(z * z / 2)
    z -= error / (1 + z * error / 2)
  }
  return z
}

/// The share of Student's distribution with `degrees` above `t`.
public func studentAbove(_ t: Double, degrees: Double) -> Double {
  let tail = 0.5 * regularizedBeta(degrees / (degrees + t * t), degrees / 2, 0.5)
  return t >= 0 ? tail : 1 - tail
}

/// The two-sided p-value of `t` under Student's distribution with `degrees`.
public func studentTwoSided(_ t: Double, degrees: Double) -> Double {
  regularizedBeta(degrees / (degrees + t * t), degrees / 2, 0.5)
}

/// The share of a chi-squared distribution with `degrees` above `x`.
public func chiSquaredAbove(_ x: Double, degrees: Double) -> Double {
  regularizedGammaComplement(degrees / 2, x / 2)
}

/// The share of an F distribution with `numerator` and `denominator` degrees above `x`.
public func fisherAbove(_ x: Double, numerator: Double, denominator: Double) -> Double {
  if x <= 0 { return 1 }
  return regularizedBeta(denominator / (denominator + numerator * x), denominator / 2, numerator / 2)
}

/// The F above which the share `p` of a distribution with `numerator` and `denominator` degrees lies.
public func fisherQuantile(above p: Double, numerator: Double, denominator: Double) -> Double {
  let x = betaQuantile(p, denominator / 2, numerator / 2)
  return denominator * (1 - x) / (numerator * x)
}

/// The chance of at most `count` where `mean` are expected, after Poisson.
public func poissonBelow(_ count: Double, mean: Double) -> Double {
  if count < 0 { return 0 }
  return mean <= 0 ? 1 : regularizedGammaComplement(count.rounded(.down) + 1, mean)
}

/// The logarithm of the chance of exactly `count` under a negative binomial of this mean and size.
///
/// Its variance is mean + mean²/size; a Poisson distribution is the limit of a great size.
public func negativeBinomialLog(_ count: Double, mean: Double, size: Double) -> Double {
  if count < 0 { return -.infinity }
  if mean <= 0 { return count == 0 ? 0 : -.infinity }
  let choose = logGamma(count + size) - logGamma(size) - logGamma(count + 1)
  return choose - size * log1p(mean / size) - count * log1p(size / mean)
}

/// The chance of at least `count` under a negative binomial of this mean and size.
///
/// Worked example: 3 or more where 1 is expected with size 2: 0.1481.
public func negativeBinomialAtLeast(_ count: Double, mean: Double, size: Double) -> Double {
  if count <= 0 { return 1 }
  return mean <= 0 ? 0 : regularizedBeta(mean / (mean + size), count, size)
}
