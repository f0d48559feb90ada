internal import Glibc

/// Where `byte` next stands, found by memchr.
func index(of byte: UInt8, in bytes: [UInt8], from start: Int) -> Int? {
  guard start < bytes.count else { return nil }
  return unsafe bytes.withUnsafeBytes { all in
    guard let base = all.baseAddress,
      let hit = unsafe memchr(base + start, Int32(byte), all.count - start)
    else { return nil }
    return unsafe UnsafeRawPointer(hit) - base
  }
}

/// Where a control character other than a tab or a line end first stands.
func control(in bytes: [UInt8], _ range: Range<Int>) -> Int? {
  unsafe bytes.withUnsafeBufferPointer { all in
    var at = range.lowerBound
    while at < range.upperBound {
      let byte = unsafe all[at]
      if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { return at }
      at += 1
    }
    return nil
  }
}

/// The length of a string that C ends with NUL.
@inline(__always)
func length(_ text: UnsafePointer<UInt8>) -> Int {
  unsafe strlen(UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self))
}

/// A copy of a string that C ends with NUL.
func copied(_ text: UnsafePointer<UInt8>?) -> String {
  guard let text = unsafe text else { return "" }
  return unsafe String(decoding: UnsafeBufferPointer(start: text, count: length(text)), as: UTF8.self)
}
