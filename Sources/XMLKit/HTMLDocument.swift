internal import CLibXML2

/// A parsed HTML page; its tree lives as long as it does.
@safe
public struct HTMLDocument: ~Copyable {
  let pointer: xmlDocPtr
  private let limits: MarkupLimits

  /// Parses a page as browsers would, mending what is broken.
  ///
  /// - Parameters:
  ///   - utf8: Well-formed UTF-8 without NUL (TextKit's `UTF8Text.bytes`); what `meta` says is not looked at.
  ///   - limits: What is refused for being too much.
  /// - Throws: When a limit is passed or nothing at all could be read.
  public init(utf8: [UInt8], limits: MarkupLimits = MarkupLimits()) throws(MarkupFailure) {
    LibXML.start()
    try limits.check(utf8)
    let parsed = unsafe utf8.withUnsafeBytes { bytes in
      unsafe htmlReadMemory(
        bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), nil, "UTF-8", Self.options)
    }
    guard let parsed = unsafe parsed else { throw MarkupFailure(.empty) }
    guard unsafe xmlDocGetRootElement(parsed) != nil else {
      unsafe xmlFreeDoc(parsed)
      throw MarkupFailure(.empty)
    }
    unsafe pointer = parsed
    self.limits = limits
  }

  deinit { unsafe xmlFreeDoc(pointer) }

  /// How libxml2 is to read.
  ///
  /// Without HUGE it stops at depth 256 and still returns a document; the limits are our own.
  static let options =
    Int32(
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue
        | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_COMPACT.rawValue) | 0x80000

  /// Reads rows and page fields in one walk over the tree.
  ///
  /// - Throws: `tooDeep` when elements are nested past the limit.
  public borrowing func read(_ plan: RowPlan) throws(MarkupFailure) -> RowTable {
    var reader = RowReader(plan: plan, limits: limits)
    try unsafe reader.run(from: pointer.pointee.children)
    return reader.table
  }

  /// Visits every element in document order; of pages stuck together, those of all of them.
  ///
  /// - Parameters:
  ///   - enter: Called when an element opens, before its children.
  ///   - leave: Called when it closes.
  public borrowing func walk(
    enter: (borrowing MarkupElement) -> Void, leave: (borrowing MarkupElement) -> Void = { _ in }
  ) throws(MarkupFailure) {
    var root = unsafe pointer.pointee.children
    while let node = unsafe root {
      try unsafe visit(from: node, maximumDepth: limits.depth, enter: enter, leave: leave)
      unsafe root = node.pointee.next
    }
  }
}

/// Starts libxml2 once for the whole process.
enum LibXML {
  private static let started: Void = xmlInitParser()
  static func start() { _ = started }
}
