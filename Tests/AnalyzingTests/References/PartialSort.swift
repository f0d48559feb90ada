/// Chambers' partial sort (CACM 410) asked for its ranks in falling order, which it does not allow for.
///
/// R's `stl` does so to find the median of an even number of residuals; one of the two may then be a neighbor.
struct PartialSort {
  private struct Segment {
    var range: ClosedRange<Int>
    var ranks: ArraySlice<Int>
  }

  private var values: [Double]

  static func medianOfFallingRanks(_ values: [Double]) -> Double {
    let ranks = [values.count / 2, values.count - 1 - values.count / 2]
    var sort = PartialSort(values: values)
    sort.place(ranks)
    return (sort.values[ranks[0]] + sort.values[ranks[1]]) / 2
  }

  private mutating func place(_ ranks: [Int]) {
    var waiting = [Segment(range: 0...values.count - 1, ranks: ranks[...])]
    var isFirst = true
    while var segment = waiting.popLast() {
      while !segment.ranks.isEmpty {
        let (low, high) = (segment.range.lowerBound, segment.range.upperBound)
        guard high - low > 10 || isFirst || (low == 0 && high > 0) else {
          for place in segment.range.dropFirst() { sink(place, downTo: low) }
          break
        }
        isFirst = false
        let (left, right) = split(low, high)
        // The longer half waits with the ranks that the loop below did not pass over.
        if left - low <= high - right {
          let cut = segment.ranks.lastIndex { $0 <= left }.map { $0 + 1 } ?? segment.ranks.startIndex
          waiting.append(Segment(range: right...high, ranks: segment.ranks[cut...]))
          segment = Segment(range: low...left, ranks: segment.ranks[..<cut])
        } else {
          let cut = segment.ranks.firstIndex { $0 >= right } ?? segment.ranks.endIndex
          waiting.append(Segment(range: low...left, ranks: segment.ranks[..<cut]))
          segment = Segment(range: right...high, ranks: segment.ranks[cut...])
        }
      }
    }
  }

  /// Puts no greater values before and no smaller ones behind, by the median of three.
  private mutating func split(_ low: Int, _ high: Int) -> (left: Int, right: Int) {
    let middle = (low + high + 2) / 2 - 1
    if values[low] > values[middle] { values.swapAt(low, middle) }
    if values[high] < values[middle] {
      values.swapAt(high, middle)
      if values[low] > values[middle] { values.swapAt(low, middle) }
    }
    let pivot = values[middle]
    var (left, right) = (high, low)
    while true {
      left -= 1
      while values[left] > pivot { left -= 1 }
      right += 1
      while values[right] < pivot { right += 1 }
      if right > left { return (left, right) }
      values.swapAt(left, right)
    }
  }

  private mutating func sink(_ place: Int, downTo low: Int) {
    var place = place
    while place > low, values[place - 1] > values[place] {
      values.swapAt(place - 1, place)
      place -= 1
    }
  }
}
