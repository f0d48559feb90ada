import DigestKit
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

  /// The SHA-256 of the first `count` bytes of the file at `path`, in hexadecimal digits.
  static func sha256(of path: String, upTo count: Int) throws -> String {
    let file = try File(path, for: .reading)
    var digest = try DigestStream(.sha256)
    var left = count
    while left > 0 {
      let piece = try file.read(upTo: min(left, 256 << 10))
      if piece.isEmpty { break }
      digest.update(piece)
      left -= piece.count
    }
    return Hex.encode(digest.finish())
  }
}
