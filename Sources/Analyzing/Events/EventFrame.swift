/// Which nights of a grid an event study looks at: those before, those of the window, and blocks for placebos.
public struct EventFrame: Hashable, Sendable {
  /// How long and how far apart the windows are.
  public struct Shape: Hashable, Sendable {
    /// Days of the window, from the anchor on.
    public var windowDays = 14
    /// Days before the anchor that are left out, since word may already be out.
    public var leakDays = 5
    /// Days before those that the expectation rests on.
    public var historyDays = 180
    /// Nights that must be left to fit on.
    public var leastNights = 40

    /// 14 days after 180 days, 5 days left out between.
    public init() {}
  }

  /// The shape.
  public let shape: Shape
  /// The anchor, counted from 1970-01-01.
  public let anchor: Int
  /// The nights before, as places in the grid.
  public let history: Range<Int>
  /// The days just before the anchor.
  public let leak: Range<Int>
  /// The nights of the window.
  public let window: Range<Int>
  /// Where a block begins, the nights it has and the nights that a fit for it leaves out; latest block first.
  let blocks: [Block]

  struct Block: Hashable, Sendable {
    let start: Int
    let nights: Range<Int>
    let hole: Range<Int>
  }

  /// The frame of an anchor on a grid.
  public init(_ nights: NightGrid, anchor: Int, shape: Shape = Shape()) {
    self.shape = shape
    self.anchor = anchor
    let end = anchor - shape.leakDays
    let begin = max(end - shape.historyDays, nights.days.first ?? end)
    let first = nights.place(of: begin)
    let last = nights.place(of: end)
    let history = min(first, last)..<last
    let windowStart = nights.place(of: anchor)
    leak = last..<windowStart
    window = windowStart..<nights.place(of: anchor + shape.windowDays)
    var blocks: [Block] = []
    for number in stride(from: 1, through: max(0, end - begin) / shape.windowDays, by: 1) {
      let start = end - number * shape.windowDays
      let stop = start + shape.windowDays
      let own = nights.place(of: start)..<nights.place(of: stop)
      let from = max(nights.place(of: start - shape.leakDays), history.lowerBound)
      let to = min(nights.place(of: stop + shape.leakDays), history.upperBound)
      let isLongEnough = own.count >= shape.windowDays / 2 && history.count - (to - from) >= shape.leastNights
      if isLongEnough { blocks.append(Block(start: start, nights: own, hole: from..<to)) }
    }
    self.blocks = blocks
    self.history = history
  }
}
