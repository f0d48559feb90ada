import Glibc

extension FileSystem {
  /// Who may read or write a file.
  public struct Access: Hashable, Sendable {
    /// The permission bits, such as 0o600.
    public let mode: UInt32
    /// Whether somebody else than the owner may read or write it.
    public var isShared: Bool { mode & 0o077 != 0 }
    /// The bits as `chmod` takes them: "600".
    public var text: String { String(mode, radix: 8) }
  }

  /// Who may read or write the file at `path`, links followed.
  public static func access(_ path: String) throws(FileFailure) -> Access {
    try checkPath(path, "look at")
    var facts = stat()
    if unsafe stat(path, &facts) != 0 { throw FileFailure("look at", path) }
    return Access(mode: facts.st_mode & 0o7777)
  }

  /// The path with all links followed and without `.` and `..`; the file must be there.
  public static func realPath(_ path: String) throws(FileFailure) -> String {
    try checkPath(path, "find")
    // realpath(3): "If resolved_path is specified as NULL, then realpath() uses malloc(3)".
    guard let resolved = unsafe realpath(path, nil) else { throw FileFailure("find", path) }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }
}
