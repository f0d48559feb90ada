import Fetching
import FileKit
import Parsing
import Records

/// What is wrong with the files of sources beyond their grammar, and what each would ask in a night.
public struct SourceCheck: Sendable {
  /// What was found of one source.
  public struct Line: Hashable, Sendable {
    /// The source.
    public let source: SourceID
    /// Its file.
    public let file: String
    /// What has to be mended, a sentence each.
    public internal(set) var problems: [String] = []
    /// What is worth knowing, a sentence each.
    public internal(set) var notes: [String] = []
    /// The fewest and the most pages of a night; nil for a source that is not fetched.
    public internal(set) var requests: ClosedRange<Int>?
    /// The environment variables that hold its secrets.
    public internal(set) var secrets: [String] = []
  }

  /// The sources, by name.
  public private(set) var lines: [Line] = []

  /// Checks the named sources, or all; reading the configuration has already checked their grammar.
  ///
  /// - Throws: `RunFailure` for an unknown name.
  public init(_ names: [SourceID], _ configuration: Configuration) throws(RunFailure) {
    for name in names where configuration.source(name) == nil {
      let known = configuration.sources.map(\.id.name).joined(separator: ", ")
      throw RunFailure(.usage, "no source is called \"\(name)\"; there are \(known)")
    }
    let pages = "\(configuration.folder)/../fixtures/pages"
    for source in configuration.sources where names.isEmpty || names.contains(source.id) {
      var line = Line(source: source.id, file: source.file)
      do throws(ParsingFailure) { _ = try PageParser(sources: [source]) } catch { line.problems.append("\(error)") }
      line.checkCanaries(configuration.canaries.filter { $0.source == source.id }, of: source)
      line.checkLaw(of: source)
      line.checkFetching(of: source)
      if FileSystem.isFolder(pages) {
        line.checkFixtures(in: "\(pages)/\(source.id)")
      } else {
        line.notes.append("there is no fixtures/pages beside the pipelines to look for its pages in")
      }
      lines.append(line)
    }
  }

  /// Whether nothing has to be mended.
  public var isClean: Bool { lines.allSatisfy(\.problems.isEmpty) }

  /// A line for each source, for people.
  public var text: String {
    lines.map { line in
      let words = line.problems.isEmpty ? ["ok"] + line.facts : line.problems
      return "\(line.file): \(words.map(Story.escaped).joined(separator: "; "))\n"
    }.joined()
  }

  /// The same as NDJSON.
  public var json: String {
    var writer = JSONWriter()
    for line in lines {
      writer.object { writer in
        writer.member("source", line.source.name)
        writer.member("file", line.file)
        writer.member("ok", line.problems.isEmpty)
        writer.member("problems", line.problems)
        writer.member("notes", line.notes)
        writer.member("requests_least", line.requests?.lowerBound)
        writer.member("requests_most", line.requests?.upperBound)
        writer.member("secrets", line.secrets)
      }
      writer.endLine()
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension SourceCheck.Line {
  fileprivate var facts: [String] {
    var facts: [String] = []
    if let requests {
      let count =
        requests.lowerBound == requests.upperBound
        ? "\(requests.lowerBound)" : "\(requests.lowerBound) to \(requests.upperBound)"
      facts.append(count == "1" ? "1 page a night" : "\(count) pages a night")
    } else {
      facts.append("read from saved pages only")
    }
    if !secrets.isEmpty { facts.append("secrets in \(secrets.joined(separator: " and "))") }
    return facts + notes
  }

  /// Whether its canaries are read as they should be.
  fileprivate mutating func checkCanaries(_ canaries: [Canary], of source: SourceDefinition) {
    guard let parser = try? PageParser(sources: [source]) else { return }
    if let failure = Canary.failures(canaries, parser)[source.id] { problems.append(failure) }
    if canaries.isEmpty { notes.append("there is no canary for it in pipelines/canaries/\(source.id)") }
  }

  /// What may be done with its pages has to be stated before they are asked for.
  fileprivate mutating func checkLaw(of source: SourceDefinition) {
    for (name, text) in [("terms", source.terms), ("robots", source.robots), ("auth", source.auth)]
    where !text.utf8.contains(where: { $0 > 0x20 }) {
      problems.append("\"\(name)\" says nothing")
    }
    if source.allowedUses.isEmpty { problems.append("\"allowed_uses\" allows nothing, so nothing of it may be kept") }
    switch source.kind {
    case .marketplace, .news, .generic:
      if source.retentionDays == nil {
        problems.append("\"retention_days\" is missing: how long may its pages be kept?")
      }
    default: break
    }
    if let days = source.retentionDays, days < 1 { problems.append("\"retention_days\" is \(days)") }
  }

  /// Whether its plan expands, and asks for what it may.
  fileprivate mutating func checkFetching(of source: SourceDefinition) {
    guard let rules = source.fetch else { return }
    do throws(FetchFailure) {
      let policy = try FetchPolicy(source)
      let expected = try Fetching.FetchPlan(rules, source: source.id).expectedRequests
      requests = expected
      if let refusal = policy.refusal { notes.append("not asked for now: \(refusal)") }
    } catch {
      problems.append("\(error)")
      return
    }
    let starts = Self.starts(rules, source.id)
    if starts > rules.maximumPages {
      problems.append("it has \(starts) addresses, more than \"maximum_pages\" (\(rules.maximumPages)) lets be asked")
    }
    if let granted = rules.dailyRequests, granted < starts {
      problems.append("it has \(starts) addresses, more than \"daily_requests\" (\(granted)) grants")
    }
    if case .rates = source.reading.format, rules.pagination != nil || !rules.details.isEmpty {
      problems.append("a table of rates has no \"pagination\" and no \"details\"")
    }
    secrets = rules.credentials?.secretNames ?? []
    for name in secrets where !source.auth.contains(name) {
      problems.append("\"auth\" does not say that \(name) has to be set, and to what")
    }
  }

  /// How many start addresses there are, parameters put in.
  private static func starts(_ rules: FetchRules, _ source: SourceID) -> Int {
    var unlimited = rules
    unlimited.maximumPages = .max
    unlimited.pagination = nil
    unlimited.details = []
    return (try? Fetching.FetchPlan(unlimited, source: source).expectedRequests.lowerBound) ?? 0
  }

  /// Whether it brings pages that show what its rules read.
  fileprivate mutating func checkFixtures(in folder: String) {
    let cases = FileSystem.isFolder(folder) ? ((try? FileSystem.list(folder)) ?? []) : []
    if cases.isEmpty { problems.append("it has no page in fixtures/pages/\(source)") }
    for name in cases.sorted() where !FileSystem.exists("\(folder)/\(name)/case.json") {
      problems.append("fixtures/pages/\(source)/\(name) has no case.json")
    }
  }
}
