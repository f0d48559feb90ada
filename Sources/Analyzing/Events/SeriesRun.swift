import Glibc

/// One flow of one series: the event's window, the days before it, and every placebo block.
struct SeriesRun {
  struct Placebo {
    let start: Int
    let effect: WindowEffect?
  }

  /// The event's own window.
  let event: WindowEffect
  /// The days just before the anchor; nil where too few were read.
  let leak: WindowEffect?
  /// The history's slope over its error.
  let slope: Double
  /// The blocks, and for a control the event's window after them.
  let placebos: [Placebo]
  /// The fit to all of the history.
  let base: EventTest.Treated

  /// nil when the fit to the whole history does not settle.
  init?(
    _ panel: MarketPanel, _ series: Int, _ flow: MarketPanel.Flow, _ frame: EventFrame, controls: ControlSums?,
    isTreated: Bool
  ) {
    let range = frame.history.lowerBound..<max(frame.window.upperBound, frame.history.upperBound)
    let shift = range.lowerBound
    func local(_ nights: Range<Int>) -> Range<Int> { nights.lowerBound - shift..<nights.upperBound - shift }
    var model = RateModel(
      panel.nights, range, origin: Double(frame.anchor - frame.shape.leakDays - frame.shape.historyDays / 2))
    let values = panel.values(series, flow)
    for night in range {
      model.values[night - shift] = values[night]
      model.offsets[night - shift] =
        log(panel.exposure(series, flow, at: night)) + (controls?.logRatio(night) ?? 0)
    }
    let history = local(frame.history)
    let none = history.upperBound..<history.upperBound
    guard let fit = model.fit(history, without: none, from: model.start(history)) else { return nil }
    let longRun = model.longRunRatio(history, without: none, fit)
    base = EventTest.Treated(model: model, fit: fit, longRun: longRun)
    event = model.effect(local(frame.window), fit, longRun)
    leak =
      frame.leak.count >= EventTest.leastLeakNights && isTreated
      ? model.effect(local(frame.leak), fit, longRun) : nil
    let slopeError = (fit.factor.inverseDiagonal[1] * event.longRunRatio).squareRoot()
    slope = fit.coefficients[1] / slopeError
    var all = RateModel.Sums()
    model.pass(history, fit.coefficients, into: &all)
    var placebos: [Placebo] = []
    placebos.reserveCapacity(frame.blocks.count + 1)
    for block in frame.blocks {
      let hole = local(block.hole)
      var effect: WindowEffect?
      if let fit = model.fit(
        history, without: hole, from: fit.coefficients, dispersion: fit.dispersion, known: all)
      {
        let longRun = model.longRunRatio(history, without: hole, fit)
        effect = model.effect(local(block.nights), fit, longRun)
      }
      placebos.append(Placebo(start: block.start, effect: effect))
    }
    if !isTreated {
      let isWhole =
        frame.window.count >= frame.shape.windowDays / 2
        && frame.history.count >= frame.shape.leastNights
      if isWhole { placebos.append(Placebo(start: frame.anchor, effect: event)) }
    }
    self.placebos = placebos
  }
}
