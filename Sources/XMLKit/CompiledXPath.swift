internal import CLibXML2
private import Synchronization

/// An XPath 1.0 expression, compiled once and used on many pages.
///
/// libxml2 keeps caches inside a compiled expression, so evaluations take turns; a source that matters for speed is
/// better read by selectors.
@safe
public final class CompiledXPath: Sendable {
  /// The expression as written.
  public let text: String
  private nonisolated(unsafe) let compiled: xmlXPathCompExprPtr
  private let turn = Mutex<Void>(())

  /// Compiles an expression.
  ///
  /// - Throws: `xpath` with libxml2's message.
  public init(_ text: String) throws(MarkupFailure) {
    LibXML.start()
    self.text = text
    let context = unsafe xmlXPathNewContext(nil)
    defer { unsafe xmlXPathFreeContext(context) }
    guard let context = unsafe context else { throw MarkupFailure(.xpath(expression: text, message: "no memory")) }
    unsafe context.pointee.error = { _, _ in }
    guard let pointer = unsafe xmlXPathCtxtCompile(context, text) else {
      throw MarkupFailure(.xpath(expression: text, message: "it is not XPath 1.0"))
    }
    unsafe compiled = pointer
  }

  deinit { unsafe xmlXPathFreeCompExpr(compiled) }

  /// Evaluates on `node` and lends the nodes found, or gives the text when the result is a string or number.
  func evaluate(
    on node: xmlNodePtr, in document: xmlDocPtr, each: (xmlNodePtr) -> Void
  ) throws(MarkupFailure) -> String? {
    guard let context = unsafe xmlXPathNewContext(document) else {
      throw MarkupFailure(.xpath(expression: text, message: "no memory"))
    }
    defer { unsafe xmlXPathFreeContext(context) }
    unsafe context.pointee.error = { _, _ in }
    unsafe context.pointee.node = unsafe node
    var found: xmlXPathObjectPtr?
    turn.withLock { _ in unsafe found = xmlXPathCompiledEval(compiled, context) }
    guard let result = unsafe found else {
      let message = unsafe context.pointee.lastError.message.map { unsafe String(cString: $0) }
      throw MarkupFailure(.xpath(expression: text, message: message ?? "it could not be evaluated"))
    }
    defer { unsafe xmlXPathFreeObject(result) }
    switch unsafe result.pointee.type {
    case XPATH_NODESET:
      if let set = unsafe result.pointee.nodesetval {
        for index in 0..<Int(unsafe set.pointee.nodeNr) {
          if let found = unsafe set.pointee.nodeTab[index] { unsafe each(found) }
        }
      }
      return nil
    default:
      guard let string = unsafe xmlXPathCastToString(result) else { return nil }
      defer { unsafe aftermarket_xml_free(string) }
      return unsafe copied(string)
    }
  }
}

extension HTMLDocument {
  /// The rows of an XPath and, for each, the texts of its fields' XPaths.
  ///
  /// - Parameters:
  ///   - rows: Evaluated on the document.
  ///   - fields: Evaluated on each row; the first node's text counts.
  /// - Returns: For each row its path and the texts, `nil` where a field found nothing or only blanks.
  public borrowing func read(
    rows: CompiledXPath, fields: [CompiledXPath]
  ) throws(MarkupFailure) -> [(path: String, texts: [String?])] {
    var nodes = unsafe [xmlNodePtr]()
    guard let root = unsafe xmlDocGetRootElement(pointer) else { return [] }
    _ = try unsafe rows.evaluate(on: root, in: pointer) { unsafe nodes.append($0) }
    var result: [(path: String, texts: [String?])] = []
    var paths = PathWriter()
    for index in 0..<(unsafe nodes.count) {
      let node = unsafe nodes[index]
      var texts: [String?] = []
      for field in fields {
        var sink = ByteSink()
        var isFirst = true
        let string = try unsafe field.evaluate(on: node, in: pointer) { found in
          guard isFirst else { return }
          isFirst = false
          unsafe sink.append(found: found)
        }
        let text = string ?? String(decoding: sink.bytes, as: UTF8.self)
        texts.append(text.isEmpty ? nil : text)
      }
      result.append((unsafe paths.path(of: node), texts))
    }
    return result
  }
}

extension ByteSink {
  /// The text of whatever node an XPath may find.
  fileprivate mutating func append(found node: xmlNodePtr) {
    if unsafe node.pointee.type == XML_ATTRIBUTE_NODE {
      unsafe append(valueOf: UnsafeMutableRawPointer(node).assumingMemoryBound(to: xmlAttr.self))
    } else if unsafe node.pointee.type == XML_ELEMENT_NODE {
      unsafe append(textOf: node)
    } else {
      unsafe append(rawTextOf: node)
    }
  }
}
