/// Puts the value that belongs at `place` in sorted order there, with none greater before it and none less behind.
///
/// Hoare's selection with the median of three as pivot: linear on average, and the same on every machine.
func select(_ place: Int, in values: inout [Double]) -> Double {
  var low = 0
  var high = values.count - 1
  while low < high {
    let middle = low + (high - low) / 2
    if values[middle] < values[low] { values.swapAt(middle, low) }
    if values[high] < values[low] { values.swapAt(high, low) }
    if values[high] < values[middle] { values.swapAt(high, middle) }
    let pivot = values[middle]
    var left = low
    var right = high
    while left <= right {
      while values[left] < pivot { left += 1 }
      while pivot < values[right] { right -= 1 }
      if left <= right {
        values.swapAt(left, right)
        left += 1
        right -= 1
      }
    }
    if place <= right {
      high = right
    } else if place >= left {
      low = left
    } else {
      break
    }
  }
  return values[place]
}

/// The median of `values`, whose order it changes; nil for none.
func medianReordering(_ values: inout [Double]) -> Double? {
  guard !values.isEmpty else { return nil }
  let middle = values.count / 2
  let upper = select(middle, in: &values)
  guard values.count % 2 == 0 else { return upper }
  var lower = values[0]
  for index in 1..<max(1, middle) where values[index] > lower { lower = values[index] }
  return (lower + upper) / 2
}

/// The value at which half of the weight lies on either side, the mean of two where the half falls between them.
///
/// With equal weights it is the median.
func weightedMedian(_ values: [Double], weights: [Double]) -> Double? {
  precondition(values.count == weights.count, "a value needs its weight")
  let order = values.indices.sorted {
    values[$0] == values[$1] ? weights[$0] < weights[$1] : values[$0] < values[$1]
  }
  var total = 0.0
  for index in order { total += weights[index] }
  guard total > 0 else { return nil }
  var below = 0.0
  for (place, index) in order.enumerated() {
    below += weights[index]
    let excess = below - total / 2
    if abs(excess) <= 1e-12 * total, place + 1 < order.count {
      return (values[index] + values[order[place + 1]]) / 2
    }
    if excess > 0 { return values[index] }
  }
  return order.last.map { values[$0] }
}
