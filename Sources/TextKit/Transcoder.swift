internal import CIconv
internal import Glibc

/// One open conversion, closed when it goes away.
@safe private struct Conversion: ~Copyable {
  private let handle: iconv_t

  init?(from charset: Charset) {
    // "Upon successful completion, iconv_open() shall return a conversion descriptor … Otherwise (iconv_t)-1", iconv_open(3p).
    guard let handle = unsafe iconv_open("UTF-8", charset.iconvName), Int(bitPattern: handle) != -1 else {
      return nil
    }
    unsafe self.handle = handle
  }

  deinit { _ = unsafe iconv_close(handle) }

  /// Converts as much of `input` from `read` on as fits; returns why it stopped (0 when all was read).
  func step(_ input: inout [UInt8], _ read: inout Int, _ output: inout [UInt8]) -> Int32 {
    let room = 65_536
    let start = output.count
    output.append(contentsOf: repeatElement(0, count: room))
    var outLeft = room
    var inLeft = input.count - read
    let failure: Int32 = unsafe input.withUnsafeMutableBytes { source in
      unsafe output.withUnsafeMutableBytes { target in
        guard let from = source.baseAddress, let to = target.baseAddress else { return 0 }
        var inPointer: UnsafeMutablePointer<CChar>? = unsafe (from + read).assumingMemoryBound(to: CChar.self)
        var outPointer: UnsafeMutablePointer<CChar>? = unsafe (to + start).assumingMemoryBound(to: CChar.self)
        let result = unsafe iconv(handle, &inPointer, &inLeft, &outPointer, &outLeft)
        // "(size_t) -1 is returned … and errno is set", iconv(3).
        return result == -1 ? errno : 0
      }
    }
    read = input.count - inLeft
    output.removeLast(outLeft)
    return failure
  }
}

/// Converts to UTF-8; each byte that fits nowhere becomes U+FFFD and is counted.
func transcoded(_ text: [UInt8], from charset: Charset) -> (bytes: [UInt8], replacements: Int) {
  guard let conversion = Conversion(from: charset) else {
    // This libc lacks the encoding: what is ASCII survives, the rest is marked.
    let bytes = text.flatMap { $0 < 0x80 ? [$0] : replacementCharacter }
    return (bytes, text.count { $0 >= 0x80 })
  }
  var input = text
  var output: [UInt8] = []
  output.reserveCapacity(text.count * 3 / 2)
  var read = 0
  var replacements = 0
  while read < input.count {
    let failure = conversion.step(&input, &read, &output)
    if failure == 0 { break }
    if failure == E2BIG { continue }
    // EILSEQ: "An invalid multibyte sequence has been encountered in the input." EINVAL: the text ends in the
    // middle of a character. iconv(3). Both leave `read` on the offending byte.
    output += replacementCharacter
    replacements += 1
    read += 1
  }
  return (output, replacements)
}
