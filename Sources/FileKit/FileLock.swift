import Glibc

/// A lock that one process at a time can hold, free again when its holder ends, however it ends.
public struct FileLock: ~Copyable {
  /// The path of the lock file, which stays when the lock is let go.
  public let path: String
  private let descriptor: Descriptor

  /// Takes the lock at once, or throws a failure whose `isBusy` is true.
  public init(_ path: String) throws(FileFailure) {
    let descriptor = Descriptor(owning: try openDescriptor(path, O_RDWR | O_CREAT, operation: "lock"))
    while flock(descriptor.number, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { throw FileFailure(operation: "lock", path: path, reason: .locked) }
      if errno != EINTR { throw FileFailure("lock", path) }
    }
    self.path = path
    self.descriptor = descriptor
  }

  /// Lets go of the lock and says so when that fails.
  public consuming func release() throws(FileFailure) {
    let path = self.path
    try descriptor.close(path: path)
  }
}
