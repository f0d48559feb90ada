/// The middle of `values`: the mean of the two middle ones for an even count; nil for none.
public func median(of values: [Double]) -> Double? {
  guard !values.isEmpty else { return nil }
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/// The median distance from the median, times 1.4826: the standard deviation, for normal values; nil for none.
public func normalizedMAD(of values: [Double]) -> Double? {
  guard let center = median(of: values) else { return nil }
  return median(of: values.map { abs($0 - center) }).map { $0 / 0.6745 }
}
