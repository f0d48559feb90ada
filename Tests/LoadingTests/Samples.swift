import Foundation
import Loading
import Records
import Testing

/// Steele, Lea and Flood's SplitMix64, so that a printed seed repeats a failure.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A folder that is gone when the test ends.
final class Folder {
  let url: URL
  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "loading-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }
  func path(_ name: String) -> String { url.appending(path: name).path }
  deinit { try? FileManager.default.removeItem(at: url) }
}

enum Samples {
  static func time(_ day: Int, _ second: Int = 0) throws -> Instant {
    try #require(Day(year: 2025, month: 7, day: day)).start.advanced(second)
  }

  static func origin(_ page: String, _ time: Instant) -> Provenance {
    Provenance(pageSHA256: page, fetchedAt: time, at: "/html", archive: "a.warc.gz", offset: 12)
  }

  static func observation(
    _ key: String, _ amount: String?, _ time: Instant, page: String = "p", currency: String = "USD"
  ) -> Observation {
    var observation = Observation(
      source: SourceID("shop"), key: key, title: "NVIDIA A100 40GB PCIe", kind: .card, quantity: 1)
    observation.modelIDs = ["nvidia-a100-pcie-40gb"]
    observation.family = "A100"
    observation.price = amount.map { Price(amount: $0, currency: Currency(code: currency), text: $0) }
    observation.observedAt = time
    observation.provenance = origin(page, time)
    return observation
  }

  static func page(_ page: String, _ time: Instant, _ verdict: PageLine.Verdict = .parsed) -> PageLine {
    var line = PageLine(source: SourceID("shop"), url: "https://shop.example/\(page)", verdict: verdict)
    line.provenance = origin(page, time)
    return line
  }

  static func dump(_ path: String) throws -> String {
    var bytes: [UInt8] = []
    try DatabaseReader(path: path).dump { chunk in
      bytes += chunk
      return true
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func rows(_ path: String, _ sql: String) throws -> [String] {
    var rows: [String] = []
    try DatabaseReader(path: path).query(sql, columns: { _ in }) { row in
      rows.append(row.map { $0.text ?? "-" }.joined(separator: " "))
      return true
    }
    return rows
  }
}

extension Instant {
  func advanced(_ seconds: Int) -> Instant { Instant(seconds: self.seconds + seconds) }
}
