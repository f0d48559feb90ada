internal import CLibXML2

/// The text of one open element, gathered from the events of a streaming parser.
///
/// It comes to the same as `ByteSink` makes of the element in a tree.
struct TextCapture {
  /// The rule it is for, in its layout.
  let rule: Int
  /// Whether the rule is one of the page.
  let isPage: Bool
  /// How many elements the element stands in.
  let depth: Int
  /// Its place among all matches of the page.
  let order: Int
  /// How many rows had ended before it.
  let rowsBefore: Int
  /// Whether blanks and scripts are kept as they are.
  let isRaw: Bool
  private(set) var bytes: [UInt8]
  private var owesBlank = false
  /// The element inside which nothing counts, by its depth.
  private var hidden = Int.max
  /// Whether the element itself is one whose elements do not count.
  private let isHidden: Bool

  init(
    rule: Int, isPage: Bool, isRaw: Bool, kind: ElementKind, depth: Int, order: Int, rowsBefore: Int, buffer: [UInt8]
  ) {
    self.rule = rule
    self.isPage = isPage
    self.isRaw = isRaw
    self.depth = depth
    self.order = order
    self.rowsBefore = rowsBefore
    isHidden = kind == .hidden
    bytes = buffer
  }

  /// Hands the buffer back, empty.
  mutating func release() -> [UInt8] {
    var buffer: [UInt8] = []
    swap(&buffer, &bytes)
    buffer.removeAll(keepingCapacity: true)
    return buffer
  }

  /// An element opens inside.
  @inline(__always)
  mutating func open(_ kind: ElementKind, at depth: Int) {
    if isRaw || hidden != .max { return }
    if kind == .hidden || isHidden {
      hidden = depth
      // An element that hides what is in it shows its text only while that is all it holds.
      if isHidden { bytes.removeAll(keepingCapacity: true) }
    } else if kind == .block {
      owesBlank = !bytes.isEmpty
    }
  }

  /// An element inside closes.
  @inline(__always)
  mutating func close(_ kind: ElementKind, at depth: Int) {
    if isRaw { return }
    if hidden == depth {
      if !isHidden { hidden = .max }
    } else if hidden == .max, kind == .block {
      owesBlank = !bytes.isEmpty
    }
  }

  /// Text stands inside.
  @inline(__always)
  mutating func append(_ text: UnsafeBufferPointer<UInt8>, isScript: Bool) {
    if isRaw {
      unsafe bytes.append(contentsOf: text)
    } else if hidden == .max, !(isScript && isHidden) {
      unsafe collapse(text)
    }
  }

  /// Appends with each run of blanks (no-break spaces too) as one space, none at either end.
  private mutating func collapse(_ text: UnsafeBufferPointer<UInt8>) {
    var at = 0
    let end = text.count
    while at < end {
      let byte = unsafe text[at]
      if byte <= 0x20 {
        owesBlank = !bytes.isEmpty
        at += 1
      } else if byte == 0xC2, at + 1 < end, unsafe text[at + 1] == 0xA0 {
        owesBlank = !bytes.isEmpty
        at += 2
      } else {
        if owesBlank {
          bytes.append(0x20)
          owesBlank = false
        }
        // A run of ordinary bytes goes over in one piece.
        let first = at
        repeat { at += 1 } while unsafe at < end && text[at] > 0x20 && text[at] != 0xC2
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[first..<at]))
      }
    }
  }
}
