import FileKit
import Synchronization

/// Where the story goes: lines that stay, and on a terminal one line below them that is drawn again and again.
///
/// A closed stderr must not end the work; what cannot be told is not told.
final class Terminal: Sendable {
  private static let erase = "\r\u{1b}[K"
  private let shown = Mutex("")
  private let width: Int

  /// - Parameter width: How many columns the drawn line may take.
  init(width: Int) { self.width = width }

  /// Writes a line that stays.
  func write(_ line: String) {
    shown.withLock { shown in
      try? StandardError.write(shown.isEmpty ? line + "\n" : Self.erase + line + "\n" + shown)
    }
  }

  /// Draws the line below, in place of the one before.
  func draw(_ line: String) {
    let line = String(line.prefix(max(1, width - 1)))
    shown.withLock { shown in
      guard line != shown else { return }
      shown = line
      try? StandardError.write(Self.erase + line)
    }
  }
}
