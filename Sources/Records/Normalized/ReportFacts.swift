/// How often a report names a family, a vendor or an event.
public struct ReportMention: Hashable, Sendable {
  /// What is named.
  public enum Subject: String, Hashable, Sendable, CaseIterable {
    case family, vendor
    case event = "event_id"
  }

  /// What is named.
  public var subject: Subject
  /// The family, the vendor or the event's id.
  public var name: String
  /// How often.
  public var count: Int

  /// A mention with its count.
  public init(_ subject: Subject, _ name: String, count: Int) {
    self.subject = subject
    self.name = name
    self.count = count
  }
}

/// A price that a report quotes.
///
/// One amount has equal ends; "up to" has a high end only, "from" and "more than" a low one only. A change ("rose from
/// 80,000 to 100,000 yuan") is two quotes, of which the earlier carries the flag `former`.
public struct ReportQuote: Hashable, Sendable {
  /// What the amount buys.
  public enum Unit: String, Hashable, Sendable, CaseIterable { case card, server, hour, total }

  /// What sort of price it is.
  public enum Basis: String, Hashable, Sendable, CaseIterable { case ask, sold, estimate, rent }

  /// The family it is about.
  public var family: String
  /// The low end, as a plain decimal.
  public var low: String?
  /// The high end, as a plain decimal.
  public var high: String?
  /// The currency; absent where the text and its locale leave it open.
  public var currency: Currency?
  /// What the amount buys.
  public var unit: Unit
  /// What sort of price it is.
  public var basis: Basis
  /// The day or month it is about, "2025-07-14" or "2025-07": as said, else the day of the report.
  public var asOf: String?
  /// The time that a rent covers when it is not an hour: "day", "month", "year".
  public var period: String?
  /// "about", "former", sorted.
  public var flags: [String] = []
  /// The words it was read from.
  public var text: String

  /// A quote.
  public init(
    family: String, low: String?, high: String?, currency: Currency?, unit: Unit, basis: Basis, text: String
  ) {
    self.family = family
    self.low = low
    self.high = high
    self.currency = currency
    self.unit = unit
    self.basis = basis
    self.text = text
  }
}

/// Something a report says of a family that can be held against the catalog.
///
/// Figures stand as they are said: "three to nearly seven times less" is 3 to 7 `x` with the direction `less`.
public struct ReportClaim: Hashable, Sendable {
  /// What the catalog says to it.
  public enum Check: String, Hashable, Sendable, CaseIterable {
    case holds
    /// For some forms, memory versions or precisions only, which the note names.
    case holdsIf = "holds_if"
    case differs, unknown
  }

  /// The family it is about.
  public var family: String
  /// What it claims a figure of, "memory_bandwidth" for instance.
  public var attribute: String
  /// The low end, as a plain decimal; absent for "up to".
  public var low: String?
  /// The high end, as a plain decimal; absent for "more than".
  public var high: String?
  /// The unit: "x" for a ratio, "%", "GB", "GB/s", "W", "TFLOP/s".
  public var unit: String?
  /// The word claimed, where it is no figure: "HBM3", "Ampere".
  public var value: String?
  /// The family it compares with.
  public var relativeTo: String?
  /// Of a ratio: "more" or "less" than the other family, or "of" it.
  public var direction: String?
  /// "about", "nearly", sorted.
  public var flags: [String] = []
  /// The words it was read from.
  public var text: String
  /// What the catalog says to it.
  public var check: Check = .unknown
  /// The figures it was held against: "A100 FP16 312 vs H100 FP8 1979: 6.3x".
  public var checkNote: String?
  /// Under which condition it holds: "H100 SXM5; FP8 against FP16".
  public var condition: String?

  /// A claim that is not checked yet.
  public init(family: String, attribute: String, text: String) {
    self.family = family
    self.attribute = attribute
    self.text = text
  }
}

extension ReportMention {
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    var found: (Subject, String)?
    for subject in Subject.allCases {
      if let name = try reader.string(subject.rawValue) { found = (subject, name) }
    }
    guard let found else { throw reader.failure("a mention names a family, a vendor or an event_id") }
    (subject, name) = found
    count = try reader.integer("count") ?? 1
    try reader.finish()
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member(subject.rawValue, name)
      writer.member("count", count)
    }
  }
}

extension ReportQuote {
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    family = try reader.requiredString("family")
    low = try reader.string("low")
    high = try reader.string("high")
    currency = try reader.optional("currency", "an ISO 4217 code") { $0.string.flatMap(Currency.init(code:)) }
    unit = try reader.requiredWord("unit")
    basis = try reader.requiredWord("basis")
    asOf = try reader.string("as_of")
    period = try reader.string("period")
    flags = try reader.strings("flags")
    text = try reader.string("text") ?? ""
    try reader.finish()
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("family", family)
      writer.member("low", low)
      writer.member("high", high)
      writer.member("currency", currency?.code)
      writer.member("unit", unit.rawValue)
      writer.member("basis", basis.rawValue)
      writer.member("as_of", asOf)
      writer.member("period", period)
      if !flags.isEmpty { writer.member("flags", flags) }
      writer.member("text", text)
    }
  }
}

extension ReportClaim {
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    family = try reader.requiredString("family")
    attribute = try reader.requiredString("attribute")
    low = try reader.string("low")
    high = try reader.string("high")
    unit = try reader.string("unit")
    value = try reader.string("value")
    relativeTo = try reader.string("relative_to")
    direction = try reader.string("direction")
    flags = try reader.strings("flags")
    text = try reader.string("text") ?? ""
    check = try reader.requiredWord("check")
    checkNote = try reader.string("check_note")
    condition = try reader.string("condition")
    try reader.finish()
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("family", family)
      writer.member("attribute", attribute)
      writer.member("low", low)
      writer.member("high", high)
      writer.member("unit", unit)
      writer.member("value", value)
      writer.member("relative_to", relativeTo)
      writer.member("direction", direction)
      if !flags.isEmpty { writer.member("flags", flags) }
      writer.member("text", text)
      writer.member("check", check.rawValue)
      writer.member("check_note", checkNote)
      writer.member("condition", condition)
    }
  }
}
