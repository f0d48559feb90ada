import CZlib

/// The owner of one zlib stream that unpacks.
@safe struct InflateStream: ~Copyable {
  /// What stands around the compressed data.
  enum Wrapper: Int32 {
    /// A gzip header, and CRC and length behind.
    case gzip = 31
    /// A zlib header, and Adler-32 behind.
    case zlib = 15
    /// Nothing.
    case raw = -15
  }

  /// How far one call came.
  enum Progress {
    case wantsMore
    case filled
    case ended
  }

  // zlib keeps a pointer back to the stream and compares it, so the stream must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let scratch: UnsafeMutablePointer<UInt8>
  private static let scratchSize = 64 << 10

  init(_ wrapper: Wrapper) throws(ZlibFailure) {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    guard unsafe aftermarket_inflate_init(stream, wrapper.rawValue) == Z_OK else {
      unsafe stream.deallocate()
      throw ZlibFailure(.outOfMemory, at: 0)
    }
    unsafe self.stream = stream
    unsafe scratch = .allocate(capacity: Self.scratchSize)
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
    unsafe scratch.deallocate()
  }

  /// Makes ready for another stream of the same kind.
  mutating func reset() {
    unsafe inflateReset(stream)
  }

  /// Unpacks from `input[position...]` behind `output` until the stream ends, the input is used up or `output` holds
  /// `count` bytes.
  ///
  /// - Parameter offset: Where `input` begins, for messages only.
  mutating func run(
    _ input: [UInt8], position: inout Int, offset: Int, consumed: inout Int, output: inout [UInt8],
    limits: InflateLimits, upTo count: Int = .max
  ) throws(ZlibFailure) -> Progress {
    let start = position
    var code = Z_OK
    var failure: ZlibFailure?
    unsafe input.withUnsafeBufferPointer { source in
      // zlib does not write to next_in; it is not const only because of old compilers.
      unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress?.advanced(by: start))
      unsafe stream.pointee.avail_in = UInt32(clamping: source.count - start)
      repeat {
        let room = min(Self.scratchSize, count - output.count)
        unsafe stream.pointee.next_out = scratch
        unsafe stream.pointee.avail_out = UInt32(room)
        code = unsafe inflate(stream, Z_NO_FLUSH)
        let filled = room - Int(unsafe stream.pointee.avail_out)
        unsafe output.append(contentsOf: UnsafeBufferPointer(start: scratch, count: filled))
        let used = source.count - start - Int(unsafe stream.pointee.avail_in)
        if output.count > limits.bytes {
          failure = ZlibFailure(.overLimit(bytes: limits.bytes), at: offset + start + used)
        } else if output.count > InflateLimits.freeBytes, output.count / max(consumed + used, 1) > limits.ratio {
          failure = ZlibFailure(.overRatio(limits.ratio), at: offset + start + used)
        }
        // zlib.h: "if inflate returns Z_OK and with zero avail_out, it must be called again".
      } while unsafe failure == nil && code == Z_OK && stream.pointee.avail_out == 0 && output.count < count
      position = source.count - Int(unsafe stream.pointee.avail_in)
    }
    consumed += position - start
    if let failure { throw failure }
    switch code {
    case Z_STREAM_END: return .ended
    // zlib.h: "Z_BUF_ERROR if no progress was possible … is not fatal, and inflate() can be called again".
    case Z_OK, Z_BUF_ERROR: return output.count < count ? .wantsMore : .filled
    case Z_MEM_ERROR: throw ZlibFailure(.outOfMemory, at: offset + position)
    default: throw failed(at: offset + position)
    }
  }

  private func failed(at offset: Int) -> ZlibFailure {
    guard let words = unsafe stream.pointee.msg else { return ZlibFailure(.corrupt("no reason given"), at: offset) }
    let text = unsafe String(cString: words)
    switch text {
    case "incorrect header check": return ZlibFailure(.notGzip, at: offset)
    case "incorrect data check", "incorrect length check": return ZlibFailure(.badChecksum, at: offset)
    default: return ZlibFailure(.corrupt(text), at: offset)
    }
  }
}
