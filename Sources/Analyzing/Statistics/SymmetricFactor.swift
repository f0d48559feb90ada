/// Cholesky's factor of a small symmetric matrix of sums of squares, without the columns that others already tell.
///
/// Columns are taken in order: one that its predecessors explain to within `tolerance` of its own scale is aliased
/// and left out, as R's `lm` leaves it out, so earlier columns keep their meaning.
public struct SymmetricFactor: Sendable {
  /// The order of the matrix.
  public let order: Int
  /// Whether each column was kept.
  public private(set) var isKept: [Bool]
  private var lower: [Double]

  /// How much of a column must be left unexplained, as a share of its scale.
  public static let tolerance = 1e-11

  /// Factors `matrix`, given row by row.
  ///
  /// - Parameter scales: The squared length of each column before anything was taken out of it; nil for the diagonal.
  public init(_ matrix: [Double], order: Int, scales: [Double]? = nil) {
    precondition(matrix.count == order * order, "a square matrix of the order given")
    self.order = order
    isKept = Array(repeating: true, count: order)
    lower = matrix
    for column in 0..<order {
      let scale = scales?[column] ?? matrix[column * order + column]
      var pivot = lower[column * order + column]
      for k in 0..<column where isKept[k] { pivot -= lower[column * order + k] * lower[column * order + k] }
      guard pivot.isFinite, pivot > Self.tolerance * scale else {
        isKept[column] = false
        continue
      }
      let root = pivot.squareRoot()
      lower[column * order + column] = root
      for row in column + 1..<max(order, column + 1) {
        var sum = lower[row * order + column]
        for k in 0..<column where isKept[k] { sum -= lower[row * order + k] * lower[column * order + k] }
        lower[row * order + column] = sum / root
      }
    }
  }

  /// How many columns were kept.
  public var rank: Int { isKept.reduce(0) { $0 + ($1 ? 1 : 0) } }

  /// The solution of matrix · x = `right`, 0 for columns left out.
  public func solve(_ right: [Double]) -> [Double] {
    var x = forward(right)
    for row in stride(from: order - 1, through: 0, by: -1) where isKept[row] {
      var sum = x[row]
      for k in row + 1..<max(order, row + 1) where isKept[k] { sum -= lower[k * order + row] * x[k] }
      x[row] = sum / lower[row * order + row]
    }
    return x
  }

  /// v' · matrix⁻¹ · v, over the columns kept: the variance of the combination `v` of coefficients, per unit.
  public func quadratic(_ v: [Double]) -> Double {
    var sum = 0.0
    for value in forward(v) { sum += value * value }
    return sum
  }

  /// The solution of L · x = `right`, 0 for columns left out.
  private func forward(_ right: [Double]) -> [Double] {
    var x = right
    for row in 0..<order {
      guard isKept[row] else {
        x[row] = 0
        continue
      }
      var sum = x[row]
      for k in 0..<row where isKept[k] { sum -= lower[row * order + k] * x[k] }
      x[row] = sum / lower[row * order + row]
    }
    return x
  }
}
