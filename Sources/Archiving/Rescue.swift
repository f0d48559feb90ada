import DigestKit
import FileKit
import Records
import ZlibKit

extension ArchiveFolder {
  /// What became of an archive that was never sealed.
  public struct Rescued: Hashable, Sendable {
    /// Its name, now that it is sealed; nil when not even one record was whole and the file was removed.
    public let file: String?
    /// How many pages it holds, evidence left out.
    public let pages: Int
    /// How many bytes of a record cut off at the end were dropped.
    public let lostBytes: Int
  }

  /// Seals what a process left open when it was ended: all whole records stay, half a record at the end goes.
  ///
  /// Damage in the middle stays too, with all that stands behind it; `ArchiveVerifier` finds it.
  ///
  /// To be called under the lock of the workspace, for no open archive may have a writer.
  public func rescue() throws(ArchiveFailure) -> [Rescued] {
    var rescued: [Rescued] = []
    do {
      for name in try openArchives() { rescued.append(try rescue(name)) }
    } catch let failure as ArchiveFailure {
      throw failure
    } catch let failure as FileFailure {
      throw ArchiveFailure(.file(failure), file: path)
    } catch {
      throw ArchiveFailure(.pageUnusable("\(error)"), file: path)
    }
    return rescued
  }

  private func rescue(_ name: String) throws -> Rescued {
    let open = FileSystem.join(path, name)
    let sealed = String(open.dropLast(Self.openSuffix.count))
    if FileSystem.exists(sealed) { throw ArchiveFailure(.nameTaken, file: sealed) }
    let size = try FileSystem.size(open)
    let tail = try wholePart(of: open, name)
    guard let info = tail.info, tail.records > (tail.isClosed ? 2 : 1) else {
      try FileSystem.remove(open)
      return Rescued(file: nil, pages: 0, lostBytes: size)
    }
    let file = try File(open, for: .appending)
    try file.truncate(to: tail.end)
    if !tail.isClosed {
      let facts = Closing.Facts(
        records: tail.records, bytes: tail.end, sha256: try ByteSource.sha256(of: open, upTo: tail.end))
      try file.write(
        Closing.member(facts, archiveID: info.id ?? "", date: info.date ?? Instant(seconds: 0)))
    }
    try file.sync()
    try file.close()
    try FileSystem.rename(open, to: sealed)
    try FileSystem.syncFolder(path)
    return Rescued(file: FileSystem.name(of: sealed), pages: tail.pages, lostBytes: size - tail.end)
  }

  private func wholePart(of path: String, _ name: String) throws(ArchiveFailure) -> Tail {
    var tail = Tail()
    do throws(ArchiveFailure) {
      var reader = try ArchiveReader(path, name: name)
      while true {
        do throws(ArchiveFailure) {
          guard let record = try reader.next() else { break }
          tail.see(record)
        } catch {
          // What stands behind damage in the middle is not given up for it; whoever reads the archive is told of it.
          if error.resumesAt == nil { throw error }
        }
      }
    } catch {
      // Damage is where the whole part ends; a disk that cannot be read must not cut the file.
      if !error.isDamage { throw error }
    }
    return tail
  }

  private struct Tail {
    var info: ArchiveRecord?
    var records = 0
    var pages = 0
    var end = 0
    var isClosed = false

    mutating func see(_ record: ArchiveRecord) {
      if records == 0, record.kind == .warcinfo { info = record }
      records += 1
      if record.isPage, record.damage == nil { pages += 1 }
      isClosed = Closing.facts(of: record) != nil
      end = record.offset + record.length
    }
  }
}

extension ArchiveFailure {
  /// Whether the file is not there.
  var isMissing: Bool {
    if case .file(let failure) = reason { return failure.isMissing }
    return false
  }

  /// Whether the bytes of the archive are at fault, and not the disk or the memory.
  var isDamage: Bool {
    switch reason {
    case .file: false
    case .compression(let failure): failure.reason != .outOfMemory
    default: true
    }
  }
}
