internal import CLibXML2

/// A parsed XML document from outside: a feed or a table of rates.
///
/// Strict on purpose: no network, no entities, no DTD, no recovery. Anything that declares a DOCTYPE is refused.
@safe
public struct XMLFeed: ~Copyable {
  private let pointer: xmlDocPtr
  private let limits: MarkupLimits

  /// Parses `utf8`, whatever encoding its XML declaration names.
  ///
  /// - Throws: `documentType`, `malformed`, `tooLarge` or `empty`.
  public init(utf8: [UInt8], limits: MarkupLimits = MarkupLimits()) throws(MarkupFailure) {
    LibXML.start()
    guard utf8.count <= limits.bytes else {
      throw MarkupFailure(.tooLarge(bytes: utf8.count, limit: limits.bytes))
    }
    guard let context = unsafe xmlNewParserCtxt() else { throw MarkupFailure(.empty) }
    defer { unsafe xmlFreeParserCtxt(context) }
    // myDoc and wellFormed still look good after a refused DOCTYPE, so a flag of our own decides.
    unsafe context.pointee._private = nil
    unsafe context.pointee.sax?.pointee.internalSubset = { raw, _, _, _ in
      guard let raw = unsafe raw else { return }
      let seen = unsafe raw.assumingMemoryBound(to: xmlParserCtxt.self)
      unsafe seen.pointee._private = raw
      unsafe xmlStopParser(seen)
    }
    let options = Int32(
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        | XML_PARSE_COMPACT.rawValue)
    let parsed = unsafe utf8.withUnsafeBytes { bytes in
      unsafe xmlCtxtReadMemory(
        context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), nil, "UTF-8", options)
    }
    if unsafe context.pointee._private != nil {
      if let parsed = unsafe parsed { unsafe xmlFreeDoc(parsed) }
      throw MarkupFailure(.documentType)
    }
    guard let parsed = unsafe parsed else {
      let error = unsafe context.pointee.lastError
      let words = unsafe error.message.map { unsafe String(cString: $0) } ?? "no message"
      let line = unsafe Int(error.line)
      // Its own limits, without XML_PARSE_HUGE: XML_MAX_HUGE_LENGTH's smaller kin and xmlParserMaxDepth.
      if words.contains("Excessive depth") { throw MarkupFailure(.tooDeep(limit: 256)) }
      if words.contains("Huge input lookup") || words.contains("huge text node") {
        throw MarkupFailure(.textTooLong(limit: 10_000_000))
      }
      throw MarkupFailure(.malformed(message: words.split(separator: "\n").first.map(String.init) ?? words, line: line))
    }
    guard unsafe xmlDocGetRootElement(parsed) != nil else {
      unsafe xmlFreeDoc(parsed)
      throw MarkupFailure(.empty)
    }
    unsafe pointer = parsed
    self.limits = limits
  }

  deinit { unsafe xmlFreeDoc(pointer) }

  /// Visits every element in document order.
  public borrowing func walk(
    enter: (borrowing MarkupElement) -> Void, leave: (borrowing MarkupElement) -> Void = { _ in }
  ) throws(MarkupFailure) {
    try unsafe visit(from: xmlDocGetRootElement(pointer), maximumDepth: limits.depth, enter: enter, leave: leave)
  }
}
