/// Eight columns of eight: a symmetric matrix of a model with eight coefficients.
typealias Matrix8 = InlineArray<8, SIMD8<Double>>

/// The Cholesky factor of a symmetric positive matrix of order 8, with its inverse: no memory is taken.
struct Cholesky8 {
  /// Column j of L⁻¹, so that A⁻¹ = L⁻ᵀL⁻¹.
  private let inverse: Matrix8

  /// Factors `matrix`, of which only the lower triangle is read; nil when it is not positive.
  init?(_ matrix: Matrix8) {
    var lower = Matrix8(repeating: .zero)
    for j in 0..<8 {
      var column = matrix[j]
      for k in 0..<j { column -= lower[k] * lower[k][j] }
      let pivot = column[j]
      guard pivot > 1e-12, pivot.isFinite else { return nil }
      lower[j] = column / pivot.squareRoot()
    }
    // Forward substitution of the unit vectors, all rows of L⁻¹ at a time.
    var rows = Matrix8(repeating: .zero)
    for i in 0..<8 {
      var row = SIMD8<Double>.zero
      row[i] = 1
      for k in 0..<i { row -= rows[k] * lower[k][i] }
      rows[i] = row / lower[i][i]
    }
    inverse = rows
  }

  /// The solution of A x = `right`.
  func solve(_ right: SIMD8<Double>) -> SIMD8<Double> {
    var result = SIMD8<Double>.zero
    for i in 0..<8 { result += inverse[i] * (inverse[i] * right).sum() }
    return result
  }

  /// v'A⁻¹v.
  func quadratic(_ v: SIMD8<Double>) -> Double {
    var sum = 0.0
    for i in 0..<8 {
      let part = (inverse[i] * v).sum()
      sum += part * part
    }
    return sum
  }

  /// The diagonal of A⁻¹.
  var inverseDiagonal: SIMD8<Double> {
    var sum = SIMD8<Double>.zero
    for i in 0..<8 { sum += inverse[i] * inverse[i] }
    return sum
  }
}
