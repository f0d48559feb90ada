import FileKit
import Records

/// The folder of all archives.
public struct ArchiveFolder: Hashable, Sendable {
  static let sealedSuffix = ".warc.gz"
  static let openSuffix = ".open"

  /// The path of the folder.
  public let path: String

  /// The folder at `path`, which need not be there yet.
  public init(_ path: String) {
    self.path = path
  }

  /// The sealed archives by their paths below the folder, in byte order; none when there is no folder.
  ///
  /// Whatever is still open, temporary or no archive is passed over.
  public func archives() throws(ArchiveFailure) -> [String] {
    guard FileSystem.exists(path) else { return [] }
    do throws(FileFailure) {
      return try FileSystem.walk(path)
        .map { String($0.dropFirst(FileSystem.join(path, "").count)) }
        .filter { $0.hasSuffix(Self.sealedSuffix) || $0.hasSuffix(".warc") }
    } catch {
      throw ArchiveFailure(.file(error), file: path)
    }
  }

  /// The archives that were not sealed, by their paths below the folder, in byte order.
  public func openArchives() throws(ArchiveFailure) -> [String] {
    guard FileSystem.exists(path) else { return [] }
    do throws(FileFailure) {
      return try FileSystem.list(path).filter { $0.hasSuffix(Self.sealedSuffix + Self.openSuffix) }
    } catch {
      throw ArchiveFailure(.file(error), file: path)
    }
  }

  /// Opens one of `archives`.
  public func reader(_ file: String, verifying: Bool = true) throws(ArchiveFailure) -> ArchiveReader {
    try ArchiveReader(FileSystem.join(path, file), name: file, verifying: verifying)
  }

  /// The record at a place.
  public func record(at location: ArchiveLocation) throws(ArchiveFailure) -> ArchiveRecord {
    try ArchiveReader.record(FileSystem.join(path, location.file), name: location.file, at: location.offset)
  }

  /// Whether `name` can be the name of an archive: it stays in its folder and on any disk.
  static func isUsable(name: String) -> Bool {
    guard (1...100).contains(name.utf8.count), name.utf8.first != UInt8(ascii: ".") else { return false }
    return name.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
      default: false
      }
    }
  }
}
