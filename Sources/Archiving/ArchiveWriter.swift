import DigestKit
import FileKit
import Records
import ZlibKit

/// Writes one archive: WARC 1.1, each record a gzip member of its own.
///
/// Until `seal` the file is called `<name>.warc.gz.open`, and nobody reads it. A writer that is let go before leaves
/// that file for `ArchiveFolder.rescue`.
public struct ArchiveWriter: ~Copyable {
  /// The name of the file once it is sealed.
  public let file: String
  /// How many pages were appended, evidence left out.
  public private(set) var pages = 0
  private let folder: String
  private let output: File
  private let createdAt: Instant
  private let archiveID: String
  private var offset: Int
  private var records: Int
  private var packer: GzipPacker
  private var packed: [UInt8]
  private var digest: DigestStream

  /// Begins the archive `<name>.warc.gz` in `folder`.
  ///
  /// - Parameters:
  ///   - software: The name and version that the archive says it was made by.
  ///   - createdAt: The time the archive says it was begun.
  ///   - facts: What else the archive says of itself, such as the run it belongs to: see `ArchiveRecord.facts`.
  ///   - level: How hard gzip tries, from 1 to 9.
  public init(
    folder: String, name: String, createdAt: Instant, software: String, facts: [(String, String)] = [],
    level: Int = 6
  ) throws(ArchiveFailure) {
    let file = name + ArchiveFolder.sealedSuffix
    guard ArchiveFolder.isUsable(name: name) else { throw ArchiveFailure(.nameUnusable, file: file) }
    let open = FileSystem.join(folder, file + ArchiveFolder.openSuffix)
    for path in [open, FileSystem.join(folder, file)] where FileSystem.exists(path) {
      throw ArchiveFailure(.nameTaken, file: path)
    }
    let promise = Closing.promise.split(separator: ":", maxSplits: 1).map { String($0.drop { $0 == " " }) }
    let lines =
      [
        ("software", software), ("format", "WARC File Format 1.1"),
        ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
        (promise[0], promise[1]),
      ] + facts
    let info: RecordText
    do throws(DigestFailure) {
      info = try RecordText(
        type: .warcinfo, date: createdAt, number: 0, fields: [("WARC-Filename", file)],
        contentType: WarcFields.mediaType, block: [WarcFields.block(lines)[...]])
    } catch { throw ArchiveFailure(.pageUnusable(error.description), file: file) }
    var digest = try Self.digest(file)
    var packer = try Self.packer(level, file)
    var packed: [UInt8] = []
    do throws(ZlibFailure) { try packer.pack(info.pieces, into: &packed) } catch {
      throw ArchiveFailure(.compression(error), file: file)
    }
    digest.update(packed)
    let output = try Self.open(open, file)
    do throws(FileFailure) { try output.write(packed) } catch { throw ArchiveFailure(.file(error), file: file) }
    self.output = output
    self.digest = digest
    self.packer = packer
    self.packed = packed
    offset = packed.count
    records = 1
    self.file = file
    self.folder = folder
    self.createdAt = createdAt
    archiveID = info.id
  }

  private static func digest(_ file: String) throws(ArchiveFailure) -> DigestStream {
    do throws(DigestFailure) { return try DigestStream(.sha256) } catch {
      throw ArchiveFailure(.pageUnusable(error.description), file: file)
    }
  }

  private static func packer(_ level: Int, _ file: String) throws(ArchiveFailure) -> GzipPacker {
    do throws(ZlibFailure) { return try GzipPacker(level: level) } catch {
      throw ArchiveFailure(.compression(error), file: file)
    }
  }

  private static func open(_ path: String, _ file: String) throws(ArchiveFailure) -> File {
    do throws(FileFailure) { return try File(path, for: .creatingNew) } catch {
      throw ArchiveFailure(.file(error), file: file)
    }
  }

