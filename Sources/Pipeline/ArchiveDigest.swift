import DigestKit
import FileKit
import Loading

/// The size and the digest of a sealed archive.
enum ArchiveDigest {
  /// Reads the file from end to end.
  static func of(_ name: String, in folder: String) throws -> ArchiveFile {
    let file = try File(FileSystem.join(folder, name), for: .reading)
    var digest = try DigestStream(.sha256)
    var size = 0
    while true {
      let bytes = try file.read(upTo: 1 << 20)
      guard !bytes.isEmpty else { break }
      size += bytes.count
      digest.update(bytes)
    }
    return ArchiveFile(name: name, bytes: size, sha256: digest.finish().map { hex($0) }.joined())
  }

  private static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}
