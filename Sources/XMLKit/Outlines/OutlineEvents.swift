internal import CLibXML2

/// What the callbacks are handed.
@safe
private struct OutlineSession {
  let reader: UnsafeMutablePointer<OutlineReader>
  let parser: htmlParserCtxtPtr
}

/// Runs libxml2 over the bytes; false when it could not be set up.
func readOutline(_ bytes: UnsafeRawBufferPointer, into state: UnsafeMutablePointer<OutlineReader>) -> Bool {
  guard let start = bytes.baseAddress,
    let context = unsafe htmlCreateMemoryParserCtxt(start.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
  else { return false }
  defer { unsafe htmlFreeParserCtxt(context) }
  var session = unsafe OutlineSession(reader: state, parser: context)
  return unsafe withUnsafeMutablePointer(to: &session) { session in
    var handler = unsafe xmlSAXHandler()
    unsafe handler.startElement = outlineOpens
    unsafe handler.endElement = { session, _ in
      guard let session = unsafe session else { return }
      unsafe session.assumingMemoryBound(to: OutlineSession.self).pointee.reader.pointee.close()
    }
    unsafe handler.characters = outlineReads
    unsafe handler.ignorableWhitespace = outlineReads
    unsafe handler.cdataBlock = outlineReads
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

private func outlineOpens(
  _ session: UnsafeMutableRawPointer?, _ name: UnsafePointer<UInt8>?,
  _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
) {
  guard let session = unsafe session, let name = unsafe name else { return }
  let state = unsafe session.assumingMemoryBound(to: OutlineSession.self)
  unsafe state.pointee.reader.pointee.open(name, EventElement(attributes))
  if unsafe state.pointee.reader.pointee.failure != nil {
    unsafe xmlStopParser(state.pointee.parser)
    return
  }
  if unsafe holdsScript(name), unsafe !state.pointee.reader.pointee.wantsScript {
    unsafe passOverText(of: name, in: state.pointee.parser)
  }
}

private func outlineReads(_ session: UnsafeMutableRawPointer?, _ text: UnsafePointer<UInt8>?, _ count: Int32) {
  guard let session = unsafe session else { return }
  unsafe session.assumingMemoryBound(to: OutlineSession.self).pointee.reader.pointee
    .text(UnsafeBufferPointer(start: text, count: Int(count)))
}
