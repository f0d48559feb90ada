import FileKit
import SQLiteKit

/// The hashes of a database file by pieces, beside it, for as long as nothing writes: they also see a byte that flips
/// where no row is.
///
/// The file is removed before the first write and written when the last has reached the disk, so that what is killed
/// leaves none.
enum FileSums {
  private static let piece = 65_536
  private static let word = "aftermarket-sums-1"

  static func path(of database: String) -> String { database + ".sums" }

  static func remove(of database: String) throws(FileFailure) {
    let path = path(of: database)
    guard FileSystem.exists(path) else { return }
    try FileSystem.remove(path)
    try FileSystem.syncFolder(FileSystem.folder(of: path))
  }

  static func write(of database: String) throws(FileFailure) {
    let sums = try sums(of: database)
    let lines = [word, "\(try FileSystem.size(database))"] + sums.map { String($0, radix: 16) }
    try FileSystem.writeAtomically(Array((lines.joined(separator: "\n") + "\n").utf8), to: path(of: database))
  }

  /// The bytes that are not what they were, as ranges; none when nothing is known of them.
  static func changes(of database: String) throws(FileFailure) -> [Range<Int>] {
    let path = path(of: database)
    guard FileSystem.exists(path) else { return [] }
    // What is still in the log is not in the file.
    if FileSystem.exists(database + "-wal"), try FileSystem.size(database + "-wal") > 0 { return [] }
    let text = String(decoding: try FileSystem.readAll(path, limit: 1 << 26), as: UTF8.self)
    let lines = text.split(separator: "\n")
    guard lines.count >= 2, lines[0] == word, let size = Int(lines[1]) else { return [] }
    let known = lines.dropFirst(2).map { UInt64($0, radix: 16) }
    let found = try sums(of: database)
    guard try FileSystem.size(database) == size else { return [0..<size] }
    return found.indices.filter { !known.indices.contains($0) || known[$0] != found[$0] }
      .map { $0 * piece..<min(size, ($0 + 1) * piece) }
  }

  private static func sums(of database: String) throws(FileFailure) -> [UInt64] {
    let file = try File(database, for: .reading)
    var sums: [UInt64] = []
    var bytes: [UInt8] = []
    while true {
      bytes.removeAll(keepingCapacity: true)
      while bytes.count < piece, try file.read(upTo: piece - bytes.count, appendingTo: &bytes) > 0 {}
      guard !bytes.isEmpty else { return sums }
      sums.append(ByteHash.of(bytes))
    }
  }
}
