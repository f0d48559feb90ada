internal import CLibXML2

/// Bytes of text gathered from a tree, all in one buffer.
@safe
struct ByteSink {
  private(set) var bytes: [UInt8] = []
  /// Whether a blank is owed before the next character.
  private var owesBlank = false
  /// Where the text being written starts; no blank is owed there.
  private var start = 0

  /// Forgets what stands from `count` on.
  mutating func truncate(to count: Int) { bytes.removeSubrange(count...) }

  /// Begins a new text.
  private mutating func begin() {
    start = bytes.count
    owesBlank = false
  }

  /// The text of an element or attribute value, blanks collapsed and trimmed.
  mutating func append(textOf node: xmlNodePtr) {
    begin()
    unsafe appendTree(node)
  }

  /// The value of an attribute, blanks collapsed and trimmed.
  mutating func append(valueOf attribute: xmlAttrPtr) {
    begin()
    var part = unsafe attribute.pointee.children
    while let current = unsafe part {
      if unsafe current.pointee.type == XML_TEXT_NODE, let content = unsafe current.pointee.content {
        unsafe collapse(content)
      }
      unsafe part = current.pointee.next
    }
  }

  /// The text of an element without any change.
  mutating func append(rawTextOf root: xmlNodePtr) {
    var node: xmlNodePtr = unsafe root
    while true {
      if unsafe node.pointee.type == XML_TEXT_NODE || node.pointee.type == XML_CDATA_SECTION_NODE,
        let content = unsafe node.pointee.content
      {
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: content, count: length(content)))
      }
      guard let next = unsafe following(node, under: root, entering: node.pointee.type == XML_ELEMENT_NODE) else {
        return
      }
      unsafe node = next
    }
  }

  /// A separator between texts that belong to one field.
  mutating func append(_ separator: [UInt8]) { bytes += separator }

  private mutating func appendTree(_ root: xmlNodePtr) {
    // The usual case, one text node, needs no walk.
    if let only = unsafe root.pointee.children, unsafe only.pointee.next == nil,
      unsafe only.pointee.type == XML_TEXT_NODE, let content = unsafe only.pointee.content
    {
      unsafe collapse(content)
      return
    }
    var node: xmlNodePtr = unsafe root
    while true {
      let type = unsafe node.pointee.type
      var enters = false
      if type == XML_TEXT_NODE || type == XML_CDATA_SECTION_NODE {
        if let content = unsafe node.pointee.content { unsafe collapse(content) }
      } else if type == XML_ELEMENT_NODE {
        let kind = unsafe ElementKind(node.pointee.name)
        enters = kind != .hidden
        if kind == .block { owesBlank = bytes.count > start }
      }
      // Leaving a block owes a blank too.
      while true {
        if enters, let child = unsafe node.pointee.children {
          unsafe node = child
          break
        }
        enters = false
        if unsafe node == root { return }
        if let next = unsafe node.pointee.next {
          unsafe node = next
          break
        }
        guard let parent = unsafe node.pointee.parent else { return }
        unsafe node = parent
        if unsafe node != root, unsafe ElementKind(node.pointee.name) == .block { owesBlank = bytes.count > start }
      }
    }
  }

  private func following(_ node: xmlNodePtr, under root: xmlNodePtr, entering: Bool) -> xmlNodePtr? {
    if entering, let child = unsafe node.pointee.children { return unsafe child }
    var current: xmlNodePtr = unsafe node
    while unsafe current != root {
      if let next = unsafe current.pointee.next { return unsafe next }
      guard let parent = unsafe current.pointee.parent else { return nil }
      unsafe current = parent
    }
    return nil
  }

  /// Appends with each run of blanks (no-break spaces too) as one space, none at either end.
  private mutating func collapse(_ text: UnsafePointer<UInt8>) {
    var at = unsafe text
    while true {
      let byte = unsafe at.pointee
      if byte == 0 { return }
      if byte <= 0x20 {
        owesBlank = bytes.count > start
        unsafe at += 1
        continue
      }
      if byte == 0xC2, unsafe at[1] == 0xA0 {
        owesBlank = bytes.count > start
        unsafe at += 2
        continue
      }
      if owesBlank {
        bytes.append(0x20)
        owesBlank = false
      }
      // A run of ordinary bytes goes over in one piece.
      let first = unsafe at
      repeat { unsafe at += 1 } while unsafe at.pointee > 0x20 && at.pointee != 0xC2
      unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: first, count: at - first))
    }
  }
}

/// How an element's text joins that of its neighbors.
enum ElementKind {
  case inline, block, hidden

  init(_ name: UnsafePointer<UInt8>?) {
    guard let name = unsafe name else {
      self = .block
      return
    }
    let word = unsafe packed(name)
    if Self.inlineNames.contains(word) {
      self = .inline
    } else if Self.hiddenNames.contains(word) {
      self = .hidden
    } else {
      self = .block
    }
  }

  private static let inlineNames: [UInt64] = [
    "span", "a", "b", "i", "em", "strong", "font", "u", "s", "small", "sup", "sub", "wbr", "mark", "bdi", "bdo", "nobr",
    "del", "ins", "abbr", "time", "code", "data", "meta", "link",
  ].map(packed)
  private static let hiddenNames: [UInt64] = ["script", "style", "noscript", "template", "svg"].map(packed)
}

/// The first eight bytes of a name as one number; longer names are 0.
private func packed(_ name: UnsafePointer<UInt8>) -> UInt64 {
  var value: UInt64 = 0
  var at = unsafe name
  var count = 0
  while unsafe at.pointee != 0 {
    count += 1
    if count > 8 { return 0 }
    value = unsafe value << 8 | UInt64(at.pointee)
    unsafe at += 1
  }
  return value
}

private func packed(_ name: String) -> UInt64 {
  name.utf8.reduce(0) { $0 << 8 | UInt64($1) }
}
