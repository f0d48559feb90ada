/// Text that is not the JSON it should be: what was seen, and where.
public struct JSONFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or stream, as the caller named it; empty when there is no name.
  public let source: String
  /// The line, from 1.
  public let line: Int
  /// The column in bytes, from 1.
  public let column: Int
  /// The path of keys that led there ("/models/3/name"); empty at the top and for syntax errors.
  public let path: String
  /// What is wrong, as a sentence without a full stop.
  public let problem: String

  /// A failure at a byte offset of `text`.
  public init(_ problem: String, at offset: Int, in text: [UInt8], source: String = "", path: String = "") {
    var line = 1
    var column = 1
    for byte in text.prefix(offset) {
      if byte == 0x0A {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    self.source = source
    self.line = line
    self.column = column
    self.path = path
    self.problem = problem
  }

  /// `file:line:column: problem (at /path)`.
  public var description: String {
    let place = source.isEmpty ? "line \(line), column \(column)" : "\(source):\(line):\(column)"
    return path.isEmpty ? "\(place): \(problem)" : "\(place): \(problem) (at \(path))"
  }
}
