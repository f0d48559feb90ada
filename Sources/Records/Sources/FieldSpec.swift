/// One way to read one field.
public struct FieldSpec: Hashable, Sendable {
  /// The selector, XPath, JSON pointer or path of elements; empty means the row itself.
  ///
  /// In a JSON pointer `*` stands for each element of a list or member of an object.
  public var place: String = ""
  /// Whether `place` counts from the whole document instead of the row; for JSON only.
  public var isOfPage = false
  /// The attribute whose value is meant; nil means the text.
  public var attribute: String?
  /// What the value is put together from, each part having one; for JSON and feeds only.
  public var parts: [FieldSpec] = []
  /// Whether the count of a list's elements is meant; for JSON only.
  public var counts = false
  /// What joins several matches; nil means only the first counts.
  public var separator: String?
  /// A match counts only if it begins with one of these.
  public var startsWith: [String] = []
  /// A match counts only if one of these occurs in it.
  public var contains: [String] = []
  /// A match with one of these in it does not count.
  public var excludes: [String] = []
  /// What stands up to and with the first occurrence of this is cut off; without it there is no value.
  public var after: String?
  /// What stands from the first occurrence of this on is cut off.
  public var until: String?
  /// Whether only the first run of digits counts.
  public var digits = false
  /// Phrases cut out wherever they stand.
  public var remove: [String] = []
  /// Phrases cut off at either end.
  public var strip: [String] = []
  /// Phrases cut off at the beginning.
  public var stripStart: [String] = []
  /// Currency signs; the value is the one amount that has one of them, and there is none when several amounts differ.
  public var amountSigns: [String] = []
  /// What is left counts only if it is one of these.
  public var equals: [String] = []
  /// Whether Latin letters of either case are the same in `after`, `until`, `equals` and `map`.
  public var ignoresCase = false
  /// The value that stands for a text; without a match there is no value.
  public var map: [Mapping] = []
  /// The value of every row, whatever it shows.
  public var constant: String?

  /// The text of the elements that `place` finds.
  public init(place: String = "") { self.place = place }

  /// The value that stands for texts beginning with, or holding, any of some phrases.
  public struct Mapping: Hashable, Sendable {
    /// The value.
    public var value: String
    /// The phrases of which one begins the text.
    public var startsWith: [String]
    /// The phrases of which one occurs in the text.
    public var contains: [String]

    /// A value and the phrases it stands for.
    public init(value: String, startsWith: [String], contains: [String] = []) {
      self.value = value
      self.startsWith = startsWith
      self.contains = contains
    }
  }
}
