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
  /// How many pages were appended.
  public private(set) var pages = 0
  private let folder: String
  private let output: File
  private let level: Int
  private let createdAt: Instant
  private let archiveID: String
  private var offset: Int
  private var records: Int

  /// Begins the archive `<name>.warc.gz` in `folder`.
  ///
  /// - Parameters:
  ///   - software: The name and version that the archive says it was made by.
  ///   - createdAt: The time the archive says it was begun.
  ///   - level: How hard gzip tries, from 1 to 9.
  public init(
    folder: String, name: String, createdAt: Instant, software: String, level: Int = 6
  ) throws(ArchiveFailure) {
    let file = name + ArchiveFolder.sealedSuffix
    guard ArchiveFolder.isUsable(name: name) else { throw ArchiveFailure(.nameUnusable, file: name) }
    let open = FileSystem.join(folder, file + ArchiveFolder.openSuffix)
    for path in [open, FileSystem.join(folder, file)] where FileSystem.exists(path) {
      throw ArchiveFailure(.nameTaken, file: path)
    }
    let facts = [
      "software: \(FieldText.isPlain(software) ? software : FieldText.escape(software))",
      "format: WARC File Format 1.1",
      "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
      Closing.promise,
    ]
    let info = RecordText.record(
      type: .warcinfo, date: createdAt, fields: [("WARC-Filename", file)], contentType: "application/warc-fields",
      block: Array((facts.joined(separator: "\r\n") + "\r\n").utf8))
    let output = try Self.open(open, file)
    let member = try Self.pack(info.bytes, level, file)
    do throws(FileFailure) { try output.write(member) } catch { throw ArchiveFailure(.file(error), file: file) }
    self.output = output
    self.offset = member.count
    self.records = 1
    self.file = file
    self.folder = folder
    self.level = level
    self.createdAt = createdAt
    self.archiveID = info.id
  }

  private static func open(_ path: String, _ file: String) throws(ArchiveFailure) -> File {
    do throws(FileFailure) {
      return try File(path, for: .creatingNew)
    } catch {
      throw ArchiveFailure(.file(error), file: file)
    }
  }

  private static func pack(_ record: [UInt8], _ level: Int, _ file: String) throws(ArchiveFailure) -> [UInt8] {
    do throws(ZlibFailure) {
      return try Gzip.deflate(record, level: level)
    } catch {
      throw ArchiveFailure(.compression(error), file: file)
    }
  }

  /// Appends `page` and says where it stands, in the file as it will be called once it is sealed.
  ///
  /// When the disk is full, what was appended before stays whole.
  public mutating func append(_ page: Page) throws(ArchiveFailure) -> ArchiveLocation {
    let bytes = try PageRecord(page: page, archiveID: archiveID).bytes(file: file)
    let location = ArchiveLocation(file: file, offset: try append(bytes))
    pages += 1
    return location
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
    _ = try append(Closing.record(archiveID: archiveID, date: createdAt, records: records, bytes: offset))
    let (file, folder, offset) = (self.file, self.folder, self.offset)
    let path = FileSystem.join(folder, file)
    do throws(FileFailure) {
      try output.sync()
      try output.close()
      try FileSystem.rename(path + ArchiveFolder.openSuffix, to: path)
      try FileSystem.syncFolder(folder)
    } catch {
      throw ArchiveFailure(.file(error), file: file, offset: offset)
    }
    return file
  }

  /// Appends the bytes of a record as one gzip member and gives its offset.
  private mutating func append(_ record: [UInt8]) throws(ArchiveFailure) -> Int {
    let member = try Self.pack(record, level, file)
    do throws(FileFailure) {
      try output.write(member)
    } catch {
      // Half a record would hide all that is appended behind it.
      do throws(FileFailure) {
        try output.truncate(to: offset)
        try output.seek(to: offset)
      } catch { throw ArchiveFailure(.file(error), file: file, offset: offset) }
      throw ArchiveFailure(.file(error), file: file, offset: offset)
    }
    defer {
      offset += member.count
      records += 1
    }
    return offset
  }
}
