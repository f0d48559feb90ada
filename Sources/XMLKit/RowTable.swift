/// What a walk with a `RowPlan` found: texts as bytes, in page order.
public struct RowTable: Sendable {
  /// One text and which rule it came by.
  public struct Value: Hashable, Sendable {
    /// The rule's place among the fields of its layout, or among the page's fields.
    public let rule: Int
    /// How many rows had begun before it; orders page fields among rows.
    public let rowsBefore: Int
    let bytes: Range<Int>
  }

  /// One row.
  public struct Row: Hashable, Sendable {
    /// Which layout it is of.
    public let layout: Int
    /// Its XPath.
    public let path: String
    let values: Range<Int>
  }

  /// The rows in page order.
  public internal(set) var rows: [Row] = []
  /// The page's own fields in page order.
  public internal(set) var pageValues: [Value] = []
  /// How many elements the walk saw.
  public internal(set) var elements = 0
  var rowValues: [Value] = []
  var bytes: [UInt8] = []

  /// The texts of a row, in the order found.
  public func values(of row: Row) -> ArraySlice<Value> { rowValues[row.values] }

  /// The bytes of a text: UTF-8, blanks collapsed and trimmed unless the rule is raw.
  public func text(of value: Value) -> ArraySlice<UInt8> { bytes[value.bytes] }
}
