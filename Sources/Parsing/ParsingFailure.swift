public import Records
import XMLKit

/// A source whose rules cannot be used; pages never throw, they get a verdict.
public struct ParsingFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was wrong.
  public enum Reason: Hashable, Sendable {
    /// A selector or XPath that does not compile.
    case rule(field: String, message: String)
    /// A rule that names a field that its layouts do not have.
    case unknownField(String)
    /// Two sources of one name.
    case duplicate
  }

  /// What was wrong.
  public let reason: Reason
  /// The source.
  public let source: SourceID
  /// The file it was declared in.
  public let file: String

  /// A stable word for the run ledger.
  public var code: String {
    switch reason {
    case .rule: "source_rule_bad"
    case .unknownField: "source_field_unknown"
    case .duplicate: "source_duplicate"
    }
  }

  /// Bad rules are for a person to mend; nothing is parsed until then.
  public var disposition: Disposition { .halt }

  /// What was seen, where, and what to do.
  public var description: String {
    switch reason {
    case .rule(let field, let message): "\(file): \(field): \(message)"
    case .unknownField(let field):
      "\(file): a rule names the field \"\(field)\", which no layout has; add the field or drop the rule"
    case .duplicate: "\(file): there is another source named \"\(source)\"; give it a name of its own"
    }
  }
}
