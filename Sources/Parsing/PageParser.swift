public import Records
import TextKit
import XMLKit

/// Reads pages into records, as the sources declare.
///
/// Pure: the same bytes and sources give the same records. One parser serves any number of threads.
///
///     let parser = try PageParser(sources: definitions, signs: signs)
///     let parsed = parser.parse(page)
///     // parsed.records in page order, parsed.line with the verdict
public struct PageParser: Sendable {
  private let readers: [SourceID: SourceReader]
  private let links: [SourceID: LinkReader]
  private let recognizer: Recognizer
  private let judge: Judge

  /// A parser for these sources.
  ///
  /// - Parameters:
  ///   - sources: What `pipelines/sources` declares.
  ///   - signs: What `pipelines/block-signs.json5` declares.
  ///   - words: What `pipelines/vocabulary/pages` declares; without them texts of articles are found less well.
  /// - Throws: When a rule cannot be used; the message names file and field.
  public init(
    sources: [SourceDefinition], signs: [BlockSign] = [], words: PageWords = .none
  ) throws(ParsingFailure) {
    var readers: [SourceID: SourceReader] = [:]
    var links: [SourceID: LinkReader] = [:]
    for source in sources {
      guard readers[source.id] == nil else {
        throw ParsingFailure(reason: .duplicate, source: source.id, file: source.file)
      }
      readers[source.id] = try SourceReader(source, words: words)
      links[source.id] = try LinkReader(source)
    }
    self.readers = readers
    self.links = links
    recognizer = try Recognizer(sources)
    judge = Judge(signs: signs)
  }

  /// The source that a page belongs to, by its address and content; nil when none recognizes it.
  public func recognize(_ page: Page) -> SourceID? {
    recognize(page, UTF8Text(decoding: page.body, contentType: page.contentType).bytes)
  }

  private func recognize(_ page: Page, _ text: [UInt8]) -> SourceID? {
    guard text.contains(UInt8(ascii: "<")), !text[...].trimmed.starts(with: Array("<?xml".utf8)) else {
      return recognizer.recognize(page, text: text, table: nil)
    }
    do throws(MarkupFailure) {
      let table = try recognizer.plan.read(streaming: text)
      return recognizer.recognize(page, text: text, table: table)
    } catch {
      return recognizer.recognize(page, text: text, table: nil)
    }
  }

  /// Reads a page.
  ///
  /// Never throws for a bad page: what is wrong with it is the verdict and reason of its line.
  ///
  /// - Parameters:
  ///   - page: The page, its body inflated; one with status 304 has the body of the page that it did not change from,
  ///     and is then read as that was.
  ///   - source: The source to read it as; without one, the page's own source, or else what recognizes it.
  public func parse(_ page: Page, as source: SourceID? = nil) -> ParsedPage {
    let text = UTF8Text(decoding: page.body, contentType: page.contentType)
    let wanted = source ?? page.source ?? recognize(page, text.bytes)
    guard let wanted, let reader = readers[wanted] else {
      return unknown(page, text, wanted)
    }
    let harvest = judge.isBare(page) ? Harvest() : reader.read(text.bytes, of: page)
    let (verdict, reason) = judge.verdict(on: harvest, of: page, text: text.bytes)
    var line = line(for: page, text, source: wanted, verdict, reason)
    // What stands before a wall is not the article.
    let records = harvest.thinText != nil && (verdict == .login || verdict == .blocked) ? [] : harvest.records
    line.listings = records.count
    line.claimed = harvest.claimed
    if harvest.isFeed {
      line.title = harvest.title
      line.language = harvest.language
    }
    var parsed = ParsedPage(records: records, line: line)
    if verdict.isUsable, let links = links[wanted] { parsed.links = links.read(text.bytes, of: page) }
    return parsed
  }

  /// A page that no source reads: perhaps a block page, else set aside.
  private func unknown(_ page: Page, _ text: UTF8Text, _ wanted: SourceID?) -> ParsedPage {
    if let wanted {
      let reason = "there is no source named \"\(wanted)\"; aftermarket sources lists them"
      return ParsedPage(records: [], line: line(for: page, text, source: wanted, .failed, reason))
    }
    if let (verdict, reason) = judge.sign(title: pageTitle(of: text.bytes), text: text.bytes) {
      return ParsedPage(records: [], line: line(for: page, text, source: nil, verdict, reason))
    }
    let reason = "no source recognizes it; name one with --source, or declare one in pipelines/sources"
    return ParsedPage(records: [], line: line(for: page, text, source: nil, .failed, reason))
  }

  private func line(
    for page: Page, _ text: UTF8Text, source: SourceID?, _ verdict: PageLine.Verdict, _ reason: String?
  ) -> PageLine {
    var line = PageLine(source: source, url: page.url, verdict: verdict, reason: reason)
    line.charset = text.origin
    line.httpStatus = page.status
    line.bytes = page.body.count
    line.provenance = page.provenance()
    return line
  }
}

extension UTF8Text {
  /// The charset and what settled it: "utf-8 (meta)", or "utf-8 (header, 3 replaced)" where characters were unreadable.
  fileprivate var origin: String {
    let marks = replacements > 0 ? ", \(replacements) replaced" : ""
    return "\(decision.charset.rawValue) (\(decision.evidence.rawValue)\(marks))"
  }
}

/// The title of an HTML page, or nil.
func pageTitle(of text: [UInt8]) -> String? {
  do throws(MarkupFailure) {
    let plan = try RowPlan(pageFields: [FieldRule(selector: try Selector("title"))], layouts: [])
    let table = try plan.read(streaming: text)
    return table.pageValues.first.map { String(decoding: table.text(of: $0), as: UTF8.self) }
  } catch {
    return nil
  }
}
