/// Comma-separated lines after RFC 4180 that a spreadsheet will not run.
public struct CSV: Sendable {
  /// The lines so far.
  public private(set) var text: String
  private let columns: Int

  /// A file with its header line.
  public init(_ header: [String]) {
    columns = header.count
    text = ""
    append(header)
  }

  /// Adds a line.
  ///
  /// Text that a spreadsheet would take for a formula ("=1+1", "@x") gets an apostrophe before it; numbers, also
  /// negative ones, stay as they are.
  public mutating func append(_ fields: [String]) {
    precondition(fields.count == columns, "a line has as many fields as the header")
    text += fields.map(CSV.field).joined(separator: ",") + "\r\n"
  }

  /// One field, neutralized and quoted where it must be.
  public static func field(_ value: String) -> String {
    var value = value
    if let first = value.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first), Double(value) == nil {
      value = "'" + value
    }
    guard value.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else { return value }
    return "\"" + value.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
