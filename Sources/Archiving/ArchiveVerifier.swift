import DigestKit
import FileKit
import Records
import ZlibKit

/// Reads archives from end to end and finds whatever is wrong with them.
///
/// Found are: records that are torn, damaged or have other digests than they say (block, payload, unpacked body),
/// archives of ours that were not closed, hold fewer records than they closed with, or have any byte changed; and
/// revisits that lead to no body. Memory is the largest record.
public struct ArchiveVerifier: Sendable {
  /// What was looked at.
  public struct Tally: Hashable, Sendable {
    /// How many sealed files.
    public var files = 0
    /// How many records could be read.
    public var records = 0
    /// How many bytes those files have.
    public var bytes = 0
  }

  private let folder: ArchiveFolder

  /// A check of the archives in `folder`.
  public init(_ folder: ArchiveFolder) {
    self.folder = folder
  }

  /// Checks every archive of the folder, in the order of their names.
  ///
  /// - Parameter tell: Is given each finding as it is made.
  /// - Throws: That the folder cannot be listed; what cannot be read in it is a finding.
  public func run(_ tell: (ArchiveFinding) -> Void) throws(ArchiveFailure) -> Tally {
    var tally = Tally()
    for file in try folder.archives() { check(file, &tally, tell) }
    for file in try folder.openArchives() {
      let size = (try? FileSystem.size(FileSystem.join(folder.path, file))) ?? 0
      tell(.open(file: file, bytes: size))
    }
    return tally
  }

  /// Checks one file of the folder, whatever its name.
  public func run(file: String, _ tell: (ArchiveFinding) -> Void) -> Tally {
    var tally = Tally()
    check(file, &tally, tell)
    return tally
  }

  private func check(_ file: String, _ tally: inout Tally, _ tell: (ArchiveFinding) -> Void) {
    tally.files += 1
    var isSound = true
    func note(_ failure: ArchiveFailure) {
      isSound = false
      tell(.damage(failure))
    }
    do throws(ArchiveFailure) {
      tally.bytes += (try? FileSystem.size(FileSystem.join(folder.path, file))) ?? 0
      var reader = try folder.reader(file)
      var places = KnownBodies()
      while true {
        do throws(ArchiveFailure) {
          guard let record = try reader.next() else { break }
          tally.records += 1
          if let damage = record.damage {
            note(damage)
          } else {
            try check(record, &places)
          }
        } catch { note(error) }
      }
      if isSound, let last = reader.closingRecord { try check(last, file) }
    } catch { note(error) }
  }

  /// Checks what a sound record of ours says beyond its own bytes.
  private func check(_ record: ArchiveRecord, _ known: inout KnownBodies) throws(ArchiveFailure) {
    _ = try record.outcome()
    guard record.header(OwnField.bodySHA256) != nil else { return }
    let page = try record.page(limit: ArchiveReader.usualLimit)
    guard let earlier = page?.earlier, let location = earlier.location else { return }
    guard known.insert(location, earlier.sha256) else { return }
    do throws(ArchiveFailure) { _ = try folder.bodyRecord(of: earlier, openFile: nil) } catch {
      guard case .earlierMissing = error.reason else { throw error }
      throw record.failure(.revisitLost(file: location.file, offset: location.offset))
    }
  }

  /// Checks that the bytes before the record that closes an archive are those it was closed with, and its own bytes
  /// those that its text gives.
  private func check(_ last: ArchiveReader.ClosingRecord, _ file: String) throws(ArchiveFailure) {
    guard let written = last.facts.sha256 else { return }
    let path = FileSystem.join(folder.path, file)
    let found: String
    let isExact: Bool
    do {
      found = try ByteSource.sha256(of: path, upTo: last.offset)
      let member = try ByteSource.peek(path, count: last.length, at: last.offset)
      isExact = try Gzip.store(Gzip.inflate(member, limits: InflateLimits(bytes: 1 << 20))) == member
    } catch let failure as FileFailure {
      throw ArchiveFailure(.file(failure), file: file)
    } catch let failure as ZlibFailure {
      throw ArchiveFailure(.compression(failure), file: file, offset: last.offset)
    } catch {
      throw ArchiveFailure(.noRecord(seen: "\(error)"), file: file, offset: last.offset)
    }
    guard found == written else {
      throw ArchiveFailure(
        .digestMismatch(field: "sha256 of all bytes before", written: written, found: found), file: file,
        offset: last.offset)
    }
    guard isExact else { throw ArchiveFailure(.closingAltered, file: file, offset: last.offset) }
  }

  /// Bodies that revisits of one archive refer to and that were looked at already.
  private struct KnownBodies {
    private var seen: Set<[String]> = []

    /// Whether the body was not looked at before.
    mutating func insert(_ location: ArchiveLocation, _ sha256: String) -> Bool {
      seen.insert([location.file, String(location.offset), sha256]).inserted
    }
  }
}
