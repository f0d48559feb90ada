internal import CLibXML2

/// What selectors ask of an element that has just been opened: its attributes.
protocol OpenElement {
  /// The value of an attribute, nil when it is bare or not there.
  func value(of name: [UInt8]) -> UnsafePointer<UInt8>?
  /// Whether the attribute is there.
  func has(_ name: [UInt8]) -> Bool
  /// The value of its class attribute.
  var classes: UnsafePointer<UInt8>? { get }
}

/// An element of a tree.
@safe
struct TreeElement: OpenElement {
  let node: xmlNodePtr

  init(_ node: xmlNodePtr) { unsafe self.node = node }

  @inline(__always)
  func value(of name: [UInt8]) -> UnsafePointer<UInt8>? {
    guard let content = unsafe attribute(name)?.pointee.children?.pointee.content else { return nil }
    return unsafe UnsafePointer(content)
  }

  @inline(__always)
  func has(_ name: [UInt8]) -> Bool { unsafe attribute(name) != nil }

  @inline(__always)
  var classes: UnsafePointer<UInt8>? {
    var attribute = unsafe node.pointee.properties
    while let current = unsafe attribute {
      if let own = unsafe current.pointee.name, unsafe isClass(own) {
        guard let content = unsafe current.pointee.children?.pointee.content else { return nil }
        return unsafe UnsafePointer(content)
      }
      unsafe attribute = current.pointee.next
    }
    return nil
  }

  /// The attribute of this name.
  @inline(__always)
  func attribute(_ name: [UInt8]) -> xmlAttrPtr? {
    var attribute = unsafe node.pointee.properties
    while let current = unsafe attribute {
      if let own = unsafe current.pointee.name, unsafe isEqual(own, name) { return unsafe current }
      unsafe attribute = current.pointee.next
    }
    return nil
  }
}

/// An element as a streaming parser tells it: name, value, name, value, …, NULL.
@safe
struct EventElement: OpenElement {
  let attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?

  init(_ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) { unsafe self.attributes = unsafe attributes }

  @inline(__always)
  func value(of name: [UInt8]) -> UnsafePointer<UInt8>? {
    guard let at = unsafe place(of: name) else { return nil }
    return unsafe at[1]
  }

  @inline(__always)
  func has(_ name: [UInt8]) -> Bool { unsafe place(of: name) != nil }

  @inline(__always)
  var classes: UnsafePointer<UInt8>? {
    guard var at = unsafe attributes else { return nil }
    while let own = unsafe at.pointee {
      if unsafe isClass(own) { return unsafe at[1] }
      unsafe at += 2
    }
    return nil
  }

  @inline(__always)
  private func place(of name: [UInt8]) -> UnsafeMutablePointer<UnsafePointer<UInt8>?>? {
    guard var at = unsafe attributes else { return nil }
    while let own = unsafe at.pointee {
      if unsafe isEqual(own, name) { return unsafe at }
      unsafe at += 2
    }
    return nil
  }
}

/// Whether a string that C ends with NUL is `class`.
@inline(__always)
private func isClass(_ text: UnsafePointer<UInt8>) -> Bool {
  unsafe text[0] == UInt8(ascii: "c") && text[1] == UInt8(ascii: "l") && text[2] == UInt8(ascii: "a")
    && text[3] == UInt8(ascii: "s") && text[4] == UInt8(ascii: "s") && text[5] == 0
}

/// Whether a string that C ends with NUL has just these bytes.
@inline(__always)
private func isEqual(_ text: UnsafePointer<UInt8>, _ name: [UInt8]) -> Bool {
  unsafe name.withUnsafeBufferPointer { bytes in
    var index = 0
    while index < bytes.count {
      if unsafe text[index] != bytes[index] { return false }
      index += 1
    }
    return unsafe text[index] == 0
  }
}
