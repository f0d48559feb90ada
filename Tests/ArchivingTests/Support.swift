import Archiving
import DigestKit
import FileKit
import Foundation
import Records
import Testing

/// An empty folder that is gone when its owner is.
final class Scratch {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/archive-\(UUID().uuidString)"
    try FileSystem.makeFolders(path)
  }

  deinit {
    try? FileSystem.removeTree(path)
  }

  func callAsFunction(_ name: String) -> String { FileSystem.join(path, name) }

  var folder: ArchiveFolder { ArchiveFolder(path) }

  /// Writes `bytes` as `name` and gives the path.
  func put(_ bytes: [UInt8], _ name: String) throws -> String {
    // Not synced: what a test writes need not outlive a power cut.
    let file = try File(self(name), for: .creating)
    try file.write(bytes)
    return self(name)
  }

  /// Archives `pages` under `name` and gives their places.
  @discardableResult
  func archive(_ pages: [Page], _ name: String = "a") throws -> [ArchiveLocation] {
    var writer = try begin(name)
    var places: [ArchiveLocation] = []
    for page in pages { places.append(try writer.append(page)) }
    _ = try writer.seal()
    return places
  }

  func begin(_ name: String) throws -> ArchiveWriter {
    try ArchiveWriter(
      folder: path, name: name, createdAt: Instant(seconds: 1_700_000_000), software: "aftermarket/test")
  }
}

/// Everything that reading an archive gives: the records, and the failure that ended it.
struct Reading {
  var records: [ArchiveRecord] = []
  var failures: [ArchiveFailure] = []

  init(_ path: String, name: String? = nil, limit: Int = ArchiveReader.usualLimit) {
    do throws(ArchiveFailure) {
      var reader = try ArchiveReader(path, name: name, limit: limit)
      while true {
        do throws(ArchiveFailure) {
          guard let record = try reader.next() else { return }
          records.append(record)
        } catch { failures.append(error) }
      }
    } catch {
      failures.append(error)
    }
  }

  /// The first failure that kept a record from being read.
  var failure: ArchiveFailure? { failures.first }

  /// The first thing that is wrong.
  var firstFailure: ArchiveFailure? { records.lazy.compactMap(\.damage).first ?? failure }

  var pages: [Page] {
    get throws { try records.compactMap { try $0.page() } }
  }
}

/// Pages compared by all they hold but their place.
func expectSame(_ found: Page?, _ page: Page, _ location: SourceLocation = #_sourceLocation) {
  #expect(found?.source == page.source, sourceLocation: location)
  #expect(found?.url == page.url, sourceLocation: location)
  #expect(found?.fetchedAt == page.fetchedAt, sourceLocation: location)
  #expect(found?.status == page.status, sourceLocation: location)
  #expect(found?.contentType == page.contentType, sourceLocation: location)
  #expect(found?.httpHead == page.httpHead, sourceLocation: location)
  #expect(found?.wireBody == page.wireBody, sourceLocation: location)
  #expect(found?.body == page.body, sourceLocation: location)
  #expect(found?.sha256 == page.sha256, sourceLocation: location)
}

extension Page {
  /// A page of `text` that was saved.
  static func saved(_ text: String, url: String? = nil, source: String? = nil, at seconds: Int = 1_526_000_000) -> Page
  {
    let body = [UInt8](text.utf8)
    return Page(
      source: source.map { SourceID($0) }, url: url, fetchedAt: Instant(seconds: seconds), body: body,
      sha256: Digest256(of: body).hex)
  }

  /// A page of `text` that was fetched.
  static func fetched(_ text: String, head: String, wire: [UInt8]? = nil, status: Int? = 200) -> Page {
    var page = saved(text, url: "https://shop.example/list?q=1", source: "shop")
    page.httpHead = [UInt8](head.utf8)
    page.wireBody = wire
    page.status = status
    page.contentType = "text/html"
    return page
  }
}

/// A random generator whose seed can be printed and set again through `TEST_SEED`.
struct Seeded: RandomNumberGenerator {
  let seed: UInt64
  private var state: UInt64

  init() {
    let given = ProcessInfo.processInfo.environment["TEST_SEED"].flatMap { UInt64($0) }
    seed = given ?? UInt64.random(in: 0...UInt64.max)
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
