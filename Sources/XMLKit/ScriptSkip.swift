internal import CLibXML2
internal import Glibc

/// Moves a parser from the start tag of a script or style to its end tag, when nobody wants the text between.
///
/// libxml2 takes several calls for each character of a script, and scripts are a good part of most pages. When the
/// handler of the start tag runs, the parser stands at the `>` of that tag, in its own copy of the page. It is moved to
/// the last byte before the end tag, which becomes the `>`: so it reads an empty script. The end tag is sought by
/// htmlParseScript's own rule when recovering, `</` and the name in any case; without one nothing is moved. A text that
/// begins with `<` is left to libxml2 too, which reads that as a tag first.
func passOverText(of name: UnsafePointer<UInt8>, in parser: htmlParserCtxtPtr) {
  guard let input = unsafe parser.pointee.input, let start = unsafe input.pointee.cur,
    let end = unsafe input.pointee.end, unsafe end - start > 1, unsafe start[0] == UInt8(ascii: ">"),
    unsafe start[1] != UInt8(ascii: "<")
  else { return }
  let size = unsafe length(name)
  var at = unsafe start + 1
  while unsafe end - at >= size + 2, let open = unsafe memchr(at, Int32(UInt8(ascii: "<")), end - at) {
    let tag = unsafe UnsafePointer(open.assumingMemoryBound(to: UInt8.self))
    guard unsafe end - tag >= size + 2 else { return }
    if unsafe tag[1] == UInt8(ascii: "/"), unsafe xmlStrncasecmp(name, tag + 2, Int32(size)) == 0 {
      unsafe UnsafeMutablePointer(mutating: tag - 1).pointee = UInt8(ascii: ">")
      unsafe input.pointee.cur = unsafe tag - 1
      return
    }
    unsafe at = tag + 1
  }
}

/// Whether an element of this name holds text that is no markup.
@inline(__always)
func holdsScript(_ name: UnsafePointer<UInt8>) -> Bool {
  guard unsafe name.pointee == UInt8(ascii: "s") else { return false }
  return unsafe strcmp(text(name), "script") == 0 || strcmp(text(name), "style") == 0
}

@inline(__always)
private func text(_ name: UnsafePointer<UInt8>) -> UnsafePointer<CChar> {
  unsafe UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self)
}
