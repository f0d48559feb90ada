import CZlib

/// The owner of one zlib stream that packs.
@safe struct DeflateStream: ~Copyable {
  // zlib keeps a pointer back to the stream and compares it, so the stream must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let scratch: UnsafeMutablePointer<UInt8>
  private static let scratchSize = 64 << 10

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
    unsafe scratch = .allocate(capacity: Self.scratchSize)
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
    unsafe scratch.deallocate()
  }

  /// Makes ready for another member.
  ///
  /// zlib.h: "This function is equivalent to deflateEnd followed by deflateInit, but does not free and reallocate
  /// the internal compression state."
  mutating func reset() {
    unsafe deflateReset(stream)
  }

  /// Puts what `bytes` give behind `output`; the last bytes of a member end it.
  mutating func run(_ bytes: ArraySlice<UInt8>, isLast: Bool, into output: inout [UInt8]) throws(ZlibFailure) {
    var position = 0
    var code = Z_OK
    unsafe bytes.withUnsafeBufferPointer { source in
      repeat {
        // avail_in has 32 bits, so that larger input goes in several calls.
        let part = min(source.count - position, 1 << 30)
        let flush = isLast && position + part == source.count ? Z_FINISH : Z_NO_FLUSH
        // zlib does not write to next_in; it is not const only because of old compilers.
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress?.advanced(by: position))
        unsafe stream.pointee.avail_in = UInt32(part)
        repeat {
          unsafe stream.pointee.next_out = scratch
          unsafe stream.pointee.avail_out = UInt32(Self.scratchSize)
          code = unsafe deflate(stream, flush)
          let filled = Self.scratchSize - Int(unsafe stream.pointee.avail_out)
          unsafe output.append(contentsOf: UnsafeBufferPointer(start: scratch, count: filled))
          // zlib.h: "If deflate returns with avail_out == 0, this function must be called again".
        } while unsafe code == Z_OK && stream.pointee.avail_out == 0
        position += part - Int(unsafe stream.pointee.avail_in)
        // zlib.h: "Z_BUF_ERROR if no progress is possible … is not fatal".
      } while position < source.count && (code == Z_OK || code == Z_BUF_ERROR)
    }
    guard isLast ? code == Z_STREAM_END : code == Z_OK || code == Z_BUF_ERROR else {
      throw ZlibFailure(.outOfMemory, at: position)
    }
  }
}
