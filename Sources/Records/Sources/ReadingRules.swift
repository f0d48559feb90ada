/// How the pages of a source are read.
public struct ReadingRules: Hashable, Sendable {
  /// What a page is.
  public enum Format: Hashable, Sendable {
    /// An HTML page of rows, told by selectors or XPath.
    case html([RowLayout])
    /// An HTML page with schema.org data in JSON-LD or microdata.
    case schemaOrg
    /// A JSON document with a list of rows.
    case json([RowLayout])
    /// An RSS or Atom feed of reports.
    case feed
    /// An XML table of rates.
    case rates(RateTable)
  }

  /// What a page is.
  public var format: Format
  /// The count of results that the page itself prints.
  public var claimed: [FieldSpec]
  /// Elements that prove that there is nothing.
  public var empty: [FieldSpec]
  /// Elements that only a block page has.
  public var blocked: [FieldSpec]
  /// Dividers after which rows carry an attribute.
  public var sections: [Section]
  /// For each field, the share of rows that must have it; below, the page has drifted.
  public var expected: [Expectation]
}

/// A field and the share of rows that must have it.
public struct Expectation: Hashable, Sendable {
  /// The field.
  public var field: String
  /// The share, above 0 and at most 1.
  public var share: Double
}

/// A divider in a list: the rows behind it are of another sort.
public struct Section: Hashable, Sendable {
  /// The divider.
  public var selector: String
  /// The attribute that the rows behind it get; nil when they are dropped.
  public var attribute: Listing.Attribute?
}

/// One kind of row and how its fields are read.
public struct RowLayout: Hashable, Sendable {
  /// How rows and fields are found.
  public enum Language: String, Hashable, Sendable {
    case selector, xpath, pointer
  }

  /// The name, for messages.
  public var name: String
  /// How rows and fields are found.
  public var language: Language
  /// Which elements are rows.
  public var rows: String
  /// The fields by name, each with its alternatives in order of preference.
  public var fields: [Field]
  /// Rows that are no listings.
  public var skip: [Skip]

  /// A named field.
  public struct Field: Hashable, Sendable {
    /// A name of the contract, or one of the page's own, which goes into `attributes`.
    public var name: String
    /// Whether it goes into `attributes`.
    public var isAttribute: Bool
    /// How to read it, in order of preference.
    public var alternatives: [FieldSpec]
  }

  /// A row is skipped when this field has one of these texts.
  public struct Skip: Hashable, Sendable {
    /// The field.
    public var field: String
    /// The texts.
    public var texts: [String]
  }
}

/// One way to read one field.
public struct FieldSpec: Hashable, Sendable {
  /// The selector, XPath or JSON pointer; empty means the row itself.
  public var place: String = ""
  /// The attribute whose value is meant; nil means the text.
  public var attribute: String?
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
  /// Phrases cut off at either end.
  public var strip: [String] = []
  /// The value that stands for a text; without a match there is no value.
  public var map: [Mapping] = []
  /// The value of every row, whatever it shows.
  public var constant: String?

  /// The text of the elements that `place` finds.
  public init(place: String = "") { self.place = place }

  /// The value that stands for texts beginning with any of some phrases.
  public struct Mapping: Hashable, Sendable {
    /// The value.
    public var value: String
    /// The phrases.
    public var startsWith: [String]
  }
}

/// Where the rates stand in an XML table.
public struct RateTable: Hashable, Sendable {
  /// The currency of which one unit is priced.
  public var base: Currency
  /// The element that holds a day or a rate.
  public var element: String
  /// The attribute that holds the day; it holds for the elements inside.
  public var date: String
  /// The attribute that holds the currency.
  public var quote: String
  /// The attribute that holds the rate.
  public var value: String
}
