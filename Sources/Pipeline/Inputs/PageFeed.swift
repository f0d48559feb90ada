import Archiving
import DigestKit
import FileKit
import Records
import ZlibKit

/// Reads the pages of input files one after the other: plain files, gzip files and WARC archives.
///
/// Memory is one page. A file that cannot be read is told as such and does not stop the others.
struct PageFeed: ~Copyable {
  /// What comes next.
  enum Item: Sendable {
    /// A page.
    case page(Page)
    /// What became of an address that gave no page, from an archive of ours.
    case outcome(PageLine)
    /// What is kept of a page that had to go, from an archive of ours.
    case kept(KeptPage)
    /// A file or a record that could not be read: what was seen, where, and what to do.
    case unreadable(String)

    /// What a record of an archive holds; nil for evidence and for records about others.
    init?(_ record: ArchiveRecord) {
      do throws(ArchiveFailure) {
        if let page = try record.page(limit: PageFeed.pageLimit) {
          self = .page(page)
        } else if let line = try record.outcome() {
          self = .outcome(line)
        } else if let kept = try record.kept() {
          self = .kept(kept)
        } else {
          return nil
        }
      } catch { self = .unreadable("\(error)") }
    }
  }

  /// What comes next, with the reading of a plain file still to be done, which any task may do.
  enum Unread: Sendable {
    case file(InputFile)
    case item(Item)

    /// The page, read now.
    func read() -> Item {
      switch self {
      case .file(let file): PageFeed.read(file)
      case .item(let item): item
      }
    }
  }

  /// The largest page, unpacked, in bytes.
  static let pageLimit = 64 << 20

  private var files: [InputFile]
  private var position = 0
  private var archive: ArchiveReader?
  private var bodies = SeenBodies()

  /// The pages of `files`, in their order.
  init(_ files: [InputFile]) { self.files = files }

  /// The next page, or nil at the end.
  mutating func next() -> Item? { nextUnread()?.read() }

  /// The next page with a plain file not read yet, or nil at the end.
  mutating func nextUnread() -> Unread? {
    while true {
      if archive != nil {
        if let item = nextOfArchive() { return .item(item) }
        if let reader = archive.take() { bodies = reader.bodies }
        position += 1
        continue
      }
      guard position < files.count else { return nil }
      let file = files[position]
      guard file.isArchive else {
        position += 1
        return .file(file)
      }
      do throws(ArchiveFailure) {
        var reader = try ArchiveReader(file.path)
        swap(&reader.bodies, &bodies)
        archive = consume reader
      } catch {
        position += 1
        return .item(.unreadable("\(error)"))
      }
    }
  }

  private mutating func nextOfArchive() -> Item? {
    let file = files[position]
    do throws(ArchiveFailure) {
      while let record = try archive?.next() {
        guard let item = Item(record) else { continue }
        switch item {
        case .page(let page): return whole(page, at: record.offset, of: file)
        case .outcome(var line):
          if let source = file.source { line.source = source }
          return .outcome(line)
        case .kept, .unreadable: return item
        }
      }
      return nil
    } catch {
      // The reader goes on behind the damage when it can; otherwise its next call ends the file.
      return .unreadable("\(error)")
    }
  }

  private func whole(_ page: Page, at offset: Int, of file: InputFile) -> Item {
    if let cut = page.cut {
      return .unreadable(
        "\(file.path) at byte \(offset): the archive says that this page was cut off (\(cut.rawValue)); fetch or save "
          + "it again")
    }
    do throws(ArchiveFailure) {
      var page = try filled(page, file)
      // What a page of a foreign archive belongs to may be stated by the caller.
      if let source = file.source { page.source = source }
      page.location = nil
      return .page(page)
    } catch { return .unreadable("\(error)") }
  }

  /// A page that was found unchanged with the body of the one before: where its record says, in the same folder, or
  /// where it was seen, in this file or one before it.
  private func filled(_ page: Page, _ file: InputFile) throws(ArchiveFailure) -> Page {
    guard var earlier = page.earlier else { return page }
    var folder = FileSystem.folder(of: file.path)
    if let location = earlier.location, files[...position].contains(where: { $0.path == location.file }) {
      folder = FileSystem.folder(of: location.file)
      earlier.location = ArchiveLocation(file: FileSystem.name(of: location.file), offset: location.offset)
    }
    var page = page
    page.earlier = earlier
    page = try ArchiveFolder(folder).filled(page, limit: PageFeed.pageLimit)
    page.earlier = nil
    // The head of a 304 speaks of no body, so it does not fit one.
    if page.status == 304 { page.httpHead = nil }
    return page
  }

  private static func read(_ file: InputFile) -> Item {
    do {
      var bytes = try FileSystem.readAll(file.path, limit: PageFeed.pageLimit)
      if Gzip.recognizes(bytes) { bytes = try Gzip.inflate(bytes, limits: InflateLimits(bytes: PageFeed.pageLimit)) }
      guard !bytes.isEmpty else { return .unreadable("\(file.path) is empty; save the page again") }
      if bytes.starts(with: "WARC/1.".utf8) {
        return .unreadable("\(file.path) is a WARC archive; give it a name that ends in .warc or .warc.gz")
      }
      let time = try file.fetchedAt ?? Instant(seconds: Int(FileSystem.modificationTime(file.path)))
      var page = Page(
        source: file.source, url: file.url, fetchedAt: time, body: bytes, sha256: Digest256(of: bytes).hex)
      page.contentType = nil
      return .page(page)
    } catch let failure as ZlibFailure {
      return .unreadable("\(file.path): \(failure)")
    } catch {
      return .unreadable("\(error)")
    }
  }
}
