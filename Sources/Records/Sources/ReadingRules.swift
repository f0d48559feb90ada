/// How the pages of a source are read.
public struct ReadingRules: Hashable, Sendable {
  /// What a page is.
  public enum Format: Hashable, Sendable {
    /// An HTML page of rows, told by selectors or XPath.
    case html([RowLayout])
    /// An HTML page with schema.org data, in one of these syntaxes: the first that gives a product counts.
    case schemaOrg([SchemaSyntax])
    /// A JSON document with a list of rows, or with columns.
    case json([RowLayout])
    /// An RSS or Atom feed: of reports, with the articles they lead to, or of what its layouts say.
    case feed([RowLayout])
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
  /// What only an answer about an error has; its text becomes the reason.
  public var failed: [FieldSpec] = []
  /// Dividers after which rows carry an attribute.
  public var sections: [Section]
  /// For each field, the share of rows that must have it; below, the page has drifted.
  public var expected: [Expectation]
}

/// How schema.org data is written into a page.
public enum SchemaSyntax: String, Hashable, Sendable, CaseIterable {
  /// In script elements, as JSON.
  case jsonLD = "json-ld"
  /// In attributes of the elements that are shown.
  case microdata
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
    /// Selectors of HTML.
    case selector
    /// XPath.
    case xpath
    /// JSON pointers; the rows are the elements of a list.
    case pointer
    /// JSON pointers; the rows stand in columns: an object of lists of equal length.
    case columns
    /// Names of the elements of a feed: `"guid"`, `"author/name"`.
    case element
  }

  /// What a row becomes.
  public enum Record: String, Hashable, Sendable, CaseIterable {
    case listing, report, spec
    case policyDocument = "policy_document"
  }

  /// The name, for messages.
  public var name: String
  /// What a row becomes.
  public var record = Record.listing
  /// How rows and fields are found.
  public var language: Language
  /// Which elements are rows.
  public var rows: String
  /// The fields by name, each with its alternatives in order of preference.
  public var fields: [Field]
  /// Rows that are none of the records meant.
  public var skip: [Skip]
  /// Only rows that have one of these texts in each of these fields are meant.
  public var only: [Skip] = []
  /// How a row that offers several things is split; nil when each is one record.
  public var split: SplitRule?

  /// A named field.
  public struct Field: Hashable, Sendable {
    /// A name of the contract, or one of the page's own, which goes into `attributes`.
    public var name: String
    /// Whether it goes into `attributes`.
    public var isAttribute: Bool
    /// How to read it, in order of preference.
    public var alternatives: [FieldSpec]
  }

  /// A row is skipped, or kept, when this field has one of these texts.
  public struct Skip: Hashable, Sendable {
    /// The field.
    public var field: String
    /// The texts.
    public var texts: [String]
  }
}
