/// One line of what `normalize` and `dedupe` write and `load` reads.
public enum NormalizedRecord: Hashable, Sendable {
  case observation(Observation)
  case report(NormalizedReport)
  case spec(NormalizedSpec)
  case rate(Rate)
  case policyDocument(PolicyDocument)
  case page(PageLine)
  case quarantine(Quarantined)

  /// Reads one line.
  ///
  /// - Parameter source: The name of the stream, for messages.
  /// - Throws: `JSONFailure` for text that is not JSON, an unknown type, a missing, unknown or ill-typed member.
  public init(line: [UInt8], source: String = "") throws(JSONFailure) {
    var reader = try JSONObjectReader(
      JSONReader.read(line, source: source), JSONObjectReader.Document(source: source, bytes: line))
    let type = try reader.requiredString("type")
    switch type {
    case "observation": self = .observation(try Observation(&reader))
    case "report": self = .report(try NormalizedReport(&reader))
    case "spec": self = .spec(try NormalizedSpec(&reader))
    case "rate": self = .rate(try Rate(&reader))
    case "policy_document": self = .policyDocument(try PolicyDocument(&reader))
    case "page": self = .page(try PageLine(&reader))
    case "quarantine": self = .quarantine(try Quarantined(&reader))
    default: throw reader.failure("unknown record type \"\(type)\"")
    }
    try reader.finish()
  }

  /// Writes the record without an end of line.
  public func write(to writer: inout JSONWriter) {
    switch self {
    case .observation(let observation): observation.write(to: &writer)
    case .report(let report): report.write(to: &writer)
    case .spec(let spec): spec.write(to: &writer)
    case .rate(let rate): rate.write(to: &writer)
    case .policyDocument(let document): document.write(to: &writer)
    case .page(let page): page.write(to: &writer)
    case .quarantine(let line): line.write(to: &writer)
    }
  }
}
