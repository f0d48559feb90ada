import FileKit
import Glibc
import Normalizing
import Records

/// Reads titles and prices in process, one a line of a file, and counts what was found.
///
/// `titles FILE NAMES` finds names (a line each: name, tab, what it stands for) and tells how many titles have one and
/// how many are those of `FILE.truth`; `match FILE PIPELINES` reads the titles in full; `prices FILE PIPELINES` reads
/// amounts and counts those with a figure and a sign.
struct TextRun {
  private let lines: [String]
  private let bytes: Int
  private let words: [String]

  init(_ words: ArraySlice<String>) throws {
    guard words.count == 3, let file = words.dropFirst().first else { throw Usage() }
    self.words = Array(words)
    lines = try Self.lines(file)
    bytes = lines.reduce(0) { $0 + $1.utf8.count }
  }

  func line() throws -> String {
    switch words[0] {
    case "titles": return try names()
    case "match":
      let matcher = TitleMatcher(
        catalog: try Catalog(documents: try documents("catalog")), vocabulary: try vocabulary())
      return report("aftermarket-match") { lines.count { matcher.match($0).family != nil } }
    case "prices":
      let reader = PriceReader(vocabulary: try vocabulary())
      return report("aftermarket-prices") {
        lines.count { line in
          let reading = reader.read(line)
          guard let price = reading.price, price.amount != nil || price.low != nil else { return false }
          return price.currency != nil || reading.open == "shared_sign"
        }
      }
    default: throw Usage()
    }
  }

  private func names() throws -> String {
    let pairs = try Self.lines(words[2]).map { $0.split(separator: "\t", maxSplits: 1).map(String.init) }
    guard pairs.allSatisfy({ $0.count == 2 }) else { throw Usage() }
    let finder = NameFinder(pairs.map { $0[0] })
    var found = [Int](repeating: -1, count: lines.count)
    let line = report("aftermarket-names") {
      for (at, title) in lines.enumerated() { found[at] = finder.longest(in: title) ?? -1 }
      return found.count { $0 >= 0 }
    }
    let truth = try Self.lines(words[1] + ".truth")
    let right = zip(found, truth).count { ($0 < 0 ? "" : pairs[$0][1]) == $1 }
    return line.dropLast() + ",\"precision\":\(Double(right * 10_000 / lines.count) / 10_000)}"
  }

  private func report(_ tool: String, _ work: () -> Int) -> String {
    let start = ContinuousClock.now
    let before = clock()
    let check = work()
    let cpu = Double(clock() - before) / 1_000_000
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    return "{\"tool\":\"\(tool)\",\"version\":\"development\",\"n\":\(lines.count),\"bytes\":\(bytes),"
      + "\"secs\":\(seconds),\"cpu\":\(cpu),\"check\":\(check)}"
  }

  private static func lines(_ file: String) throws -> [String] {
    var lines = String(decoding: try FileSystem.readAll(file, limit: 1 << 28), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  private func documents(_ room: String) throws -> [JSONObjectReader.Document] {
    let folder = FileSystem.join(words[2], room)
    return try FileSystem.list(folder).filter { $0.hasSuffix(".json5") }.map { name in
      JSONObjectReader.Document(
        source: name, bytes: try FileSystem.readAll(FileSystem.join(folder, name), limit: 1 << 22))
    }
  }

  private func vocabulary() throws -> Vocabulary {
    try Vocabulary(files: try documents("vocabulary").map { ($0.source, $0.bytes) })
  }
}
