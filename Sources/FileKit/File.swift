import Glibc

/// An open file, closed when its owner lets go of it.
public struct File: ~Copyable {
  /// How a file is opened.
  public enum Mode: Hashable, Sendable {
    /// For reading; the file must exist.
    case reading
    /// For writing from nothing; what stood there is lost.
    case creating
    /// For writing from nothing; it is an error when something stands there.
    case creatingNew
    /// For writing at the end; made when missing.
    case appending
  }

  /// The path as it was given.
  public let path: String
  private let descriptor: Descriptor

  /// Opens the file at `path`.
  public init(_ path: String, for mode: Mode) throws(FileFailure) {
    let flags: Int32 =
      switch mode {
      case .reading: O_RDONLY
      case .creating: O_WRONLY | O_CREAT | O_TRUNC
      case .creatingNew: O_WRONLY | O_CREAT | O_EXCL
      case .appending: O_WRONLY | O_CREAT | O_APPEND
      }
    self.descriptor = Descriptor(
      owning: try openDescriptor(path, flags, operation: mode == .reading ? "open" : "create"))
    self.path = path
  }

  /// Borrows a standard stream under a name that errors can show.
  init(standard number: Int32, name: String) {
    self.path = name
    self.descriptor = Descriptor(standard: number)
  }

  /// Reads at most `count` bytes; none means the end of the file.
  public func read(upTo count: Int) throws(FileFailure) -> [UInt8] {
    var code: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while true {
        let taken = unsafe Glibc.read(descriptor.number, buffer.baseAddress, count)
        if taken >= 0 {
          filled = taken
          return
        }
        code = errno
        if code != EINTR { return }
        code = 0
      }
    }
    if code != 0 { throw FileFailure(operation: "read", path: path, reason: .system(code: code)) }
    return bytes
  }

  /// Reads at most `count` bytes and puts them behind what `bytes` already holds.
  ///
  /// - Returns: How many bytes came; 0 at the end of the file.
  @discardableResult
  public func read(upTo count: Int, appendingTo bytes: inout [UInt8]) throws(FileFailure) -> Int {
    let more = try read(upTo: count)
    bytes.append(contentsOf: more)
    return more.count
  }

  /// Reads everything that is left, or throws when it is more than `limit` bytes.
  public func readRest(limit: Int) throws(FileFailure) -> [UInt8] {
    var all: [UInt8] = []
    let expected = (try? size()) ?? 0
    all.reserveCapacity(min(expected, limit) + 1)
    while true {
      // One byte more than is expected, so that a file of the expected size ends in this read.
      let more = try read(upTo: max(64 << 10, min(expected, limit) + 1 - all.count))
      if more.isEmpty { return all }
      if all.count + more.count > limit {
        throw FileFailure(operation: "read", path: path, reason: .overLimit(bytes: limit))
      }
      if all.isEmpty { all = more } else { all.append(contentsOf: more) }
    }
  }

  /// Goes to `offset`, counted in bytes from the start.
  public func seek(to offset: Int) throws(FileFailure) {
    if lseek(descriptor.number, off_t(offset), SEEK_SET) < 0 { throw FileFailure("seek in", path) }
  }

  /// The size in bytes, as it is now.
  public func size() throws(FileFailure) -> Int {
    var facts = stat()
    if unsafe fstat(descriptor.number, &facts) != 0 { throw FileFailure("look at", path) }
    return Int(facts.st_size)
  }

  /// Writes all of `bytes`.
  public func write(_ bytes: [UInt8]) throws(FileFailure) {
    try write(bytes[...])
  }

  /// Writes all of `bytes`.
  public func write(_ bytes: ArraySlice<UInt8>) throws(FileFailure) {
    let result = unsafe bytes.withUnsafeBytes { buffer in
      Result { () throws(FileFailure) in unsafe try writeAll(buffer, to: descriptor.number, path: path) }
    }
    try result.get()
  }

  /// Cuts the file to its first `size` bytes.
  public func truncate(to size: Int) throws(FileFailure) {
    if ftruncate(descriptor.number, off_t(size)) != 0 { throw FileFailure("cut", path) }
  }

  /// Waits until what was written has reached the disk.
  public func sync() throws(FileFailure) {
    while fsync(descriptor.number) != 0 {
      if errno != EINTR { throw FileFailure("sync", path) }
    }
  }

  /// Closes the file and says so when that fails.
  public consuming func close() throws(FileFailure) {
    let path = self.path
    try descriptor.close(path: path)
  }
}
