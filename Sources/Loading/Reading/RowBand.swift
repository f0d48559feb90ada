/// The count of rows that nights of a source usually have.
///
/// Around the median of at least ten nights, six times as far as they usually stray (the median absolute deviation,
/// scaled to a standard deviation), and never narrower than half the median or three roots of it: small counts stray.
public struct RowBand: Hashable, Sendable {
  /// The fewest nights that a band is learnt from.
  public static let fewestNights = 10
  /// The most; older ones are forgotten.
  public static let mostNights = 30

  /// The median.
  public let median: Double
  /// How far above or below it a night may lie.
  public let width: Double

  /// The band of the last complete nights, in any order; nil when they are fewer than ten.
  public init?(nights: [Double]) {
    guard nights.count >= Self.fewestNights else { return nil }
    let center = Self.median(nights)
    let deviation = Self.median(nights.map { ($0 - center).magnitude })
    median = center
    width = max(6 * 1.4826 * deviation, center / 2, 3 * center.squareRoot())
  }

  /// Whether a count lies within.
  public func contains(_ rows: Double) -> Bool { (rows - median).magnitude <= width }

  static func median(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    let half = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
  }
}

/// A source whose last complete night is far from what its nights have been.
public struct RowWarning: Hashable, Sendable {
  /// The source.
  public let sourceID: String
  /// The night.
  public let date: String
  /// What is counted: "rows a night" or "rows a page".
  public let measure: String
  /// Its count.
  public let rows: Double
  /// What the nights before it had.
  public let band: RowBand
  /// How many nights that was learnt from.
  public let nights: Int

  /// A sentence for people.
  public var text: String {
    let low = max(0, band.median - band.width)
    return "\(sourceID) had \(Self.shown(rows)) \(measure) on \(date); its \(nights) nights before had about "
      + "\(Self.shown(band.median)) (\(Self.shown(low)) to \(Self.shown(band.median + band.width))): "
      + "look whether its pages have changed"
  }

  private static func shown(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
