import Glibc

/// What went wrong with a file: the operation, the path, what the system said and what to do.
public struct FileFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Reason: Hashable, Sendable {
    /// The system refused, with this `errno`.
    case system(code: Int32)
    /// The file holds more bytes than the caller allows.
    case overLimit(bytes: Int)
    /// A line is longer than the caller allows.
    case lineTooLong(bytes: Int)
    /// Another process holds the lock.
    case locked
    /// The path has a NUL byte in it, which the system would take as its end.
    case pathUnusable
    /// The name of a file is not UTF-8.
    case nameNotUTF8
    /// The system took fewer bytes than were handed over and said no more.
    case shortWrite
  }

  /// What was being done, as a verb: `open`, `read`, `write`, `sync`.
  public let operation: String
  /// The path as it was given, or the name of a standard stream.
  public let path: String
  /// What happened.
  public let reason: Reason

  /// Makes a failure of `operation` on `path`.
  public init(operation: String, path: String, reason: Reason) {
    self.operation = operation
    self.path = path
    self.reason = reason
  }

  init(_ operation: String, _ path: String) {
    self.init(operation: operation, path: path, reason: .system(code: errno))
  }

  /// A stable word for the run ledger: `file_missing`, `disk_full`.
  public var code: String {
    if isMissing { return "file_missing" }
    if isFull { return "disk_full" }
    if isBusy { return "file_locked" }
    return switch reason {
    case .system(let code) where code == EACCES || code == EPERM: "file_denied"
    case .system: "file_failed"
    case .overLimit, .lineTooLong: "file_over_limit"
    case .pathUnusable: "path_unusable"
    case .nameNotUTF8: "file_name_not_utf8"
    case .locked: "file_locked"
    case .shortWrite: "file_short_write"
    }
  }

  /// Whether there is nothing at this path.
  public var isMissing: Bool {
    if case .system(let code) = reason { return code == ENOENT || code == ENOTDIR }
    return false
  }

  /// Whether the disk, the quota or the allowed file size is used up.
  public var isFull: Bool {
    if case .system(let code) = reason { return code == ENOSPC || code == EDQUOT || code == EFBIG }
    return false
  }

  /// Whether another process holds the lock.
  public var isBusy: Bool { reason == .locked }

  /// Whether the reader at the other end of a pipe has gone.
  public var isBrokenPipe: Bool { reason == .system(code: EPIPE) }

  /// What the system said about it, in its own words.
  public var text: String {
    switch reason {
    case .system(let code):
      guard let words = unsafe strerror(code) else { return "error \(code)" }
      return unsafe String(cString: words)
    case .overLimit(let bytes): return "it holds more than \(bytes) bytes"
    case .lineTooLong(let bytes): return "a line is longer than \(bytes) bytes"
    case .locked: return "another process holds the lock"
    case .pathUnusable: return "the path has a NUL byte in it"
    case .nameNotUTF8: return "the name of the file is not UTF-8"
    case .shortWrite: return "not all bytes were taken"
    }
  }

  /// What to do about it.
  public var hint: String {
    if isMissing { return "Check the spelling of the path." }
    if isFull { return "Make room on this disk and run again." }
    switch reason {
    case .system(let code) where code == EACCES || code == EPERM:
      return "Check who may read and write there."
    case .system(let code) where code == EROFS: return "The disk is mounted read-only."
    case .system(let code) where code == EISDIR: return "A file is wanted here, this is a folder."
    case .system(let code) where code == EMFILE || code == ENFILE:
      return "Raise the limit of open files (ulimit -n)."
    case .system(let code) where code == EIO: return "The disk reports an error; check its health."
    case .overLimit, .lineTooLong: return "Is it the right file? Split it if it is."
    case .locked: return "Wait for the other run to end."
    case .nameNotUTF8: return "Rename the file, then try again."
    default: return "Check the path."
    }
  }

  /// One sentence: what was seen, where and what to do.
  public var description: String { "cannot \(operation) \(path): \(text). \(hint)" }
}
