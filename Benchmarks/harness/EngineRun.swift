import Archiving
import CurlKit
import DigestKit
import FileKit
import Glibc
import HTTPKit
import Records

/// Fetches every address of a list through the transfer engine, as many at a time as said.
///
/// `fetch-engine URLS CONCURRENCY CA` keeps nothing; with FOLDER every page is archived there by `ArchiveWriter`, beside
/// the network. The line is that of the C limit: `{"pages":…,"bytes":…,"digest":…,"secs":…,"cpu":…}`, where `digest` is
/// that of the sorted digests of the pages.
struct EngineRun {
  private let addresses: [String]
  private let concurrency: Int
  private let certificate: String
  private let folder: String?

  init(_ words: ArraySlice<String>) throws {
    let words = Array(words)
    guard words.count == 3 || words.count == 4, let concurrency = Int(words[1]), concurrency > 0 else { throw Usage() }
    let list = try FileSystem.readAll(words[0], limit: 64 << 20)
    addresses = String(decoding: list, as: UTF8.self).split(separator: "\n").map(String.init)
    self.concurrency = concurrency
    certificate = words[2]
    folder = words.count == 4 ? words[3] : nil
  }

  func line() async throws -> String {
    let start = ContinuousClock.now
    let before = clock()
    let engine = try TransferEngine(EngineSettings(maximumConnections: concurrency, caFile: certificate))
    let shelf = try folder.map { try Shelf(folder: $0) }
    let totals = try await fetchAll(engine, shelf)
    let digest = try await shelf?.seal() ?? ""
    engine.close()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let cpu = Double(clock() - before) / 1_000_000
    return "{\"pages\":\(totals.pages),\"bytes\":\(totals.bytes),\"digest\":\"\(digest)\","
      + "\"secs\":\(seconds),\"cpu\":\(cpu)}"
  }

  private func fetchAll(_ engine: TransferEngine, _ shelf: Shelf?) async throws -> (pages: Int, bytes: Int) {
    try await withThrowingTaskGroup(of: (pages: Int, bytes: Int).self) { group in
      for worker in 0..<concurrency {
        group.addTask {
          var mine = (pages: 0, bytes: 0)
          for index in stride(from: worker, to: addresses.count, by: concurrency) {
            let response = try await engine.perform(request(addresses[index]))
            guard response.status == 200 else { throw Usage() }
            mine.pages += 1
            mine.bytes += response.body.count
            if let shelf { try await shelf.put(page(response, from: addresses[index])) }
          }
          return mine
        }
      }
      return try await group.reduce(into: (0, 0)) { $0 = ($0.0 + $1.pages, $0.1 + $1.bytes) }
    }
  }

  private func page(_ response: TransferResponse, from address: String) -> Page {
    var page = Page(
      url: address, fetchedAt: Instant(seconds: 1_800_000_000), body: response.body,
      sha256: Digest256(of: response.body).hex)
    page.status = response.status
    page.contentType = response.fields["Content-Type"]
    page.httpHead = response.head
    page.requestHead = response.requestHead
    if response.fields.isChunked == true { page.wireBody = response.wire }
    return page
  }

  private func request(_ address: String) throws -> TransferRequest {
    TransferRequest(
      url: try WebAddress(address), headers: [HeaderField("Accept", "*/*")],
      addresses: AddressPolicy(allowing: ["127.0.0.0/8", "::1"].compactMap { IPNetwork($0) }))
  }
}

/// The archive of a run; whoever brings a page waits until it is written, so no more pages wait than are in flight.
private actor Shelf {
  private var writer: ArchiveWriter?
  private var digests: [Digest256] = []

  init(folder: String) throws {
    writer = try ArchiveWriter(
      folder: folder, name: "bench", createdAt: Instant(seconds: 1_800_000_000), software: "benchmarks")
  }

  func put(_ page: Page) throws {
    if let digest = Digest256(hex: page.sha256) { digests.append(digest) }
    _ = try writer?.append(page, isDigestKnown: true)
  }

  /// Seals the archive and gives the digest of the sorted digests.
  func seal() throws -> String {
    guard let writer = writer.take() else { return "" }
    _ = try writer.seal()
    return Digest256(of: digests.sorted().flatMap(\.bytes)).hex
  }
}
