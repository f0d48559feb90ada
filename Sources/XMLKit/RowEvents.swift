internal import CLibXML2

extension RowPlan {
  /// Reads rows and page fields while the page is parsed; no tree is built.
  ///
  /// It gives what `HTMLDocument.read` gives, at about a third of its cost.
  ///
  /// - Parameters:
  ///   - utf8: Well-formed UTF-8 without NUL (TextKit's `UTF8Text.bytes`); what `meta` says is not looked at.
  ///   - limits: What is refused for being too much.
  /// - Throws: When a limit is passed or nothing at all could be read.
  public func read(streaming utf8: [UInt8], limits: MarkupLimits = MarkupLimits()) throws(MarkupFailure) -> RowTable {
    LibXML.start()
    try limits.check(utf8)
    var stream = RowStream(plan: forOnePage(), limits: limits)
    let isSetUp = unsafe utf8.withUnsafeBytes { bytes in
      unsafe withUnsafeMutablePointer(to: &stream) { state in unsafe Self.parse(bytes, into: state) }
    }
    guard isSetUp else { throw MarkupFailure(.empty) }
    if let failure = stream.failure { throw failure }
    let table = stream.finish()
    guard table.elements > 0 else { throw MarkupFailure(.empty) }
    return table
  }

  /// Runs libxml2 over the bytes; false when it could not be set up.
  private static func parse(_ bytes: UnsafeRawBufferPointer, into state: UnsafeMutablePointer<RowStream>) -> Bool {
    guard let start = bytes.baseAddress,
      let context = unsafe htmlCreateMemoryParserCtxt(
        start.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
    else { return false }
    defer { unsafe htmlFreeParserCtxt(context) }
    var session = unsafe Session(rows: state, parser: context)
    return unsafe withUnsafeMutablePointer(to: &session) { session in
      var handler = unsafe xmlSAXHandler()
      unsafe handler.startElement = rowStreamOpens
      unsafe handler.endElement = rowStreamCloses
      unsafe handler.characters = rowStreamReads
      unsafe handler.ignorableWhitespace = rowStreamReads
      unsafe handler.cdataBlock = rowStreamReadsScript
      unsafe handler.comment = { session, _ in unsafe rowStreamRemarks(session) }
      unsafe handler.processingInstruction = { session, _, _ in unsafe rowStreamRemarks(session) }
      unsafe handler.internalSubset = { session, _, _, _ in unsafe rowStreamRemarks(session) }
      unsafe context.pointee.sax.update(from: &handler, count: 1)
      unsafe context.pointee.userData = UnsafeMutableRawPointer(session)
      // The bytes are UTF-8, whatever a meta element says.
      _ = unsafe xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
      unsafe context.pointee.input.pointee.encoding = UnsafePointer(xmlStrdup("UTF-8"))
      _ = unsafe htmlCtxtUseOptions(context, HTMLDocument.options)
      _ = unsafe htmlParseDocument(context)
      return true
    }
  }

  /// What the callbacks are handed.
  @safe
  fileprivate struct Session {
    let rows: UnsafeMutablePointer<RowStream>
    let parser: htmlParserCtxtPtr
  }
}

// The C side. libxml2 hands back the pointer it was given, which outlives the parse.

private func rowStreamOpens(
  _ session: UnsafeMutableRawPointer?, _ name: UnsafePointer<UInt8>?,
  _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
) {
  guard let session = unsafe session, let name = unsafe name else { return }
  let state = unsafe session.assumingMemoryBound(to: RowPlan.Session.self)
  unsafe state.pointee.rows.pointee.open(localName(name), EventElement(attributes))
  if unsafe state.pointee.rows.pointee.failure != nil {
    unsafe xmlStopParser(state.pointee.parser)
    return
  }
  if unsafe holdsScript(name), unsafe !state.pointee.rows.pointee.wantsScripts {
    unsafe passOverText(of: name, in: state.pointee.parser)
  }
}

/// The name that the tree would have: without a prefix, as xmlSplitQName takes it off.
@inline(__always)
private func localName(_ name: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
  var at = unsafe name
  while unsafe at.pointee != UInt8(ascii: ":") {
    if unsafe at.pointee == 0 { return unsafe name }
    unsafe at += 1
  }
  return unsafe at == name || at[1] == 0 ? name : at + 1
}

private func rowStreamCloses(_ session: UnsafeMutableRawPointer?, _ name: UnsafePointer<UInt8>?) {
  guard let session = unsafe session else { return }
  unsafe session.assumingMemoryBound(to: RowPlan.Session.self).pointee.rows.pointee.close()
}

private func rowStreamReads(
  _ session: UnsafeMutableRawPointer?, _ text: UnsafePointer<UInt8>?, _ count: Int32
) {
  guard let session = unsafe session else { return }
  unsafe session.assumingMemoryBound(to: RowPlan.Session.self).pointee.rows.pointee
    .text(UnsafeBufferPointer(start: text, count: Int(count)), isScript: false)
}

private func rowStreamReadsScript(
  _ session: UnsafeMutableRawPointer?, _ text: UnsafePointer<UInt8>?, _ count: Int32
) {
  guard let session = unsafe session else { return }
  unsafe session.assumingMemoryBound(to: RowPlan.Session.self).pointee.rows.pointee
    .text(UnsafeBufferPointer(start: text, count: Int(count)), isScript: true)
}

private func rowStreamRemarks(_ session: UnsafeMutableRawPointer?) {
  guard let session = unsafe session else { return }
  unsafe session.assumingMemoryBound(to: RowPlan.Session.self).pointee.rows.pointee.remark()
}
