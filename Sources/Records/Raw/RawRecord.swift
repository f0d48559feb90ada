/// One line of what `parse` writes and `normalize` reads.
public enum RawRecord: Hashable, Sendable {
  case listing(Listing)
  case report(Report)
  case spec(SpecRow)
  case rate(Rate)
  case policyDocument(PolicyDocument)
  case page(PageLine)

  /// Reads one line.
  ///
  /// - Parameter source: The name of the stream, for messages.
  /// - Throws: `JSONFailure` for text that is not JSON, an unknown type, a missing, unknown or ill-typed member.
  public init(line: [UInt8], source: String = "") throws(JSONFailure) {
    var reader = try JSONObjectReader(
      JSONReader.read(line, source: source), JSONObjectReader.Document(source: source, bytes: line))
    let type = try reader.requiredString("type")
    switch type {
    case "listing": self = .listing(try Listing(&reader))
    case "report": self = .report(try Report(&reader))
    case "spec": self = .spec(try SpecRow(&reader))
    case "rate": self = .rate(try Rate(&reader))
    case "policy_document": self = .policyDocument(try PolicyDocument(&reader))
    case "page": self = .page(try PageLine(&reader))
    default: throw reader.failure("unknown record type \"\(type)\"")
    }
    try reader.finish()
  }

  /// Writes the record without an end of line.
  public func write(to writer: inout JSONWriter) {
    switch self {
    case .listing(let listing): listing.write(to: &writer)
    case .report(let report): report.write(to: &writer)
    case .spec(let row): row.write(to: &writer)
    case .rate(let rate): rate.write(to: &writer)
    case .policyDocument(let document): document.write(to: &writer)
    case .page(let page): page.write(to: &writer)
    }
  }

  /// The source the record belongs to.
  public var source: SourceID? {
    switch self {
    case .listing(let listing): listing.source
    case .report(let report): report.source
    case .spec(let row): row.source
    case .rate(let rate): rate.source
    case .policyDocument(let document): document.source
    case .page(let page): page.source
    }
  }
}
