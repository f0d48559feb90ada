import Records

/// What a claim is about, and which figures of the catalog speak to it.
enum ClaimAttribute: String, Hashable, Sendable {
  case memory
  case memoryType = "memory_type"
  case memoryBandwidth = "memory_bandwidth"
  case interconnectBandwidth = "interconnect_bandwidth"
  case launchYear = "launch_year"
  case architecture
  case fp64, fp32, tf32, fp16, fp8, int8, fp4
  case training = "training_performance"
  case inference = "inference_performance"
  case aiPerformance = "ai_performance"
  case performance
  case power
  case price

  /// Whether it names one thing that is measured, rather than speed at large.
  var isSpecific: Bool {
    switch self {
    case .performance, .price: false
    case .training, .inference, .aiPerformance: true
    default: true
    }
  }

  /// Whether it says how fast something is.
  var isSpeed: Bool {
    switch self {
    case .memory, .memoryType, .launchYear, .architecture, .power, .price: false
    default: true
    }
  }

  init?(_ concept: ReportConcept) {
    switch concept {
    case .memory: self = .memory
    case .bandwidth: self = .memoryBandwidth
    case .interconnect: self = .interconnectBandwidth
    case .power: self = .power
    case .performance: self = .performance
    case .training: self = .training
    case .inference: self = .inference
    case .aiPerformance: self = .aiPerformance
    case .price: self = .price
    case .fp64: self = .fp64
    case .fp32: self = .fp32
    case .tf32: self = .tf32
    case .fp16: self = .fp16
    case .fp8: self = .fp8
    case .int8: self = .int8
    case .fp4: self = .fp4
    default: return nil
    }
  }

  /// The figures that measure it, each with a name for the note.
  ///
  /// Speed at large is measured by the tensor figures; training never by INT8.
  var figures: [(spec: GPUSpec.Attribute, name: String)] {
    switch self {
    case .memoryBandwidth: [(.memoryBandwidth, "memory bandwidth")]
    case .power: [(.tdp, "power")]
    case .fp64: [(.fp64, "FP64"), (.fp64Tensor, "FP64 tensor")]
    case .fp32: [(.fp32, "FP32")]
    case .tf32: [(.tf32Dense, "TF32")]
    case .fp16: [(.fp16TensorDense, "FP16"), (.fp16, "FP16 shader")]
    case .fp8: [(.fp8Dense, "FP8")]
    case .int8: [(.int8Dense, "INT8")]
    case .training: [(.fp16TensorDense, "FP16"), (.tf32Dense, "TF32"), (.fp8Dense, "FP8")]
    case .inference, .aiPerformance:
      [(.fp16TensorDense, "FP16"), (.fp8Dense, "FP8"), (.int8Dense, "INT8"), (.tf32Dense, "TF32")]
    case .performance:
      [(.fp16TensorDense, "FP16"), (.fp8Dense, "FP8"), (.tf32Dense, "TF32"), (.fp32, "FP32"), (.fp64, "FP64")]
    default: []
    }
  }

  /// Whether its figures double with sparsity.
  var mayBeSparse: Bool {
    switch self {
    case .tf32, .fp16, .fp8, .int8, .training, .inference, .aiPerformance, .performance: true
    default: false
    }
  }
}
