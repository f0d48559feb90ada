/// Why a document could not be read at all.
public struct MarkupFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was wrong.
  public enum Reason: Hashable, Sendable {
    /// More bytes than the limit allows.
    case tooLarge(bytes: Int, limit: Int)
    /// Elements nested deeper than the limit allows.
    case tooDeep(limit: Int)
    /// More attributes on one element than the limit allows: libxml2 takes quadratic time over them.
    case tooManyAttributes(limit: Int)
    /// More characters in one text than the limit allows.
    case textTooLong(limit: Int)
    /// Elements that rules take the text of stand in each other, over and over.
    case tooMuchText(limit: Int)
    /// A feed that declares a document type, which is how entity bombs and file leaks come.
    case documentType
    /// Not well-formed, with libxml2's own words.
    case malformed(message: String, line: Int)
    /// There is no element in it.
    case empty
    /// An XPath expression that does not compile or cannot be evaluated.
    case xpath(expression: String, message: String)
    /// A selector that is not understood.
    case selector(text: String, message: String)
  }

  /// What was wrong.
  public let reason: Reason

  /// A failure for this reason.
  public init(_ reason: Reason) { self.reason = reason }

  /// A stable word for the run ledger.
  public var code: String {
    switch reason {
    case .tooLarge: "page_too_large"
    case .tooDeep: "page_too_deep"
    case .tooManyAttributes: "page_too_many_attributes"
    case .textTooLong: "page_text_too_long"
    case .tooMuchText: "page_too_much_text"
    case .documentType: "feed_doctype"
    case .malformed: "feed_malformed"
    case .empty: "page_without_elements"
    case .xpath: "xpath_bad"
    case .selector: "selector_bad"
    }
  }

  /// What was seen and what to do.
  public var description: String {
    switch reason {
    case .tooLarge(let bytes, let limit):
      "the page has \(bytes) bytes, more than the \(limit) that are read; raise the limit if this is real"
    case .tooDeep(let limit):
      "elements are nested more than \(limit) deep; no real page is, so it was not read"
    case .tooManyAttributes(let limit):
      "one element has more than \(limit) attributes; no real page has, so it was not read"
    case .textTooLong(let limit):
      "one text has more than \(limit) characters; no real feed has, so it was not read"
    case .tooMuchText(let limit):
      "what is taken from it is more than \(limit) bytes, because it stands in itself over and over; it was not read"
    case .documentType:
      "the feed declares a DOCTYPE, which may hold entity bombs; feeds with one are not read"
    case .malformed(let message, let line):
      "the feed is not well-formed XML at line \(line): \(message); fetch it again"
    case .empty:
      "there is no element in it; look at what was fetched"
    case .xpath(let expression, let message):
      "XPath \(expression): \(message); mend it in the source's file"
    case .selector(let text, let message):
      "selector \(text): \(message); mend it in the source's file"
    }
  }
}
