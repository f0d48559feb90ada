import FileKit
import Parsing
import Records

/// A draft of a source's file, made after one page, with what the real reader finds when it reads the page by it.
///
/// It is printed and never written: a person looks at it, states the terms, and saves it under `pipelines/sources`.
public struct SourceDraft: Sendable {
  /// One way to read the page, as the `read` block of a source's file.
  private struct Way {
    let label: String
    let format: String
    let layout: PageSketch.Candidate?
    var records: [RawRecord] = []
    var verdict = PageLine.Verdict.failed
    var reason: String?
  }

  private let name: String
  private let path: String
  private let sketch: PageSketch
  private var ways: [Way] = []
  /// What looked like rows and gave no record.
  private var unread: [Way] = []

  /// Sketches a page.
  ///
  /// - Parameters:
  ///   - name: What the source is to be called: small letters, digits and hyphens.
  ///   - path: A saved page; gzip files and archives are unpacked, and the first page counts.
  /// - Throws: `RunFailure` of kind `usage` for a name that cannot be used or stands already, or a file that cannot be read.
  public init(_ name: String, from path: String, _ configuration: Configuration) throws(RunFailure) {
    guard let first = name.utf8.first, first &- 0x61 < 26,
      name.utf8.allSatisfy({ $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "-") })
    else { throw RunFailure(.usage, "\"\(name)\" is no name of a source: small letters, digits and hyphens") }
    let file = "\(configuration.folder)/sources/\(name).json5"
    guard !FileSystem.exists(file) else {
      throw RunFailure(.usage, "\(file) exists already; choose another name, or look at it with: sources check \(name)")
    }
    guard FileSystem.exists(path) else { throw RunFailure(.usage, "\(path) does not exist; --from names a saved page") }
    var feed = PageFeed([InputFile(path: path)])
    guard case .page(let page)? = feed.next() else {
      throw RunFailure(.usage, "\(path) holds no page that could be read")
    }
    self.name = name
    self.path = path
    sketch = PageSketch(of: page)
    switch sketch.format {
    case .feed: ways = [Way(label: "a feed of reports", format: "feed", layout: nil)]
    case .json: ways = sketch.candidates.map { Way(label: "rows at \($0.rows)", format: "json", layout: $0) }
    case .html:
      ways = [Way(label: "schema.org data", format: "schema-org", layout: nil)]
      ways += sketch.candidates.map { Way(label: "rows \($0.rows)", format: "html", layout: $0) }
    case nil: break
    }
    for index in ways.indices { ways[index] = Self.read(ways[index], page, text(of: ways[index], isPlain: true)) }
    unread = ways.filter { $0.records.isEmpty && $0.layout != nil }
    ways.removeAll { $0.records.isEmpty }
    // Data that a page states for machines outlives its markup, when it states all of it.
    if let first = ways.first, first.format == "schema-org",
      ways.dropFirst().first.map({ $0.records.count * 4 > first.records.count * 5 }) ?? false
    {
      ways.append(ways.removeFirst())
    }
  }

  /// Whether anything was found.
  public var isUsable: Bool { !ways.isEmpty }

  private static func read(_ way: Way, _ page: Page, _ draft: String) -> Way {
    var way = way
    do {
      let source = try SourceDefinition(json5: Array(draft.utf8), file: "draft")
      let parsed = try PageParser(sources: [source]).parse(page, as: source.id)
      (way.records, way.verdict, way.reason) = (parsed.records, parsed.line.verdict, parsed.line.reason)
    } catch { way.reason = "\(error)" }
    return way
  }

  /// The draft as JSON5, what was found beside it as comments.
  public var text: String {
    var text = "// A draft made after \(Self.comment(path)); nothing was written.\n"
    text +=
      "// Guessed from one page: look at every field, and at pages with a range, without a price and without results.\n"
    for note in sketch.notes { text += "// Seen: \(Self.comment(note)).\n" }
    for way in unread {
      text += "// Not readable: \(Self.comment(way.label)), which stand \(way.layout?.count ?? 0) times: "
      let hasKey = way.layout?.fields.contains { $0.name == "key" } ?? false
      text += hasKey ? Self.comment(way.reason ?? "no row gives a record") : "nothing in them tells one from another"
      text += ".\n"
    }
    guard let first = ways.first else {
      return text + "// No draft: nothing on it can be read as rows with a key and a title.\n"
    }
    for (index, way) in ways.enumerated() {
      let mark = index == 0 ? "taken" : "other"
      let reason = way.reason.map { " (\(Self.comment($0)))" } ?? ""
      text += "// \(mark): \(Self.comment(way.label)): \(way.records.count) records, \(way.verdict.rawValue)\(reason)"
      text += Self.samples(of: "title", in: way.records).map { "; \($0)" } ?? ""
      text += "\n"
    }
    return text + self.text(of: first, isPlain: false)
  }

  /// What was found, and the draft as a text, as one JSON object.
  public var json: String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("name", name)
      writer.member("format", sketch.format?.rawValue)
      writer.member("notes", sketch.notes)
      writer.key("candidates")
      writer.array { writer in
        for way in ways {
          writer.object { writer in
            writer.member("format", way.format)
            writer.member("rows", way.layout?.rows)
            writer.member("records", way.records.count)
            writer.member("verdict", way.verdict.rawValue)
            writer.member("reason", way.reason)
          }
        }
      }
      writer.member("draft", isUsable ? text : nil)
    }
    return String(decoding: writer.bytes, as: UTF8.self) + "\n"
  }

  private func text(of way: Way, isPlain: Bool) -> String {
    let address = sketch.address ?? "https://\(name).invalid/"
    let mark = sketch.host == nil ? way.layout.flatMap { way.format == "html" ? $0.rows : nil } : nil
    let told =
      mark.map { "selector: \(Self.quoted($0))" } ?? "hosts: [\(Self.quoted(sketch.host ?? "\(name).invalid"))]"
    var text = """
      {
        $schema: "../source.schema.json",
        name: \(Self.quoted(name)),
        title: \(Self.quoted(name)),
        kind: \(way.format == "feed" ? "\"news\"" : "\"marketplace\""),
        access: "saved",
        url: \(Self.quoted(address)),
        // What its robots.txt, its terms and your authorization allow, how long its pages may be kept and what for:
        // `sources check` refuses the file until all of it is said. Say locale and currency too.
        terms: "",
        robots: "",
        auth: "",
        allowed_uses: [],
        recognize: { \(told) },
        read: {
          format: \(Self.quoted(way.format)),

      """
    if let layout = way.layout { text += rows(layout, way, isPlain) }
    return text + "  },\n}\n"
  }

  private func rows(_ layout: PageSketch.Candidate, _ way: Way, _ isPlain: Bool) -> String {
    func line(_ field: PageSketch.Field) -> String {
      let place = Self.quoted(field.place)
      let key = way.format == "json" ? "pointer" : "select"
      return "\(Self.quoted(field.name)): \(field.isDigits ? "{ \(key): \(place), digits: true }" : place),"
    }
    var text = "    layouts: [\n      {\n        name: \"row\",\n        rows: \(Self.quoted(layout.rows)),\n"
    text += "        fields: {\n"
    for field in layout.fields {
      text += "          \(line(field))"
      if !isPlain {
        let words = Self.samples(of: field.name, in: way.records)
        text += words.map { "  // \($0)" } ?? "  // found on none of the rows that were read"
      }
      text += "\n"
    }
    if !isPlain {
      for field in layout.others {
        let samples = field.samples.prefix(2).map(Self.sample).joined(separator: ", ")
        text += "          // Unclear, \(field.found) of \(layout.count): \(line(field)) \(samples)\n"
      }
      let names = Set(layout.fields.map(\.name))
      for wanted in ["key", "url", "price"] where !names.contains(wanted) {
        text += "          // Not found: \(wanted)\(wanted == "key" ? ", without which no row can be read" : "").\n"
      }
    }
    return text + "        },\n      },\n    ],\n"
  }

  /// "24 of 24: "A", "B"": what the reader made of a field; nil when no record has it.
  private static func samples(of field: String, in records: [RawRecord]) -> String? {
    var values: [String] = []
    for record in records {
      var writer = JSONWriter()
      record.write(to: &writer)
      guard let json = try? JSONReader.read(writer.bytes), let value = json[field]?.string else { continue }
      values.append(value)
    }
    guard !values.isEmpty else { return nil }
    let shown = values.prefix(2).map(sample).joined(separator: ", ")
    return "\(values.count) of \(records.count): \(shown)"
  }

  private static func sample(_ text: String) -> String {
    quoted(text.count > 60 ? "\(text.prefix(60))…" : text)
  }

  /// A text in quotes, everything escaped that could end a line.
  private static func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.string(text)
    return Story.escaped(String(decoding: writer.bytes, as: UTF8.self))
  }

  /// A text that stays on its line.
  private static func comment(_ text: String) -> String {
    Story.escaped(text.split(whereSeparator: \.isNewline).joined(separator: " "))
  }
}
