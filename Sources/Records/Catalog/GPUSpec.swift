/// One figure of a model, with who says so.
public struct GPUSpec: Hashable, Sendable {
  /// What the figure measures.
  ///
  /// Tensor figures are dense: without the doubling by sparsity that vendors print.
  public enum Attribute: String, Hashable, Sendable, CaseIterable {
    case memoryBandwidth = "memory_bandwidth"
    case fp16TensorDense = "fp16_tensor_dense"
    /// The shader rate, for cards without tensor units or without a known tensor figure.
    case fp16
    case fp32
    case fp64
    case fp64Tensor = "fp64_tensor"
    case tf32Dense = "tf32_dense"
    case fp8Dense = "fp8_dense"
    case int8Dense = "int8_dense"
    /// Total processing performance: the largest of dense TOP/s times bit length, after the US export rules.
    case tpp
    /// Thermal design power of the board or module.
    case tdp

    /// The one unit the figure is given in.
    public var unit: String {
      switch self {
      case .memoryBandwidth: "GB/s"
      case .int8Dense: "TOP/s"
      case .tpp: "TPP"
      case .tdp: "W"
      default: "TFLOP/s"
      }
    }
  }

  /// How far the figure can be trusted.
  public enum Confidence: String, Hashable, Sendable, CaseIterable {
    /// At least two other origins agree and none differs.
    case verified
    /// One origin gives it, or one other agrees.
    case single
    /// Another origin differs.
    case disputed
    /// From memory: no source seen supports it.
    case unverified
  }

  /// The figure that another origin gives.
  public struct Difference: Hashable, Sendable {
    /// Who gives it, a key of the catalog's sources.
    public let origin: String
    /// The figure, in the unit of the attribute.
    public let value: Double
  }

  /// What is measured.
  public let attribute: Attribute
  /// The figure, in `attribute.unit`.
  public let value: Double
  /// How far it can be trusted.
  public let confidence: Confidence
  /// Who gives it, a key of the catalog's sources.
  public let origin: String
  /// Who agrees, within 2 to 5 percent.
  public let agrees: [String]
  /// Who differs, and by which figure.
  public let differs: [Difference]

  /// Every source that the figure names.
  public var origins: [String] { [origin] + agrees + differs.map(\.origin) }
}

extension GPUSpec {
  init(_ attribute: Attribute, _ reader: inout JSONObjectReader) throws(JSONFailure) {
    self.attribute = attribute
    value = try reader.required("value", "a positive number") { json in json.double.flatMap { $0 > 0 ? $0 : nil } }
    let unit = try reader.requiredString("unit")
    guard unit == attribute.unit else {
      throw reader.failure("\(attribute.rawValue) is given in \(attribute.unit), not in \"\(unit)\"", at: "unit")
    }
    confidence = try reader.requiredWord("confidence")
    origin = try reader.requiredString("origin")
    agrees = try reader.distinctStrings("agrees")
    var differs: [Difference] = []
    if var others = try reader.objectReader("differs") {
      for origin in others.keys {
        differs.append(Difference(origin: origin, value: try others.required(origin, "a number", \.double)))
      }
    }
    self.differs = differs
    switch confidence {
    case .verified where agrees.count < 2 || !differs.isEmpty:
      throw reader.failure("verified needs two origins that agree and none that differs", at: "confidence")
    case .single where !differs.isEmpty:
      throw reader.failure("a figure that another origin gives differently is disputed", at: "confidence")
    case .disputed where differs.isEmpty:
      throw reader.failure("disputed needs the figure of another origin under \"differs\"", at: "confidence")
    default: break
    }
    try reader.finish()
  }
}
