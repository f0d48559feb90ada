import Glibc

/// The owner of one file descriptor.
struct Descriptor: ~Copyable {
  let number: Int32
  let isOwned: Bool

  init(owning number: Int32) {
    self.number = number
    self.isOwned = true
  }

  /// Borrows one of the three standard streams, which stay open.
  init(standard number: Int32) {
    self.number = number
    self.isOwned = false
  }

  deinit {
    if isOwned { _ = Glibc.close(number) }
  }

  consuming func close(path: String) throws(FileFailure) {
    let number = self.number
    let isOwned = self.isOwned
    discard self
    // close(2): "the only portable thing to do after EINTR on Linux is nothing: the descriptor is gone".
    guard isOwned, Glibc.close(number) != 0, errno != EINTR else { return }
    throw FileFailure("close", path)
  }
}

/// Opens `path`, close-on-exec, and starts over when a signal comes in between.
func openDescriptor(_ path: String, _ flags: Int32, operation: String) throws(FileFailure) -> Int32 {
  try checkPath(path, operation)
  while true {
    let number = unsafe Glibc.open(path, flags | O_CLOEXEC, 0o644)
    if number >= 0 { return number }
    if errno != EINTR { throw FileFailure(operation, path) }
  }
}

/// Refuses a path which the system would read only up to a NUL byte.
func checkPath(_ path: String, _ operation: String) throws(FileFailure) {
  if path.utf8.contains(0) || path.isEmpty {
    throw path.isEmpty
      ? FileFailure(operation: operation, path: "(empty path)", reason: .system(code: ENOENT))
      : FileFailure(operation: operation, path: path, reason: .pathUnusable)
  }
}

/// Writes all of `bytes` to `number`, however often the system takes only a part.
func writeAll(
  _ bytes: UnsafeRawBufferPointer, to number: Int32, path: String
) throws(FileFailure) {
  var done = 0
  while done < bytes.count {
    let part = unsafe UnsafeRawBufferPointer(rebasing: bytes[done...])
    let count = unsafe Glibc.write(number, part.baseAddress, part.count)
    if count > 0 {
      done += count
    } else if count == 0 {
      throw FileFailure(operation: "write", path: path, reason: .shortWrite)
    } else if errno != EINTR {
      throw FileFailure("write", path)
    }
  }
}
