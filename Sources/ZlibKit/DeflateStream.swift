import CZlib

/// The owner of one zlib stream that packs.
@safe struct DeflateStream: ~Copyable {
  // zlib keeps a pointer back to the stream and compares it, so the stream must not move.
  private let stream: UnsafeMutablePointer<z_stream>

  init(level: Int) throws(ZlibFailure) {
    precondition((1...9).contains(level), "the level of gzip is 1 to 9")
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // zlib.h: "add 16 to write a simple gzip header and trailer … no file name, … no modification time".
    guard unsafe aftermarket_deflate_init(stream, Int32(level), 31) == Z_OK else {
      unsafe stream.deallocate()
      throw ZlibFailure(.outOfMemory, at: 0)
    }
    unsafe self.stream = stream
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// All of `bytes` as one finished member.
  mutating func run(_ bytes: [UInt8]) throws(ZlibFailure) -> [UInt8] {
    var position = 0
    var output: [UInt8] = []
    var code = Z_OK
    // avail_in has 32 bits, so that larger input goes in several calls.
    repeat {
      let part = min(bytes.count - position, 1 << 30)
      let flush = position + part == bytes.count ? Z_FINISH : Z_NO_FLUSH
      let bound = Int(unsafe deflateBound(stream, UInt(part))) + 32
      let packed = unsafe [UInt8](unsafeUninitializedCapacity: bound) { target, filled in
        unsafe bytes.withUnsafeBufferPointer { source in
          unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress?.advanced(by: position))
          unsafe stream.pointee.avail_in = UInt32(part)
          unsafe stream.pointee.next_out = target.baseAddress
          unsafe stream.pointee.avail_out = UInt32(bound)
          code = unsafe deflate(stream, flush)
          filled = bound - Int(unsafe stream.pointee.avail_out)
          position += part - Int(unsafe stream.pointee.avail_in)
        }
      }
      if output.isEmpty { output = packed } else { output.append(contentsOf: packed) }
    } while code == Z_OK
    guard code == Z_STREAM_END else { throw ZlibFailure(.outOfMemory, at: position) }
    return output
  }
}
