import Records

/// Tests one case on a panel, and says why where it cannot.
struct EventJudge {
  let panel: MarketPanel
  let shape: EventFrame.Shape
  /// What the price of a case did; nil where it is not asked.
  let price: PriceTest?

  /// The findings for a case.
  func draft(_ item: EventCase) -> EventDraft {
    var panel = panel
    let frame = EventFrame(panel.nights, anchor: item.anchor.number, shape: shape)
    let places = item.members.compactMap { panel.names.firstIndex(of: $0) }
    guard let first = places.first else {
      return refused(item, frame, nil, "no listings of \(item.members.joined(separator: ", "))", isControlled: true)
    }
    let treated = places.count == 1 ? first : panel.addSum(of: places, named: item.series)
    let controls = item.controls.compactMap { panel.names.firstIndex(of: $0) }.filter {
      !places.contains($0) && expected(panel, $0, .new, frame) >= EventFloor.expected
    }
    if let reason = shortfall(panel, treated, frame) {
      return refused(item, frame, panel.counts[treated], reason, isControlled: !controls.isEmpty)
    }
    do throws(EventTest.Shortfall) {
      let test = try EventTest(panel, treated: treated, controls: controls, frame: frame)
      return drafted(item, frame, panel, treated, controls, test)
    } catch {
      let reason =
        switch error {
        case .unsettled: "the counts follow no rate that can be fitted"
        case .placebos(let count): "\(count) placebo windows, \(EventTest.leastPlacebos) needed"
        }
      return refused(item, frame, panel.counts[treated], reason, isControlled: !controls.isEmpty)
    }
  }

  /// The rows of a case that has no panel to be tested on.
  func refused(_ item: EventCase, _ reason: String) -> EventDraft {
    let frame = EventFrame(panel.nights, anchor: item.anchor.number, shape: shape)
    return refused(
      item, frame, nil, reason, isControlled: item.controls.contains { panel.names.contains($0) })
  }

  /// Why the nights or the counts are too few, or nil when they are not.
  private func shortfall(_ panel: MarketPanel, _ treated: Int, _ frame: EventFrame) -> String? {
    guard let first = panel.nights.days.first, let last = panel.nights.days.last else {
      return "fewer than two nights were read in full"
    }
    if frame.anchor <= first { return "the event is not after the first night with counts, \(Day(number: first))" }
    if frame.anchor > last { return "the event is after the last night, \(Day(number: last))" }
    if frame.history.count < EventFloor.historyNights {
      return "\(frame.history.count) nights read in the \(shape.historyDays) days before, "
        + "\(EventFloor.historyNights) needed"
    }
    if frame.window.count < EventFloor.windowNights {
      return
        "\(frame.window.count) nights read in the \(shape.windowDays) days after, \(EventFloor.windowNights) needed"
    }
    for (flow, word) in [(MarketPanel.Flow.new, "new"), (.gone, "gone")] {
      let count = expected(panel, treated, flow, frame)
      if count < EventFloor.expected {
        return "\(Int(count)) listings \(word) expected in \(shape.windowDays) days, \(Int(EventFloor.expected)) needed"
      }
    }
    return nil
  }

  /// How many the history lets expect in a window, roughly.
  private func expected(_ panel: MarketPanel, _ series: Int, _ flow: MarketPanel.Flow, _ frame: EventFrame) -> Double {
    let values = panel.values(series, flow)
    var (count, days) = (0.0, 0.0)
    for night in frame.history {
      count += values[night]
      days += panel.nights.gaps[night]
    }
    return days > 0 ? count / days * Double(shape.windowDays) : 0
  }

