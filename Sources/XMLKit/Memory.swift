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
