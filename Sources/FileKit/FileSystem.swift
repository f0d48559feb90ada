import Glibc

/// Files and folders by their paths.
public enum FileSystem {
  /// The whole file at `path`, or an error when it holds more than `limit` bytes.
  public static func readAll(_ path: String, limit: Int) throws(FileFailure) -> [UInt8] {
    let file = try File(path, for: .reading)
    return try file.readRest(limit: limit)
  }

  /// Puts `bytes` at `path` so that a crash leaves the old file or the new one, never a part.
  ///
  /// The bytes go to `<path>.tmp`, which is synced and renamed; then the folder is synced.
  public static func writeAtomically(_ bytes: [UInt8], to path: String) throws(FileFailure) {
    let temporary = path + ".tmp"
    do {
      let file = try File(temporary, for: .creating)
      try file.write(bytes)
      try file.sync()
      try file.close()
    } catch {
      // A half-written temporary file on a full disk only keeps room from others.
      try? remove(temporary)
      throw error
    }
    try rename(temporary, to: path)
    try syncFolder(folder(of: path))
  }

  /// Gives the file or folder at `path` another name, replacing a file which has it.
  public static func rename(_ path: String, to target: String) throws(FileFailure) {
    try checkPath(path, "rename")
    try checkPath(target, "rename to")
    if unsafe Glibc.rename(path, target) != 0 { throw FileFailure("rename to \(target)", path) }
  }

  /// Removes the file, or the empty folder, at `path`; that nothing is there is an error.
  public static func remove(_ path: String) throws(FileFailure) {
    try checkPath(path, "remove")
    if unsafe Glibc.remove(path) != 0 { throw FileFailure("remove", path) }
  }

  /// Removes the folder at `path` and all that is in it, not following links.
  public static func removeTree(_ path: String) throws(FileFailure) {
    if try facts(path, followingLinks: false).isFolder {
      for name in try list(path) { try removeTree(join(path, name)) }
    }
    try remove(path)
  }

  /// Whether something is at `path`.
  public static func exists(_ path: String) -> Bool {
    (try? facts(path, followingLinks: true)) != nil
  }

  /// Whether a folder is at `path`.
  public static func isFolder(_ path: String) -> Bool {
    (try? facts(path, followingLinks: true))?.isFolder ?? false
  }

  /// The size of the file in bytes.
  public static func size(_ path: String) throws(FileFailure) -> Int {
    try facts(path, followingLinks: true).size
  }

  /// When the file was last written, in seconds since 1970 UTC.
  public static func modificationTime(_ path: String) throws(FileFailure) -> Int64 {
    try facts(path, followingLinks: true).modified
  }

  /// How many bytes an ordinary user can still write on the disk that holds `path`.
  public static func freeBytes(_ path: String) throws(FileFailure) -> Int {
    try checkPath(path, "look at the disk of")
    var facts = statvfs()
    if unsafe statvfs(path, &facts) != 0 { throw FileFailure("look at the disk of", path) }
    let (bytes, over) = UInt64(facts.f_bavail).multipliedReportingOverflow(by: UInt64(facts.f_frsize))
    return over ? Int.max : Int(clamping: bytes)
  }

  /// The folder part of a path: `a/b` of `a/b/c`, `.` of `c`, `/` of `/c`.
  public static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of a path: `c` of `a/b/c`.
  public static func name(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return path }
    return String(path[path.index(after: slash)...])
  }

  /// A path from a folder and a name.
  public static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty || folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  struct Facts {
    let isFolder: Bool
    let isFile: Bool
    let size: Int
    let modified: Int64
    let identity: [UInt64]
  }

  static func facts(_ path: String, followingLinks: Bool) throws(FileFailure) -> Facts {
    try checkPath(path, "look at")
    var facts = stat()
    let code = unsafe followingLinks ? stat(path, &facts) : lstat(path, &facts)
    if code != 0 { throw FileFailure("look at", path) }
    return Facts(
      isFolder: facts.st_mode & S_IFMT == S_IFDIR,
      isFile: facts.st_mode & S_IFMT == S_IFREG,
      size: Int(facts.st_size),
      modified: Int64(facts.st_mtim.tv_sec),
      identity: [UInt64(facts.st_dev), UInt64(facts.st_ino)])
  }
}
