internal import CLibXML2

/// Writes the XPath of elements; siblings in a row cost only the steps between them.
@safe
struct PathWriter {
  private var parent: xmlNodePtr?
  private var parentPath = ""
  private var last: xmlNodePtr?
  private var lastIndex = 0

  init() {}

  /// The path of an element, every step with its position: `/html[1]/body[1]/div[3]`.
  mutating func path(of node: xmlNodePtr) -> String {
    let above = unsafe node.pointee.parent
    if unsafe above == nil || above != parent {
      unsafe parent = above
      unsafe last = nil
      parentPath = unsafe path(upTo: above)
    }
    lastIndex = unsafe position(of: node)
    unsafe last = node
    return unsafe "\(parentPath)/\(copied(node.pointee.name))[\(lastIndex)]"
  }

  /// The path of a node and all above it, without recursion, so that depth costs no stack.
  private func path(upTo node: xmlNodePtr?) -> String {
    var steps: [String] = []
    var next: xmlNodePtr? = unsafe node
    while let current = unsafe next, unsafe current.pointee.type == XML_ELEMENT_NODE {
      steps.append(unsafe "/\(copied(current.pointee.name))[\(position(of: current))]")
      unsafe next = current.pointee.parent
    }
    return steps.reversed().joined()
  }

  private func position(of node: xmlNodePtr) -> Int {
    var index = 1
    var sibling = unsafe node.pointee.prev
    while let current = unsafe sibling {
      if unsafe current.pointee.type == XML_ELEMENT_NODE, unsafe sameName(current, node) {
        if unsafe current == last { return lastIndex + index }
        index += 1
      }
      unsafe sibling = current.pointee.prev
    }
    return index
  }

  private func sameName(_ left: xmlNodePtr, _ right: xmlNodePtr) -> Bool {
    guard let a = unsafe left.pointee.name, let b = unsafe right.pointee.name else { return false }
    return unsafe a == b || xmlStrEqual(a, b) == 1
  }
}