  /// Appends `page` and says where it stands, in the file as it will be called once it is sealed.
  ///
  /// A page with an `earlier` becomes a revisit of the record that holds its body, in this folder. When there is no
  /// such record, a page whose body came is archived with it.
  /// When the disk is full, what was appended before stays whole.
  /// - Parameter isDigestKnown: Whether whoever made the page took its SHA-256 of this very body. It is then not
  ///   taken again, a twentieth of the cost of a page; a wrong one stays until `ArchiveVerifier` finds it.
  /// - Throws: `earlierMissing` for a page without body (304) whose body is not in the archive.
  public mutating func append(_ page: Page, isDigestKnown: Bool = false) throws(ArchiveFailure) -> ArchiveLocation {
    let record = PageRecord(
      page: page, archiveID: archiveID, number: records, file: file, earlier: try bodyRecord(of: page),
      isDigestKnown: isDigestKnown)
    try record.check()
    let location = ArchiveLocation(file: file, offset: try append(record.records()))
    if page.evidence == nil { pages += 1 }
    return location
  }

  /// Appends what became of an address that gave no page, or of a plan that broke off.
  ///
  /// The time of the record is that of the line's provenance, or else of the archive.
  @discardableResult
  public mutating func append(_ line: PageLine) throws(ArchiveFailure) -> ArchiveLocation {
    let record = OutcomeRecord(line: line, archiveID: archiveID, number: records, date: createdAt)
    return ArchiveLocation(file: file, offset: try append([record.record(file: file)]))
  }

  /// Appends what is kept of a page that must not be archived itself.
  @discardableResult
  public mutating func append(_ kept: KeptPage) throws(ArchiveFailure) -> ArchiveLocation {
    let record = KeptRecord(kept: kept, archiveID: archiveID, number: records)
    let location = ArchiveLocation(file: file, offset: try append([record.record(file: file)]))
    pages += 1
    return location
  }

  private func bodyRecord(of page: Page) throws(ArchiveFailure) -> BodyRecord? {
    guard let earlier = page.earlier, page.evidence == nil, page.cut == nil else { return nil }
    let isBodyHere = page.status != 304
    if isBodyHere, earlier.sha256 != page.sha256 { return nil }
    do throws(ArchiveFailure) {
      return try ArchiveFolder(folder).bodyRecord(of: earlier, openFile: file)
    } catch {
      if isBodyHere, case .earlierMissing = error.reason { return nil }
      throw error
    }
  }

  /// How many bytes the file has so far.
  public var byteCount: Int { offset }

  /// Waits until what was appended has reached the disk.
  public func sync() throws(ArchiveFailure) {
    do throws(FileFailure) { try output.sync() } catch {
      throw ArchiveFailure(.file(error), file: file, offset: offset)
    }
  }

  /// Ends the archive, makes it last and gives it its name.
  public consuming func seal() throws(ArchiveFailure) -> String {
    let (file, folder, offset) = (self.file, self.folder, self.offset)
    let path = FileSystem.join(folder, file)
    do {
      let facts = Closing.Facts(records: records, bytes: offset, sha256: Hex.encode(digest.finish()))
      try output.write(Closing.member(facts, archiveID: archiveID, date: createdAt))
      try output.sync()
      try output.close()
      try FileSystem.rename(path + ArchiveFolder.openSuffix, to: path)
      try FileSystem.syncFolder(folder)
    } catch let failure as FileFailure {
      throw ArchiveFailure(.file(failure), file: file, offset: offset)
    } catch {
      throw ArchiveFailure(.pageUnusable("\(error)"), file: file, offset: offset)
    }
    return file
  }

  /// Appends records, each as one gzip member, and gives the offset of the first.
  private mutating func append(_ records: [RecordText]) throws(ArchiveFailure) -> Int {
    packed.removeAll(keepingCapacity: packed.capacity <= 4 << 20)
    do throws(ZlibFailure) {
      for record in records { try packer.pack(record.pieces, into: &packed) }
    } catch {
      throw ArchiveFailure(.compression(error), file: file)
    }
    do throws(FileFailure) {
      try output.write(packed)
    } catch {
      // Half a record would hide all that is appended behind it.
      do throws(FileFailure) {
        try output.truncate(to: offset)
        try output.seek(to: offset)
      } catch { throw ArchiveFailure(.file(error), file: file, offset: offset) }
      throw ArchiveFailure(.file(error), file: file, offset: offset)
    }
    digest.update(packed)
    defer {
      offset += packed.count
      self.records += records.count
    }
    return offset
  }
}
