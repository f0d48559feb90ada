import DigestKit
import FileKit
import Parsing
import Records

/// A small page of a source whose records are known: while the rules cannot read it, they read no page of the source.
public struct Canary: Sendable {
  /// The source.
  public let source: SourceID
  /// Its folder below `canaries`, for messages.
  public let name: String
  /// SHA-256 of what is expected and of the page.
  let sha256: String
  private let page: Page
  private let expected: [JSON]

  /// Reads a folder with `page.html` (or .xml, .json) and `expected.json`.
  ///
  /// - Throws: `RunFailure` of kind `usage` when one of them is missing or cannot be read.
  init(folder: String, source: SourceID, name: String) throws(RunFailure) {
    func bytes(_ file: String) throws(RunFailure) -> [UInt8] {
      do throws(FileFailure) { return try FileSystem.readAll("\(folder)/\(file)", limit: 1 << 20) } catch {
        throw RunFailure(.usage, "\(error)")
      }
    }
    let facts: JSON
    let written = try bytes("expected.json")
    do throws(JSONFailure) { facts = try JSONReader.read(written, source: "\(folder)/expected.json") } catch {
      throw RunFailure(.usage, error.description)
    }
    let files: [String]
    // A limit of open files is no missing page: what the system says is what the person needs to hear.
    do throws(FileFailure) { files = try FileSystem.list(folder) } catch { throw RunFailure(.usage, "\(error)") }
    guard let file = files.sorted().first(where: { $0.hasPrefix("page.") }) else {
      throw RunFailure(.usage, "\(folder) has no page.html (or .xml, .json)")
    }
    guard let records = facts["records"]?.array, !records.isEmpty,
      let time = facts["fetched_at"]?.string.flatMap({ Instant(rfc3339: $0) })
    else { throw RunFailure(.usage, "\(folder)/expected.json needs \"fetched_at\" and \"records\"") }
    let body = try bytes(file)
    sha256 = Digest256(of: written + body).hex
    self.source = source
    self.name = name
    page = Page(
      source: source, url: facts["url"]?.string, fetchedAt: time, body: body, sha256: Digest256(of: body).hex)
    expected = records
  }

  /// Why the rules do not read it as they should; nil when they do.
  func failure(_ parser: PageParser) -> String? {
    let parsed = parser.parse(page, as: source)
    guard parsed.line.verdict.isUsable else {
      return "it is \(parsed.line.verdict.rawValue)" + (parsed.line.reason.map { ": \($0)" } ?? "")
    }
    guard parsed.records.count == expected.count else {
      return "it has \(parsed.records.count) records where \(expected.count) should be"
    }
    for (number, (record, wanted)) in zip(parsed.records, expected).enumerated() {
      var writer = JSONWriter()
      record.write(to: &writer)
      guard let found = try? JSONReader.read(writer.bytes) else { return "record \(number + 1) cannot be read back" }
      for member in wanted.object ?? [] where found[member.key]?.string != member.value.string {
        let shown = found[member.key]?.string.map { "\"\($0)\"" } ?? "absent"
        return "\(member.key) of record \(number + 1) is \(shown), not \"\(member.value.string ?? "absent")\""
      }
    }
    return nil
  }
}

extension Canary {
  /// The canaries of a `pipelines` folder, by source and name; none when it keeps none.
  static func all(in folder: String) throws(RunFailure) -> [Canary] {
    let root = "\(folder)/canaries"
    guard FileSystem.isFolder(root) else { return [] }
    // A folder that cannot be listed must not pass for one without canaries.
    func names(_ folder: String) throws(RunFailure) -> [String] {
      do throws(FileFailure) { return try FileSystem.list(folder).sorted() } catch {
        throw RunFailure(.usage, "\(error)")
      }
    }
    var canaries: [Canary] = []
    for source in try names(root) where FileSystem.isFolder("\(root)/\(source)") {
      for name in try names("\(root)/\(source)") {
        let place = "\(root)/\(source)/\(name)"
        guard FileSystem.isFolder(place) else { continue }
        canaries.append(try Canary(folder: place, source: SourceID(source), name: "\(source)/\(name)"))
      }
    }
    return canaries
  }

  /// Why pages of some sources are not to be believed under these rules, by source.
  static func failures(_ canaries: [Canary], _ parser: PageParser) -> [SourceID: String] {
    var failures: [SourceID: String] = [:]
    for canary in canaries where failures[canary.source] == nil {
      failures[canary.source] = canary.failure(parser).map {
        "the canary \(canary.name) is not read as it should be, \($0); mend the source's rules, then rebuild"
      }
    }
    return failures
  }
}