  private func drafted(
    _ item: EventCase, _ frame: EventFrame, _ panel: MarketPanel, _ treated: Int, _ controls: [Int], _ test: EventTest
  ) -> EventDraft {
    let names = controls.map { panel.names[$0] }
    let contaminated = test.contaminatedControl(anchor: frame.anchor).map { panel.names[$0] }
    var draft = EventDraft(effects: [])
    for (flow, measure) in [(MarketPanel.Flow.new, EventEffect.Measure.new), (.gone, .gone)] {
      let window = test.windows[flow.rawValue]
      let effect = test.flows[flow.rawValue]
      draft.effects.append(
        self.effect(
          item, measure, frame, panel.counts[treated],
          figures: Self.figures(effect, dispersion: window.dispersion), isControlled: !controls.isEmpty, reason: nil,
          diagnostics: EventDiagnostics(
            dispersion: window.dispersion, longRunRatio: window.longRunRatio, scale: effect.scale,
            placebos: effect.placebos, controls: names, contaminatedControl: contaminated)))
      for placebo in test.placebos {
        let window = placebo.flows[flow.rawValue]
        draft.placebos.append(
          EventPlacebo(
            eventID: item.eventID, family: item.series, measure: measure,
            placeboFamily: panel.names[placebo.series], start: Day(number: placebo.start),
            effectLog: window.effect, t: window.t))
      }
    }
    var composite = effect(
      item, .composite, frame, panel.counts[treated], figures: Self.figures(test.composite, dispersion: nil),
      isControlled: !controls.isEmpty, reason: nil,
      diagnostics: EventDiagnostics(
        scale: test.composite.scale, correlation: test.correlation, placebos: test.composite.placebos,
        trendP: test.trendP, anticipationP: test.anticipationP, controls: names, contaminatedControl: contaminated))
    if test.composite.p < EventStudy.falseDiscoveryRate {
      composite.halfLife = HalfLife.estimate(
        panel, treated: treated, controls: controls, frame: frame, test: test)
    }
    draft.effects.append(composite)
    if let price { draft.effects.append(price.effect(item, frame, controls: names, judge: self)) }
    return draft
  }

  private func refused(
    _ item: EventCase, _ frame: EventFrame, _ counts: NightCounts?, _ reason: String, isControlled: Bool
  ) -> EventDraft {
    var measures: [EventEffect.Measure] = [.new, .gone, .composite]
    if price != nil { measures.append(.price) }
    return EventDraft(
      effects: measures.map {
        effect(item, $0, frame, counts, figures: nil, isControlled: isControlled, reason: reason, diagnostics: nil)
      })
  }

  static func figures(_ effect: CalibratedEffect, dispersion: Double?) -> EventEffect.Figures {
    EventEffect.Figures(
      effectLog: effect.effect, error: effect.error, low: effect.low, high: effect.high, p: effect.p,
      pPlacebo: effect.pPlacebo, q: effect.p, degrees: effect.degrees, minimumDetectable: effect.minimumDetectable,
      dispersion: dispersion)
  }

  /// A row of a case; its verdict waits for q.
  func effect(
    _ item: EventCase, _ measure: EventEffect.Measure, _ frame: EventFrame, _ counts: NightCounts?,
    figures: EventEffect.Figures?, isControlled: Bool, reason: String?, diagnostics: EventDiagnostics?
  ) -> EventEffect {
    func window(_ nights: Range<Int>, of days: Int) -> EventEffect.Window {
      var (count, exposure) = (0.0, 0.0)
      if let counts {
        for night in nights {
          count += measure == .gone ? counts.gone[night] : counts.new[night]
          exposure += (measure == .gone ? counts.atRisk[night] : 1) * panel.nights.gaps[night]
        }
      }
      return EventEffect.Window(
        count: Int(count), exposure: exposure, nights: nights.count, missingNights: max(0, days - nights.count))
    }
    return EventEffect(
      eventID: item.eventID, family: item.series, targetRole: item.role, measure: measure,
      windowDays: shape.windowDays, before: window(frame.history, of: shape.historyDays),
      after: window(frame.window, of: shape.windowDays), figures: figures,
      verdict: figures == nil ? .notEnoughData : .notDetectable, controls: isControlled ? .controlled : .uncontrolled,
      confoundedWith: item.neighbors, reason: reason, anchor: item.anchor, diagnostics: diagnostics)
  }
}

extension EventTest {
  /// A control whose own counts moved at the event's date, as one in a thousand would by chance; the first of them.
  func contaminatedControl(anchor: Int) -> Int? {
    let scales = flows.map(\.scale)
    return placebos.first { placebo in
      placebo.start == anchor && zip(placebo.flows, scales).contains { abs($0.t / $1) > 3.3 }
    }?.series
  }
}
