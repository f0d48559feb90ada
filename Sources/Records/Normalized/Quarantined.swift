/// A line that could not be used, with its reason; the record travels with it, so that it can be replayed.
public struct Quarantined: Hashable, Sendable {
  /// The stage that set it aside.
  public var stage: String
  /// A stable code, for counting: "title_missing".
  public var code: String
  /// What was seen, where, and what to do.
  public var message: String
  /// The source, when it is known.
  public var source: SourceID?
  /// The record as JSON text, or the line itself as it came.
  public var record: String

  /// A line set aside.
  public init(stage: String, code: String, message: String, source: SourceID? = nil, record: String) {
    self.stage = stage
    self.code = code
    self.message = message
    self.source = source
    self.record = record
  }
}

extension Quarantined {
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    self.init(
      stage: try reader.requiredString("stage"), code: try reader.requiredString("code"),
      message: try reader.requiredString("message"), source: try reader.string("source").map(SourceID.init),
      record: try reader.requiredString("record"))
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("type", "quarantine")
      writer.member("stage", stage)
      writer.member("code", code)
      writer.member("message", message)
      writer.member("source", source?.name)
      writer.member("record", record)
    }
  }
}
