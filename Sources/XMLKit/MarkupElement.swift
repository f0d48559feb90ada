internal import CLibXML2

/// One element during a visit; it cannot be kept beyond the call that lends it.
@safe
public struct MarkupElement: ~Copyable {
  let node: xmlNodePtr
  /// How many elements it stands in.
  public let depth: Int

  init(_ node: xmlNodePtr, depth: Int) {
    unsafe self.node = node
    self.depth = depth
  }

  /// The local name, in lower case for HTML: `"li"`, or `"creator"` for `<dc:creator>`.
  public var name: String { unsafe copied(node.pointee.name) }

  /// The prefix it was written with (`"dc"`), or `nil`.
  public var prefix: String? {
    guard let space = unsafe node.pointee.ns, let prefix = unsafe space.pointee.prefix else { return nil }
    return unsafe copied(prefix)
  }

  /// The namespace it belongs to, or `nil`.
  public var namespace: String? {
    guard let space = unsafe node.pointee.ns, let address = unsafe space.pointee.href else { return nil }
    return unsafe copied(address)
  }

  /// The value of an attribute by its local name; `""` for a bare attribute, `nil` when it is not there.
  public func attribute(_ name: String) -> String? {
    var attribute = unsafe node.pointee.properties
    while let current = unsafe attribute {
      if unsafe copied(current.pointee.name) == name {
        var sink = ByteSink()
        unsafe sink.append(valueOf: current)
        return String(decoding: sink.bytes, as: UTF8.self)
      }
      unsafe attribute = current.pointee.next
    }
    return nil
  }

  /// Its text with runs of blanks made one space, without scripts and styles.
  public var text: String {
    var sink = ByteSink()
    unsafe sink.append(textOf: node)
    return String(decoding: sink.bytes, as: UTF8.self)
  }

  /// Its text exactly as it stands, with every blank and also inside scripts.
  public var rawText: String {
    var sink = ByteSink()
    unsafe sink.append(rawTextOf: node)
    return String(decoding: sink.bytes, as: UTF8.self)
  }

  /// Where it stands: `/html[1]/body[1]/ul[2]/li[3]`.
  public var path: String {
    var paths = PathWriter()
    return unsafe paths.path(of: node)
  }
}

/// Goes depth first through a tree without recursion, so that depth costs no stack.
func visit(
  from root: xmlNodePtr?, maximumDepth: Int, enter: (borrowing MarkupElement) -> Void,
  leave: (borrowing MarkupElement) -> Void
) throws(MarkupFailure) {
  guard let root = unsafe root else { return }
  var depth = 0
  var node: xmlNodePtr = unsafe root
  while true {
    let isElement = unsafe node.pointee.type == XML_ELEMENT_NODE
    if isElement { unsafe enter(MarkupElement(node, depth: depth)) }
    if isElement, let child = unsafe node.pointee.children {
      unsafe node = child
      depth += 1
      if depth > maximumDepth { throw MarkupFailure(.tooDeep(limit: maximumDepth)) }
      continue
    }
    if isElement { unsafe leave(MarkupElement(node, depth: depth)) }
    while unsafe node != root && node.pointee.next == nil {
      guard let parent = unsafe node.pointee.parent else { return }
      unsafe node = parent
      depth -= 1
      unsafe leave(MarkupElement(node, depth: depth))
    }
    guard unsafe node != root, let next = unsafe node.pointee.next else { return }
    unsafe node = next
  }
}
