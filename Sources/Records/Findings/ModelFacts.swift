/// What the report says of a model beside its prices.
public struct ModelFacts: Hashable, Sendable {
  /// The model's id in the catalog.
  public let modelID: String
  /// The name for people.
  public let name: String
  /// The family ("A100").
  public let family: String
  /// Memory in GB.
  public let memoryGB: Double?
  /// Dense FP16 TFLOP/s.
  public let fp16TFLOPS: Double?
  /// Memory bandwidth in TB/s.
  public let bandwidthTBs: Double?
  /// Board power in watts.
  public let watts: Double?

  /// Facts from their parts.
  public init(
    modelID: String, name: String, family: String, memoryGB: Double?, fp16TFLOPS: Double?, bandwidthTBs: Double?,
    watts: Double?
  ) {
    self.modelID = modelID
    self.name = name
    self.family = family
    self.memoryGB = memoryGB
    self.fp16TFLOPS = fp16TFLOPS
    self.bandwidthTBs = bandwidthTBs
    self.watts = watts
  }
}
