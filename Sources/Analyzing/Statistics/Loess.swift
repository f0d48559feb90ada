/// Local regression of an equally spaced series with tricube weights, as STL uses it.
///
/// After Cleveland, Cleveland, McRae and Terpenning, "STL" (1990), and the Fortran of netlib that R's `stl` calls, so
/// that both give the same figures.
struct Loess {
  /// Points in the window of one local regression.
  let window: Int
  /// 0 for local means, 1 for local lines.
  let degree: Int
  /// Every how many points a regression is made; between them the curve is straight.
  let jump: Int

  /// The curve at every point of `values`; weights nil for 1 each.
  func smooth(_ values: [Double], weights: [Double]?) -> [Double] {
    let count = values.count
    guard count > 1 else { return values }
    var curve = Array(repeating: 0.0, count: count)
    let step = min(jump, count - 1)
    let half = (window + 1) / 2
    var scratch = Array(repeating: 0.0, count: count)
    var (left, right) = (1, min(window, count))
    for place in stride(from: 1, through: count, by: step) {
      if window >= count {
        (left, right) = (1, count)
      } else if step == 1 {
        if place > half && right != count { (left, right) = (left + 1, right + 1) }
      } else if place < half {
        (left, right) = (1, window)
      } else if place >= count - half + 1 {
        (left, right) = (count - window + 1, count)
      } else {
        (left, right) = (place - half + 1, window + place - half)
      }
      curve[place - 1] =
        estimate(values, at: Double(place), left: left, right: right, weights: weights, scratch: &scratch)
        ?? values[place - 1]
    }
    guard step != 1 else { return curve }
    for place in stride(from: 1, through: count - step, by: step) { bridge(&curve, from: place, to: place + step) }
    let last = (count - 1) / step * step + 1
    guard last != count else { return curve }
    curve[count - 1] =
      estimate(values, at: Double(count), left: left, right: right, weights: weights, scratch: &scratch)
      ?? values[count - 1]
    bridge(&curve, from: last, to: count)
    return curve
  }

  private func bridge(_ curve: inout [Double], from start: Int, to end: Int) {
    guard end - start > 1 else { return }
    let slope = (curve[end - 1] - curve[start - 1]) / Double(end - start)
    for place in start + 1..<end { curve[place - 1] = curve[start - 1] + slope * Double(place - start) }
  }

  /// The regression at one place, which may lie just outside; nil where all weights are 0.
  ///
  /// Places count from 1.
  func estimate(
    _ values: [Double], at x: Double, left: Int, right: Int, weights: [Double]?, scratch w: inout [Double]
  ) -> Double? {
    var reach = max(x - Double(left), Double(right) - x)
    if window > values.count { reach += Double((window - values.count) / 2) }
    let (far, near) = (0.999 * reach, 0.001 * reach)
    var total = 0.0
    for place in left...right {
      let apart = abs(Double(place) - x)
      var weight = 0.0
      if apart <= far {
        if apart <= near {
          weight = 1
        } else {
          let ratio = apart / reach
          let rest = 1 - ratio * ratio * ratio
          weight = rest * rest * rest
        }
        if let weights { weight *= weights[place - 1] }
        total += weight
      }
      w[place - 1] = weight
    }
    guard total > 0 else { return nil }
    for place in left...right { w[place - 1] /= total }
    if reach > 0 && degree > 0 {
      var center = 0.0
      for place in left...right { center += w[place - 1] * Double(place) }
      var spread = 0.0
      for place in left...right {
        let distance = Double(place) - center
        spread += w[place - 1] * distance * distance
      }
      if spread.squareRoot() > 0.001 * Double(values.count - 1) {
        let slope = (x - center) / spread
        for place in left...right { w[place - 1] *= slope * (Double(place) - center) + 1 }
      }
    }
    var sum = 0.0
    for place in left...right { sum += w[place - 1] * values[place - 1] }
    return sum
  }
}
