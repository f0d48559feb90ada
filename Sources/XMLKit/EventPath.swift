internal import CLibXML2

/// The open elements, outermost first: each with its position among siblings of the same name and what it matched.
@safe
struct EventPath {
  @safe
  private struct Open {
    let name: UnsafePointer<UInt8>
    let position: Int
    /// Where its children begin in `counts`.
    let children: Int
    /// The steps of the program in force that it matched, and those of all above it and itself.
    var matched: UInt64 = 0
    var above: UInt64 = 0
  }

  @safe
  private struct Count {
    let name: UnsafePointer<UInt8>
    var count: Int
  }

  private var open: [Open] = []
  /// The children seen so far of every open element, by name; those of the innermost stand last.
  private var counts: [Count] = []

  /// How many elements are open.
  var depth: Int { open.count }

  /// The steps that the innermost open element matched, and those of all above it and itself.
  @inline(__always)
  var matches: (own: UInt64, above: UInt64) {
    get { open.last.map { ($0.matched, $0.above) } ?? (0, 0) }
    set {
      open[open.count - 1].matched = newValue.own
      open[open.count - 1].above = newValue.above
    }
  }

  /// An element opens; its name must stay valid while its parent is open.
  @inline(__always)
  mutating func open(_ name: UnsafePointer<UInt8>) {
    let start = open.last?.children ?? 0
    var at = counts.count - 1
    while at >= start, unsafe !(counts[at].name == name || isSame(counts[at].name, name)) { at -= 1 }
    var position = 1
    if at < start {
      counts.append(unsafe Count(name: name, count: 1))
    } else {
      position = counts[at].count + 1
      counts[at].count = position
    }
    open.append(unsafe Open(name: name, position: position, children: counts.count))
  }

  /// The innermost element closes; gives its name.
  @inline(__always)
  mutating func close() -> UnsafePointer<UInt8> {
    let last = open.removeLast()
    let leaving = counts.count - last.children
    if leaving > 0 { counts.removeLast(leaving) }
    return unsafe last.name
  }

  /// The XPath of the innermost open element: `/html[1]/body[1]/div[3]`.
  var text: String {
    var text = ""
    for element in open {
      text += "/"
      text += unsafe copied(element.name)
      text += "[\(element.position)]"
    }
    return text
  }

  @inline(__always)
  private func isSame(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>) -> Bool {
    unsafe left.pointee == right.pointee && xmlStrEqual(left, right) == 1
  }
}
