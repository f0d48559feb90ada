import Records
import SQLiteKit

extension Loader {
  /// Stores the catalog; models that it no longer has are removed.
  public mutating func store(_ models: [GPUModel]) throws(LoadFailure) {
    try write { loader throws(SQLiteFailure) in
      try loader.upsert("gpu_model", Loader.modelColumns, keys: 1, models.map(Loader.row))
      try loader.keep(Set(models.map(\.id)), of: "gpu_model", key: "model_id")
      let specs = models.flatMap(Loader.specRows)
      try loader.upsert(
        "gpu_spec", ["model_id", "attribute", "origin", "value", "unit", "confidence"], keys: 3, specs)
      let known = Set(specs.map { row in row.prefix(3).map { $0.shown }.joined(separator: "|") })
      try loader.keep(known, of: "gpu_spec", key: "model_id || '|' || attribute || '|' || origin")
    }
  }

  private static let modelColumns = [
    "model_id", "vendor", "family", "name", "segment", "architecture", "chip", "launched_on", "memory_gb",
    "memory_type", "bandwidth_gb_s", "fp32_tflops", "fp16_dense_tflops", "tdp_w", "form_factor", "unofficial_mod",
    "export_status",
  ]

  private static func row(_ model: GPUModel) -> [Value] {
    [
      .text(model.id), .text(model.vendor), .text(model.family), .text(model.name), .text(model.segment.rawValue),
      .text(model.architecture), .text(model.chip), .text(model.launchedOn?.description),
      .real(model.memoryGB.map { Double($0) }), .text(model.memoryType),
      .real(model.spec(.memoryBandwidth)?.value), .real(model.spec(.fp32)?.value),
      .real((model.spec(.fp16TensorDense) ?? model.spec(.fp16))?.value), .real(model.spec(.tdp)?.value),
      .text(model.formFactor ?? model.form.rawValue), .bool(model.isModified), .text(model.export?.status),
    ]
  }

  private static func specRows(_ model: GPUModel) -> [[Value]] {
    model.specs.flatMap { spec in
      var rows = [row(model, spec, spec.origin, spec.value, spec.confidence.rawValue)]
      for origin in spec.agrees where origin != spec.origin {
        rows.append(row(model, spec, origin, spec.value, "agrees"))
      }
      for other in spec.differs where other.origin != spec.origin {
        rows.append(row(model, spec, other.origin, other.value, "differs"))
      }
      return rows
    }
  }

  private static func row(
    _ model: GPUModel, _ spec: GPUSpec, _ origin: String, _ value: Double, _ confidence: String
  ) -> [Value] {
    let text = Int(exactly: value).map { String($0) } ?? String(value)
    return [
      .text(model.id), .text(spec.attribute.rawValue), .text(origin), .text(text), .text(spec.attribute.unit),
      .text(confidence),
    ]
  }
}

extension Value {
  fileprivate var shown: String {
    if case .text(let text) = self { text ?? "" } else { "" }
  }
}
