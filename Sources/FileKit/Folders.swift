import Glibc

extension FileSystem {
  /// The names in the folder at `path`, sorted by their bytes, without `.` and `..`.
  public static func list(_ path: String) throws(FileFailure) -> [String] {
    try checkPath(path, "list")
    let stream = unsafe try openFolder(path)
    defer { _ = unsafe closedir(stream) }
    var names: [String] = []
    while true {
      // readdir(3): "to distinguish end of stream from an error, set errno to zero before calling readdir()".
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        if errno != 0 { throw FileFailure("list", path) }
        break
      }
      let bytes = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe Array(bytes.prefix { $0 != 0 })
      }
      // Such a name could not be opened again; passing it over would lose a file without a word.
      guard let name = String(validating: bytes, as: UTF8.self) else {
        throw FileFailure(
          operation: "list", path: join(path, String(decoding: bytes, as: UTF8.self)), reason: .nameNotUTF8)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted(by: precedes)
  }

  /// Opens a folder, and starts over when a signal comes in between.
  private static func openFolder(_ path: String) throws(FileFailure) -> OpaquePointer {
    while true {
      if let stream = unsafe opendir(path) { return unsafe stream }
      if errno != EINTR { throw FileFailure("list", path) }
    }
  }

  /// The paths of all files below the folder at `path`, sorted by their bytes; `path` itself when it is a file.
  ///
  /// Links are followed, but each folder is entered once, so that a loop of links ends. Pipes, sockets and
  /// devices are left out.
  public static func walk(_ path: String) throws(FileFailure) -> [String] {
    let start = try facts(path, followingLinks: true)
    guard start.isFolder else { return [path] }
    var entered: Set<[UInt64]> = [start.identity]
    var found: [String] = []
    try walk(path, entered: &entered, found: &found)
    return found.sorted(by: precedes)
  }

  private static func walk(
    _ folder: String, entered: inout Set<[UInt64]>, found: inout [String]
  ) throws(FileFailure) {
    for name in try list(folder) {
      let path = join(folder, name)
      let facts: Facts
      do {
        facts = try self.facts(path, followingLinks: true)
      } catch {
        // A link that leads nowhere, or a file removed meanwhile, is not in the folder any more.
        if error.isMissing { continue }
        throw error
      }
      if facts.isFile {
        found.append(path)
      } else if facts.isFolder, entered.insert(facts.identity).inserted {
        try walk(path, entered: &entered, found: &found)
      }
    }
  }

  /// Makes the folder at `path` and those above it; that it is there already is fine.
  public static func makeFolders(_ path: String) throws(FileFailure) {
    try checkPath(path, "make folder")
    if isFolder(path) { return }
    let parent = folder(of: path)
    if parent != path, !isFolder(parent) { try makeFolders(parent) }
    if unsafe mkdir(path, 0o755) != 0, errno != EEXIST || !isFolder(path) {
      throw FileFailure("make folder", path)
    }
  }

  /// Waits until the names in the folder at `path` have reached the disk.
  public static func syncFolder(_ path: String) throws(FileFailure) {
    let descriptor = Descriptor(owning: try openDescriptor(path, O_RDONLY | O_DIRECTORY, operation: "open"))
    while fsync(descriptor.number) != 0 {
      if errno != EINTR { throw FileFailure("sync", path) }
    }
  }

  /// Order by bytes, which no locale and no Unicode version changes.
  private static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
