public import Records

/// The effects of all events of a run, with their q-values and verdicts.
public struct EventStudy: Sendable {
  /// Events whose anchors are this near are confounded.
  public static let neighborDays = 14
  /// Share of false finds that a verdict may rest on.
  public static let falseDiscoveryRate = 0.05
  /// How sure a price must be to have a sign: two-sided p below this.
  static let priceSignP = 0.2

  /// The effects, in the order their cases were given.
  public let effects: [EventEffect]
  /// The placebos behind them.
  public let placebos: [EventPlacebo]

  /// Sets the p-values of all drafts beside each other.
  ///
  /// The composites are one family of tests, all other measures another: what is looked at beside the primary test
  /// must not cost it power.
  init(_ drafts: [EventDraft]) {
    var effects = drafts.flatMap(\.effects)
    for isPrimary in [true, false] {
      let tested = effects.indices.filter {
        effects[$0].figures != nil && (effects[$0].measure == .composite) == isPrimary
      }
      let rates = falseDiscoveryRates(of: tested.map { effects[$0].figures?.p ?? 1 })
      for (place, q) in zip(tested, rates) {
        guard var figures = effects[place].figures else { continue }
        figures.q = q
        effects[place].figures = figures
        let isFound = q < Self.falseDiscoveryRate
        effects[place].verdict = !isFound ? .notDetectable : figures.effectLog > 0 ? .rise : .fall
        if !isFound { effects[place].halfLife = nil }
      }
    }
    var first = 0
    for draft in drafts {
      let own = first..<first + draft.effects.count
      let kind = EventStudy.kind(effects[own])
      for place in own where effects[place].figures != nil { effects[place].kind = kind }
      first = own.upperBound
    }
    self.effects = effects
    placebos = drafts.flatMap(\.placebos)
  }

  /// The kind of shock by the signs of volume and price.
  ///
  /// Volume has a sign when the composite was found, or else arrivals alone: a flood of supply may leave the share
  /// that sells each day as it was. Prices move little within weeks, so theirs counts from p < .2 on.
  private static func kind(_ effects: ArraySlice<EventEffect>) -> EventEffect.Kind {
    func found(_ measure: EventEffect.Measure) -> EventEffect? { effects.first { $0.measure == measure } }
    func isUp(_ effect: EventEffect?) -> Bool? {
      effect?.verdict == .rise ? true : effect?.verdict == .fall ? false : nil
    }
    guard let price = found(.price)?.figures, price.p < priceSignP,
      let volume = isUp(found(.composite)) ?? isUp(found(.new))
    else { return .unclear }
    return switch (volume, price.effectLog > 0) {
    case (true, true): .demandUp
    case (true, false): .supplyUp
    case (false, false): .demandDown
    case (false, true): .supplyDown
    }
  }
}
