import FileKit
import Normalizing
import Parsing
import Records
import TextKit
import XMLKit

/// What is fuzzed: each takes any bytes and traps when a promise is broken.
enum Targets {
  static let names = ["html", "json", "price", "title", "date"]

  /// A target made ready; nil for an unknown name.
  static func named(_ name: String) throws -> (([UInt8]) -> Void)? {
    switch name {
    case "html": try html()
    case "json": try json()
    case "price": try price()
    case "title": try title()
    case "date": try date()
    default: nil
    }
  }

  /// Reading while parsing gives what reading the tree gives, scripts are found where the tree has them, and no source
  /// calls a page empty that has no word for it.
  private static func html() throws -> ([UInt8]) -> Void {
    let script = FieldRule(selector: try Selector("script[type*='ld+json']"), takesAll: true, isRaw: true)
    let scripts = try RowPlan(pageFields: [script], layouts: [])
    let rows = try RowPlan(
      pageFields: [
        script, FieldRule(selector: try Selector("title")),
        FieldRule(selector: try Selector("b, .x b"), takesAll: true),
        FieldRule(selector: try Selector("p"), attribute: "title", takesAll: true),
      ],
      layouts: [
        (
          rows: try Selector("li, tr, .s-item"),
          fields: [
            FieldRule(selector: nil), FieldRule(selector: nil, attribute: "id"),
            FieldRule(selector: try Selector("span, a span")),
            FieldRule(selector: try Selector("a"), attribute: "href"),
          ]
        )
      ])
    let limits = MarkupLimits(bytes: 1 << 20)
    let scan = ScriptScan(typeContaining: "ld+json")
    let files = try Project.sources()
    let parser = try PageParser(sources: files, words: PageWords(documents: Project.documents("vocabulary/pages")))
    return { bytes in
      let text = UTF8Text(decoding: bytes).bytes
      precondition(isValidUTF8(text) && !text.contains(0), "text is not UTF-8, or has a NUL")
      let streamed = lines { () throws(MarkupFailure) in try rows.read(streaming: text, limits: limits) }
      let fromTree = lines { () throws(MarkupFailure) in try HTMLDocument(utf8: text, limits: limits).read(rows) }
      if let streamed, let fromTree, !hasLongInstruction(text) {
        precondition(streamed == fromTree, "the stream tells \(streamed), the tree \(fromTree)")
      }
      if let found = try? scan.texts(in: text), let table = try? scripts.read(streaming: text, limits: limits) {
        precondition(found == table.pageValues.map { Array(table.text(of: $0)) }, "the scan finds \(found)")
      }
      // One source an input, so that thousands of inputs are tried and not hundreds.
      let source = files[bytes.reduce(0) { $0 &+ Int($1) } % files.count]
      let page = Page(fetchedAt: Instant(seconds: 1_756_000_000), body: bytes, sha256: "")
      let parsed = parser.parse(page, as: source.id)
      precondition(parsed.line.listings == parsed.records.count)
      precondition(!parsed.records.isEmpty || parsed.line.verdict != .parsed)
    }
  }

  /// Whether a processing instruction may have a name of more than a hundred letters: libxml2 then starts it again, or
  /// not, by how its input happens to be buffered.
  private static func hasLongInstruction(_ text: [UInt8]) -> Bool {
    for at in text.indices.dropLast(2) where text[at] == UInt8(ascii: "<") && text[at + 1] == UInt8(ascii: "?") {
      if text[(at + 2)...].prefix(while: { $0 > 0x20 && $0 != UInt8(ascii: ">") }).count > 100 { return true }
    }
    return false
  }

  private static func lines(_ read: () throws(MarkupFailure) -> RowTable) -> [String]? {
    do throws(MarkupFailure) {
      let table = try read()
      func text(_ value: RowTable.Value) -> String {
        "\(value.rule) \(value.rowsBefore) \(String(decoding: table.text(of: value), as: UTF8.self))"
      }
      return table.pageValues.map(text) + table.rows.flatMap { row in [row.path] + table.values(of: row).map(text) }
    } catch {
      return error.reason == .empty ? [] : nil
    }
  }

