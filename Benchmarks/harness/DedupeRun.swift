import Deduplicating
import FileKit
import Glibc
import Records

/// Finds the offers of generated listings in process and holds them against the clusters they were made in.
///
/// `dedupe FILE.csv` reads `id,cluster,title,price,cur,cond,seller,loc,day,canon`. What is timed is bytes to offers, as
/// in the C limit: reading the lines is part of it, scoring is not. `cluster` and `canon` are not looked at. As with the
/// peers, a seller is the name up to a hyphen. The file names no source, so that two sellers may be two marketplaces.
struct DedupeRun {
  private let bytes: [UInt8]

  init(_ words: ArraySlice<String>) throws {
    guard words.count == 2, let file = words.dropFirst().first else { throw Usage() }
    bytes = try FileSystem.readAll(file, limit: 1 << 31)
  }

  func line() -> String {
    let start = ContinuousClock.now
    let before = clock()
    var truth: [Int32] = []
    let (grouping, count) = grouping(&truth)
    let cpu = Double(clock() - before) / 1_000_000
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let score = Score(grouping, truth)
    return "{\"tool\":\"aftermarket-dedupe\",\"version\":\"development\",\"n\":\(count),\"bytes\":\(bytes.count),"
      + "\"secs\":\(seconds),\"cpu\":\(cpu),\"check\":\(score.right),\"precision\":\(score.precision),"
      + "\"recall\":\(score.recall),\"pairs\":\(grouping.comparisons)}"
  }

  private func grouping(_ truth: inout [Int32]) -> (OfferGrouping, Int) {
    let rows = max(16, bytes.count / 130)
    truth.reserveCapacity(rows)
    var table = ListingTable(capacity: rows)
    var places = Numbers()
    var currencies = Numbers()
    let span = bytes.span
    var at = 0
    while at < span.count, span[at] != 0x0A { at += 1 }
    at += 1
    var fields = [Range<Int>](repeating: 0..<0, count: 10)
    while at < span.count {
      Self.readLine(span, &at, &fields)
      guard !fields[2].isEmpty else { continue }
      truth.append(Int32(truncatingIfNeeded: Self.integer(span, fields[1])))
      var facts = ListingTable.Facts()
      facts.price = Self.decimal(span, fields[3])
      facts.currency = currencies.number(Self.hash(span, fields[4]))
      facts.condition = Self.condition(span, fields[5])
      facts.seller = Self.seller(span, fields[6])
      facts.place = places.number(Self.hash(span, fields[7]))
      facts.firstDay = Self.day(span, fields[8])
      facts.lastDay = facts.firstDay
      table.append(facts, title: span.extracting(fields[2]))
    }
    let count = table.count
    return (OfferGrouping(consume table), count)
  }

  private static func readLine(_ span: Span<UInt8>, _ at: inout Int, _ fields: inout [Range<Int>]) {
    for field in 0..<10 {
      let start = at
      if at < span.count, span[at] == 0x22 {
        at += 1
        while at < span.count, span[at] != 0x22 || (at + 1 < span.count && span[at + 1] == 0x22) {
          at += span[at] == 0x22 ? 2 : 1
        }
        fields[field] = (start + 1)..<min(at, span.count)
        at += 1
      } else {
        while at < span.count, span[at] != 0x2C, span[at] != 0x0D, span[at] != 0x0A { at += 1 }
        fields[field] = start..<at
      }
      if field < 9, at < span.count, span[at] == 0x2C { at += 1 }
    }
    while at < span.count, span[at] == 0x0D || span[at] == 0x0A { at += 1 }
  }

  private static func integer(_ span: Span<UInt8>, _ range: Range<Int>) -> Int {
    var value = 0
    for at in range { value = value * 10 + Int(span[at] &- 0x30) }
    return value
  }

  private static func decimal(_ span: Span<UInt8>, _ range: Range<Int>) -> Double {
    var value = 0
    var scale = 1
    var isFraction = false
    for at in range {
      if span[at] == 0x2E {
        isFraction = true
      } else {
        value = value * 10 + Int(span[at] &- 0x30)
        if isFraction { scale *= 10 }
      }
    }
    return Double(value) / Double(scale)
  }

  private static func hash(_ span: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    var hash: UInt64 = 14_695_981_039_346_656_037
    for at in range { hash = (hash ^ UInt64(span[at])) &* 1_099_511_628_211 }
    return hash
  }

  private static func seller(_ span: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    var end = range.lowerBound
    while end < range.upperBound, span[end] != 0x2D { end += 1 }
    return hash(span, range.lowerBound..<end) | 1
  }

  private static func condition(_ span: Span<UInt8>, _ range: Range<Int>) -> Condition {
    guard let first = range.first else { return .unknown }
    switch (span[first], range.count) {
    case (0x42, _): return .new
    case (0x4E, _), (0x4F, _): return .openBox
    case (0x50, _), (0x55, _): return .used
    case (0x46, _): return .forParts
    default: return .refurbished
    }
  }

  private static func day(_ span: Span<UInt8>, _ range: Range<Int>) -> UInt16 {
    guard range.count == 10 else { return 0 }
    let start = range.lowerBound
    let year = integer(span, start..<(start + 4))
    let month = integer(span, (start + 5)..<(start + 7))
    let day = integer(span, (start + 8)..<(start + 10))
    // Days of the civil calendar, years beginning in March.
    let shifted = month > 2 ? year : year - 1
    let number =
      shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day
      - 719_469
    return UInt16(clamping: number)
  }

  /// Few different texts, numbered from 1 as they come.
  private struct Numbers {
    private var hashes: [UInt64] = []
    mutating func number(_ hash: UInt64) -> UInt16 {
      for index in hashes.indices where hashes[index] == hash { return UInt16(index + 1) }
      hashes.append(hash)
      return UInt16(clamping: hashes.count)
    }
  }

  /// Pairs found and pairs there are, counted over clusters as the peers do.
  private struct Score {
    let right: Int
    let precision: Double
    let recall: Double

    init(_ grouping: OfferGrouping, _ truth: [Int32]) {
      var sizes: [Int32: Int] = [:]
      for cluster in truth { sizes[cluster, default: 0] += 1 }
      let there = sizes.values.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
      var found = 0
      var right = 0
      for cluster in grouping.clusters {
        found += cluster.rows.count * (cluster.rows.count - 1) / 2
        var parts: [Int32: Int] = [:]
        for row in cluster.rows { parts[truth[row], default: 0] += 1 }
        right += parts.values.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
      }
      self.right = right
      precision = (Double(right) / Double(max(1, found)) * 10_000).rounded() / 10_000
      recall = (Double(right) / Double(max(1, there)) * 10_000).rounded() / 10_000
    }
  }
}
