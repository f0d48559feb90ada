/// How many times the variance of a window's mean exceeds that of independent nights, at least 1.
///
/// The larger of two estimates from the first autocorrelations of the residuals: a decaying signal s·ρʲ fitted by
/// moments, and Bartlett's kernel over seven lags. Autocorrelations of residuals are biased down by the coefficients
/// that were fitted, so 0.6·p/n is added to each.
struct LongRunRatio {
  /// Lags that are looked at.
  static let lags = 7

  private var bartlett = InlineArray<7, Double>(repeating: 0)
  private var rho = 0.0
  private var share = 0.0

  /// Reads the autocorrelations of the first `count` of `residuals`, which are centered in place.
  ///
  /// - Parameter parameters: How many coefficients were fitted, in effect.
  init(_ residuals: inout [Double], count: Int, parameters: Double) {
    guard count > Self.lags else { return }
    var mean = 0.0
    for index in 0..<count { mean += residuals[index] }
    mean /= Double(count)
    var square = 0.0
    for index in 0..<count {
      residuals[index] -= mean
      square += residuals[index] * residuals[index]
    }
    guard square > 0 else { return }
    var correlations = InlineArray<7, Double>(repeating: 0)
    for lag in 1...Self.lags {
      var sum = 0.0
      for index in lag..<count { sum += residuals[index] * residuals[index - lag] }
      correlations[lag - 1] = sum / square + parameters * 0.6 / Double(count)
    }
    bartlett = correlations
    var (positives, products, squares) = (0.0, 0.0, 0.0)
    for lag in 0..<5 { positives += max(correlations[lag], 0) }
    guard positives > 0 else { return }
    for lag in 0..<4 {
      products += max(correlations[lag], 0) * max(correlations[lag + 1], 0)
      squares += max(correlations[lag], 0) * max(correlations[lag], 0)
    }
    let rho = min(max(products / max(squares, 1e-12), 0), 0.95)
    guard rho > 0 else { return }
    var (power, along, length) = (1.0, 0.0, 0.0)
    for lag in 0..<5 {
      power *= rho
      along += max(correlations[lag], 0) * power
      length += power * power
    }
    self.rho = rho
    share = min(max(along / max(length, 1e-12), 0), 1)
    isPlain = false
  }

  /// Whether no signal was found, so that nights count as independent.
  private var isPlain = true
  /// Whether any early autocorrelation is above 0; without one the ratio is 1.
  private var hasPositive: Bool {
    for lag in 0..<5 where bartlett[lag] > 0 { return true }
    return false
  }

  /// The ratio for a window of `nights`.
  func ratio(nights: Int) -> Double {
    guard hasPositive else { return 1 }
    let m = Double(nights)
    var signal = 1.0
    if !isPlain {
      var power = 1.0
      for lag in stride(from: 1, to: nights, by: 1) {
        power *= rho
        signal += 2 * (1 - Double(lag) / m) * share * power
      }
    }
    let most = min(Self.lags, nights - 1)
    var kernel = 1.0
    for lag in stride(from: 1, through: most, by: 1) {
      kernel += 2 * (1 - Double(lag) / Double(most + 1)) * bartlett[lag - 1]
    }
    return max(1, signal, kernel)
  }
}
