import FileKit
import Glibc
import Parsing
import Records

/// Does one thing that a C limit does too, in process, and prints what that took as a line like that of the C limit.
///
/// `benchmarks DEFINITION.json5 FOLDER [VERSION]` reads the pages of a folder by one source's selectors. They are loaded
/// first; what is timed is bytes to records: `{"tool":…,"version":…,"n":…,"bytes":…,"secs":…,"cpu":…,"check":…}`.
/// `benchmarks fetch-engine URLS CONCURRENCY CA [FOLDER]` is described at `EngineRun`, `benchmarks titles|match|prices
/// FILE DATA` at `TextRun`, `benchmarks load DATABASE LISTINGS NIGHTS [FILE]` at `LoadRun`,
/// `benchmarks articles|feeds FOLDER [WORDS]` at `ArticleRun`, `benchmarks dedupe FILE` at `DedupeRun`.
@main
struct Main {
  static func main() async {
    let words = Array(CommandLine.arguments.dropFirst())
    do {
      let line =
        switch words.first {
        case "fetch-engine": try await EngineRun(words.dropFirst()).line()
        case "load": try LoadRun(words.dropFirst()).line()
        case "titles", "match", "prices": try TextRun(words[...]).line()
        case "articles", "feeds": try ArticleRun(words[...]).line()
        case "dedupe": try DedupeRun(words[...]).line()
        default: try line(words)
        }
      try StandardOutput.write(line + "\n")
    } catch {
      try? StandardError.write("benchmarks: \(error)\n")
      exit(1)
    }
  }

  private static func line(_ words: [String]) throws -> String {
    guard words.count == 2 || words.count == 3 else { throw Usage() }
    let definition = try SourceDefinition(
      json5: try FileSystem.readAll(words[0], limit: 1 << 20), file: words[0])
    let parser = try PageParser(sources: [definition])
    let pages = try FileSystem.list(words[1]).map { name in
      // The digest names the page in its records; making it is no part of reading the page.
      Page(
        source: definition.id, fetchedAt: Instant(seconds: 0),
        body: try FileSystem.readAll(FileSystem.join(words[1], name), limit: 64 << 20),
        sha256: String(repeating: "0", count: 64))
    }
    let bytes = pages.reduce(0) { $0 + $1.body.count }
    let start = ContinuousClock.now
    let before = clock()
    var check = 0
    for page in pages { check += parser.parse(page).records.reduce(0) { $0 + $1.fields } }
    let cpu = Double(clock() - before) / 1_000_000
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let version = words.count > 2 ? words[2] : "development"
    return "{\"tool\":\"aftermarket-parse\",\"version\":\"\(version)\",\"n\":\(pages.count),\"bytes\":\(bytes),"
      + "\"secs\":\(seconds),\"cpu\":\(cpu),\"check\":\(check)}"
  }
}

/// What is told when the words are not as they should be.
struct Usage: Error, CustomStringConvertible {
  var description: String {
    "usage: benchmarks DEFINITION.json5 FOLDER [VERSION] | benchmarks fetch-engine URLS CONCURRENCY CA [FOLDER] "
      + "| benchmarks titles FILE NAMES | benchmarks match|prices FILE PIPELINES | benchmarks articles|feeds FOLDER "
      + "| benchmarks dedupe FILE"
  }
}

extension RawRecord {
  /// How many of the eight fields of a generated row have a text.
  fileprivate var fields: Int {
    guard case .listing(let listing) = self else { return 0 }
    // The key is cut from the row's link.
    return [
      listing.key, listing.title, listing.price, listing.condition, listing.shipping, listing.seller, listing.posted,
      listing.location,
    ].count { $0?.isEmpty == false }
  }
}
