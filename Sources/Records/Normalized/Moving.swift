extension NormalizedRecord {
  /// The record as one that stands at another place of the archive.
  public func moved(to location: ArchiveLocation) -> NormalizedRecord {
    func move(_ provenance: inout Provenance) {
      provenance.archive = location.file
      provenance.offset = location.offset
    }
    switch self {
    case .observation(var observation):
      move(&observation.provenance)
      return .observation(observation)
    case .report(var report):
      move(&report.report.provenance)
      return .report(report)
    case .spec(var spec):
      move(&spec.provenance)
      return .spec(spec)
    case .rate(var rate):
      move(&rate.provenance)
      return .rate(rate)
    case .policyDocument(var document):
      move(&document.provenance)
      return .policyDocument(document)
    case .page(var line):
      move(&line.provenance)
      return .page(line)
    case .quarantine: return self
    }
  }

  /// Where the record comes from; nil for a line that was set aside.
  public var provenance: Provenance? {
    switch self {
    case .observation(let observation): observation.provenance
    case .report(let report): report.report.provenance
    case .spec(let spec): spec.provenance
    case .rate(let rate): rate.provenance
    case .policyDocument(let document): document.provenance
    case .page(let line): line.provenance
    case .quarantine: nil
    }
  }
}
