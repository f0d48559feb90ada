import FileKit

/// The bytes of an archive file, piece by piece.
final class ByteSource {
  private let file: File
  private let pieceSize: Int
  let size: Int

  init(_ path: String, startingAt offset: Int, pieceSize: Int) throws(FileFailure) {
    let file = try File(path, for: .reading)
    size = try file.size()
    if offset > 0 { try file.seek(to: offset) }
    self.file = file
    self.pieceSize = pieceSize
  }

  /// The next piece; none at the end.
  func next() throws(FileFailure) -> [UInt8] { try file.read(upTo: pieceSize) }

  /// The first bytes of the file at `path`, to tell what it is.
  static func peek(_ path: String, count: Int, at offset: Int) throws(FileFailure) -> [UInt8] {
    let file = try File(path, for: .reading)
    if offset > 0 { try file.seek(to: offset) }
    return try file.read(upTo: count)
  }
}
