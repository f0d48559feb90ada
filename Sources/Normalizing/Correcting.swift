import Records

extension Observation {
  /// Puts what a reviewer says over what was read; what follows from it (dollars, restricted market) is made after it.
  mutating func apply(_ correction: Correction) {
    var marks = Set(flags)
    marks.insert("corrected")
    why.append(correction.why)
    confidence = 1
    if correction.excludes {
      marks.insert("excluded")
      (kind, family, modelIDs, quantity) = (.other, nil, [], 0)
    }
    if let kind = correction.kind {
      self.kind = kind
      if !kind.isGPUs { (modelIDs, quantity) = ([], 0) } else if quantity == 0 { quantity = 1 }
    }
    if let ids = correction.modelIDs { (modelIDs, family) = (ids, correction.family) }
    if let quantity = correction.quantity { self.quantity = quantity }
    if let condition = correction.condition {
      self.condition = condition
      partsOnly = condition == .forParts
    }
    if kind == .card, quantity > 1 { marks.insert("lot") } else { marks.remove("lot") }
    // What the models contradicted is settled by whoever looked.
    if correction.modelIDs != nil { marks.remove("memory_conflict") }
    flags = marks.sorted()
  }
}
