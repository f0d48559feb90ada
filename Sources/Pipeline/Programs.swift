import FileKit

/// Programs of the system, looked for as a shell does, and where mailers are kept besides.
enum Programs {
  /// The path of the program of that name; nil when there is none.
  static func path(of name: String, _ environment: [String: String]) -> String? {
    let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").map(String.init)
    return (folders + ["/usr/sbin", "/usr/lib"]).map { FileSystem.join($0, name) }.first { path in
      guard let access = try? FileSystem.access(path) else { return false }
      return access.mode & 0o111 != 0 && !FileSystem.isFolder(path)
    }
  }
}
