import Records

/// What the reader may have an amount told for, instead of a card.
public enum ReportUnit: String, Hashable, Sendable, CaseIterable {
  /// A card.
  case card
  /// A gigabyte of memory.
  case gb
  /// A TFLOP/s of dense FP16.
  case tflops
  /// A TB/s of memory bandwidth.
  case tbs
  /// A watt.
  case watt

  /// What stands in the page's choice and behind amounts.
  var words: String {
    switch self {
    case .card: "a card"
    case .gb: "per GB"
    case .tflops: "per TFLOP/s"
    case .tbs: "per TB/s"
    case .watt: "per watt"
    }
  }
}

/// How amounts are shown when the page opens; the reader may choose otherwise.
public struct ReportChoice: Hashable, Sendable {
  /// The ISO 4217 code of the currency.
  public var currency = "USD"
  /// What an amount is told for.
  public var unit = ReportUnit.card

  /// US dollars a card.
  public init() {}

  /// A choice.
  public init(currency: String, unit: ReportUnit) {
    self.currency = currency
    self.unit = unit
  }
}

extension ModelFacts {
  /// What one card has of each unit, as the page's script reads it: "gb=80 tflops=312".
  var units: String {
    let amounts = [(ReportUnit.gb, memoryGB), (.tflops, fp16TFLOPS), (.tbs, bandwidthTBs), (.watt, watts)]
    return amounts.compactMap { unit, amount in
      amount.flatMap { $0 > 0 ? unit.rawValue + "=" + Figures.plain($0, 4) : nil }
    }.joined(separator: " ")
  }
}

/// What one card of each model has, by the model's id.
func modelUnits(_ findings: Findings) -> [String: String] {
  Dictionary(findings.models.map { ($0.modelID, $0.units) }) { first, _ in first }
}

/// The attribute that carries the units of a row or a figure.
func unitsAttribute(_ units: String) -> Markup { units.isEmpty ? "" : " data-per=\"\(units)\"" }
