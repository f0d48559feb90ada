import Synchronization

/// What was made of the short texts that came last: a few of them are most of what fields like the condition or the
/// place hold.
///
/// Only ASCII is kept, since two texts that Swift holds for equal need not have the same scalars otherwise.
final class Memo<Value: Sendable>: Sendable {
  private static var most: Int { 1024 }
  private static var longest: Int { 64 }
  private let known = Mutex<[String: Value]>([:])

  /// What `make` makes of `text`.
  func value(of text: String, _ make: (String) -> Value) -> Value {
    guard text.utf8.count <= Self.longest, text.utf8.allSatisfy({ $0 < 0x80 }) else { return make(text) }
    if let value = known.withLock({ $0[text] }) { return value }
    let value = make(text)
    known.withLock { known in
      if known.count >= Self.most { known.removeAll(keepingCapacity: true) }
      known[text] = value
    }
    return value
  }
}