  /// What is strict JSON is the same in every dialect, and written again is read again.
  private static func json() throws -> ([UInt8]) -> Void {
    let parser = try PageParser(sources: try Project.sources())
    return { bytes in
      if let json = try? JSONReader.read(bytes) {
        let text = written(json)
        guard let again = try? JSONReader.read(text) else { preconditionFailure("what was written is no JSON") }
        precondition(written(again) == text)
        for dialect in [JSONReader.Dialect.json5, .script] {
          guard let loose = try? JSONReader.read(bytes, as: dialect) else {
            preconditionFailure("\(dialect) refuses JSON")
          }
          precondition(written(loose) == text, "\(dialect) reads JSON otherwise")
        }
      } else {
        _ = try? JSONReader.read(bytes, as: .json5)
        if let json = try? JSONReader.read(bytes, as: .script) {
          precondition((try? JSONReader.read(written(json))) != nil, "what was written is no JSON")
        }
      }
      let page = Page(fetchedAt: Instant(seconds: 1_756_000_000), body: bytes, sha256: "")
      for source in ["ebay-browse", "xianyu", "federal-register"] { _ = parser.parse(page, as: SourceID(source)) }
      let script = Array("<script type='application/ld+json'>".utf8) + bytes + Array("</script>".utf8)
      let body = Page(fetchedAt: Instant(seconds: 1_756_000_000), body: script, sha256: "")
      _ = parser.parse(body, as: SourceID("schema-org"))
    }
  }

  private static func written(_ json: JSON) -> [UInt8] {
    var writer = JSONWriter()
    writer.value(json)
    return writer.bytes
  }

  /// An amount is a plain decimal, not below zero, and a range goes up.
  private static func price() throws -> ([UInt8]) -> Void {
    let reader = PriceReader(vocabulary: try Project.vocabulary())
    let contexts = ["en-US", "de-DE", "vi-VN", "zh-CN", "ru-RU", "en-IN", nil].map { PriceContext(locale: $0) }
    return { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      for context in contexts {
        let reading = reader.read(text, in: context)
        precondition(reading == reader.read(text, in: context), "read twice, it differs")
        guard let price = reading.price else { continue }
        for amount in [price.amount, price.low, price.high] {
          guard let amount else { continue }
          let parts = amount.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
          precondition((1...2).contains(parts.count), "the amount \(amount)")
          precondition(
            parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }, "the amount \(amount)")
        }
        if let low = price.low.flatMap(Double.init), let high = price.high.flatMap(Double.init) {
          precondition(low <= high, "from \(low) to \(high)")
        }
      }
    }
  }

  /// A card is at least one, its models are those of the catalog, and it is read the same each time.
  private static func title() throws -> ([UInt8]) -> Void {
    let catalog = try Catalog(documents: try Project.documents("catalog"))
    let matcher = TitleMatcher(catalog: catalog, vocabulary: try Project.vocabulary())
    return { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      let match = matcher.match(text)
      precondition(match.quantity >= (match.kind == .card ? 1 : 0), "\(match.quantity) of it")
      precondition(match.modelIDs.allSatisfy { catalog.model(id: $0) != nil })
      precondition(match == matcher.match(text), "read twice, it differs")
    }
  }

  /// A date is a moment that can be written and read, not after the page was fetched.
  private static func date() throws -> ([UInt8]) -> Void {
    let catalog = try Catalog(documents: try Project.documents("catalog"))
    let source = SourceID("a")
    let normalizers = [nil, 0, 840, -840].map { offset in
      Normalizer(
        catalog: catalog, vocabulary: Vocabulary(phrases: [:]),
        sources: [source: SourceDefaults(utcOffsetMinutes: offset)])
    }
    let now = Instant(seconds: 1_756_000_000)
    return { bytes in
      var report = Report(source: source, key: "1", title: "t")
      report.published = String(decoding: bytes, as: UTF8.self)
      report.provenance = Provenance(pageSHA256: nil, fetchedAt: now, at: nil, archive: nil, offset: nil)
      for normalizer in normalizers {
        guard case .report(let read) = normalizer.normalize(.report(report)), let moment = read.publishedAt else {
          continue
        }
        precondition(read.flags.contains("date_in_future") == (moment.seconds > now.seconds + 86_400), "\(moment)")
        precondition(Instant(rfc3339: moment.description) == moment, "\(moment) is not read again")
      }
    }
  }
}

/// The project's own files.
enum Project {
  static func documents(_ room: String) throws -> [JSONObjectReader.Document] {
    let folder = FileSystem.join("pipelines", room)
    return try FileSystem.list(folder).filter { $0.hasSuffix(".json5") }.sorted().map { name in
      JSONObjectReader.Document(
        source: name, bytes: try FileSystem.readAll(FileSystem.join(folder, name), limit: 1 << 22))
    }
  }

  static func vocabulary() throws -> Vocabulary {
    try Vocabulary(files: try documents("vocabulary").map { ($0.source, $0.bytes) })
  }

  static func sources() throws -> [SourceDefinition] {
    try documents("sources").map { try SourceDefinition(json5: $0.bytes, file: $0.source) }
  }
}
