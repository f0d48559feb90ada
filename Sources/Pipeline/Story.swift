/// What a run tells while it works: one line an event, never part of the answer.
public struct Story: Sendable {
  /// How much is told.
  public enum Level: Int, Comparable, Sendable {
    /// Something needs attention.
    case error
    /// An event of the run.
    case event
    /// Something about one page.
    case detail

    /// The more important level is less.
    public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  private let most: Level
  private let write: @Sendable (String) -> Void
  private let draw: (@Sendable (String) -> Void)?

  /// A story that tells lines up to `most` through `write`.
  ///
  /// - Parameter draw: Shows a line in place of the one it showed before, "" for none; nil where nobody looks on.
  public init(
    upTo most: Level, write: @escaping @Sendable (String) -> Void, draw: (@Sendable (String) -> Void)? = nil
  ) {
    self.most = most
    self.write = write
    self.draw = draw
  }

  /// Whether somebody looks on while it happens.
  public var isWatched: Bool { draw != nil }

  /// Shows how far things are, in place of what was shown before; "" for nothing.
  public func show(_ progress: String) { draw?(Story.escaped(progress)) }

  /// Tells one line; control characters and line breaks in it are escaped, so that a page cannot forge a line.
  public func tell(_ level: Level, _ line: String) {
    guard level <= most else { return }
    write(Story.escaped(line))
  }

  /// `text` with C0, C1, DEL and bidirectional controls as `\u{…}`.
  public static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var safe = ""
    for scalar in text.unicodeScalars {
      if isUnsafe(scalar) {
        safe += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
