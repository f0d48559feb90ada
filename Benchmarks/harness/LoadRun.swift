import FileKit
import Glibc
import Loading
import Records

/// Observations into a database: `benchmarks load DATABASE LISTINGS NIGHTS [FILE]`.
///
/// Made-up listings, fifty to a page, are seen night after night; one in twenty has another price each night. A batch is
/// made first, and what is timed is loading it. Everything is loaded, then all of it again, which changes nothing.
/// FILE takes the same values as lines for the C program, with the ids that ours derives.
struct LoadRun {
  private let database: String
  private let listings: Int
  private let nights: Int
  private let file: String?

  init(_ words: ArraySlice<String>) throws {
    let words = Array(words)
    guard words.count >= 3, let listings = Int(words[1]), let nights = Int(words[2]) else { throw Usage() }
    (database, self.listings, self.nights, file) = (words[0], listings, nights, words.count > 3 ? words[3] : nil)
  }

  func line() throws -> String {
    if let file {
      try Loader(path: database).checkpoint()
      let out = try File(file, for: .creating)
      for batch in 0..<batches { try out.write(Array(lines(records(batch)).utf8)) }
      try out.close()
      return "{}"
    }
    var loader = try Loader(path: database)
    let first = try pass(&loader)
    let again = try pass(&loader)
    return "{\"n\":\(listings * nights),\"changes\":\(first.changes),\"secs\":\(first.seconds),\"cpu\":\(first.cpu),"
      + "\"again_changes\":\(again.changes),\"again_secs\":\(again.seconds),\"again_cpu\":\(again.cpu)}"
  }

  /// Pages in a batch of about 20,000 records.
  private static let pagesInBatch = 400
  private var pages: Int { listings / 50 }
  private var batches: Int { (pages * nights + Self.pagesInBatch - 1) / Self.pagesInBatch }

  private func pass(_ loader: inout Loader) throws -> (seconds: Double, cpu: Double, changes: Int) {
    var seconds = 0.0
    var cpu = 0.0
    var changes = 0
    for batch in 0..<batches {
      let records = records(batch)
      let start = ContinuousClock.now
      let before = clock()
      changes += try loader.load(records).changes
      if batch == batches - 1 { try loader.checkpoint() }
      cpu += Double(clock() - before) / 1_000_000
      seconds += (ContinuousClock.now - start) / .seconds(1)
    }
    return (seconds, cpu, changes)
  }

  private func price(_ listing: Int, _ night: Int) -> Int {
    var price = 20_000 + listing % 977 * 100
    for each in 0...night where (listing &* 31 &+ each &* 17) % 20 == 0 && each > 0 { price += 100 + each }
    return price
  }

  private func records(_ batch: Int) -> [NormalizedRecord] {
    var records: [NormalizedRecord] = []
    for number in batch * Self.pagesInBatch..<min((batch + 1) * Self.pagesInBatch, pages * nights) {
      let (night, page) = (number / pages, number % pages)
      let time = Instant(seconds: 1_735_711_200 + night * 86_400 + page)
      let sha = "\(number)" + String(repeating: "0", count: 64 - "\(number)".count)
      let origin = Provenance(pageSHA256: sha, fetchedAt: time, at: "/html/body/ul/li", archive: nil, offset: nil)
      for listing in page * 50..<page * 50 + 50 {
        let cents = price(listing, night)
        var observation = Observation(
          source: SourceID("market"), key: "\(100_000_000_000 + listing * 13)",
          title: "NVIDIA A100 PCIe 40GB HBM2e accelerator, tested, lot \(listing % 100)", kind: .card, quantity: 1)
        observation.url = "https://market.example/itm/\(100_000_000_000 + listing * 13)"
        observation.family = "A100"
        observation.modelIDs = ["nvidia-a100-pcie-40gb"]
        observation.condition = .used
        observation.conditionText = "Pre-owned"
        observation.country = "US"
        observation.sellerHash = "00000000000000aa"
        observation.price = Price(amount: "\(cents / 100).\(cents % 100 / 10)\(cents % 10)", currency: .usd, text: "")
        observation.observedAt = time
        observation.provenance = origin
        records.append(.observation(observation))
      }
      var line = PageLine(
        source: SourceID("market"), url: "https://market.example/?page=\(page)", verdict: .parsed, listings: 50)
      line.provenance = origin
      records.append(.page(line))
    }
    return records
  }

  /// kind, listing or page id, then the values: see load.c.
  private func lines(_ records: [NormalizedRecord]) -> String {
    var text = ""
    for record in records {
      switch record {
      case .observation(let seen):
        let id = Identity.listing(source: seen.source, key: seen.key)
        text += "o\t\(id)\t\(Identity.page(seen.provenance) ?? "")\t\(seen.key)\t\(seen.title)\t\(seen.url ?? "")"
        text += "\t\(seen.observedAt?.seconds ?? 0)\t\(seen.observedAt?.description ?? "")"
        text += "\t\(seen.price?.money?.minor ?? 0)\n"
      case .page(let line):
        text += "p\t\(Identity.page(line))\t\(line.url ?? "")\t\(line.provenance.fetchedAt?.description ?? "")"
        text += "\t\(line.provenance.pageSHA256 ?? "")\n"
      default: break
      }
    }
    return text
  }
}
