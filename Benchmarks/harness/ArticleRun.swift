import FileKit
import Glibc
import Parsing
import Records

/// Reads articles and feeds in process and counts what the peers count.
///
/// `articles FOLDER WORDS` with the file of boilerplate words counts pages that gave a date and more than 2,000 characters of text, `feeds FOLDER` items with a
/// title and a date.
struct ArticleRun {
  private let kind: String
  private let folder: String
  private let pageWords: PageWords

  init(_ words: ArraySlice<String>) throws {
    let words = Array(words)
    guard words.count == 2 || words.count == 3 else { throw Usage() }
    kind = words[0]
    folder = words[1]
    pageWords =
      words.count == 2
      ? .none
      : try PageWords(documents: [
        JSONObjectReader.Document(source: words[2], bytes: try FileSystem.readAll(words[2], limit: 1 << 20))
      ])
  }

  private static let source = """
    {
      name: "news", title: "News", kind: "news", access: "saved", url: "https://news.example/", terms: "made up",
      robots: "none", auth: "none", allowed_uses: ["analysis"], recognize: { contains: ["<rss"], fallback: true }, read: { format: "feed" },
    }
    """

  func line() throws -> String {
    let definition = try SourceDefinition(json5: Array(Self.source.utf8), file: "news.json5")
    let parser = try PageParser(sources: [definition], words: pageWords)
    let pages = try FileSystem.list(folder).map { name in
      Page(
        source: definition.id, url: "https://news.example/n/\(name)", fetchedAt: Instant(seconds: 1_800_000_000),
        body: try FileSystem.readAll(FileSystem.join(folder, name), limit: 64 << 20),
        sha256: String(repeating: "0", count: 64))
    }
    let bytes = pages.reduce(0) { $0 + $1.body.count }
    let start = ContinuousClock.now
    let before = clock()
    var check = 0
    for page in pages {
      for case .report(let report) in parser.parse(page).records where report.published != nil {
        if kind == "feeds" || report.text?.count ?? 0 > 2_000 { check += 1 }
      }
    }
    let cpu = Double(clock() - before) / 1_000_000
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    return "{\"tool\":\"aftermarket-\(kind)\",\"version\":\"development\",\"n\":\(pages.count),\"bytes\":\(bytes),"
      + "\"secs\":\(seconds),\"cpu\":\(cpu),\"check\":\(check)}"
  }
}
