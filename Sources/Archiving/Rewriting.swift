import FileKit
import Records

extension ArchiveFolder {
  /// What becomes of a page when archives are written again.
  public enum Fate: Sendable {
    /// It stays.
    case stays
    /// Nothing of it stays.
    case goes
    /// What was read from it stays.
    case kept(KeptPage)
  }

  /// What writing archives again did.
  public struct Rewriting: Hashable, Sendable {
    /// The archives that were written again.
    public internal(set) var files: [String] = []
    /// Pages that went.
    public internal(set) var pages = 0
    /// The bytes by which the archives became smaller.
    public internal(set) var freedBytes = 0
  }

  private static let workFolder = ".rewrite"

  /// Writes every archive again that holds a page which has to go, and those whose pages lean on one of these.
  ///
  /// An archive written again has the bodies of unchanged pages in itself, so that none leans on another; requests are
  /// left out. Each appears under its name whole. Those that lean on others come first, so that a crash between two of
  /// them leaves no page without its body; the same call completes the rest.
  ///
  /// - Parameter fate: What becomes of a page, given with its body.
  public func rewrite(fate: (Page) throws -> Fate, outcome: (PageLine) -> Bool) throws -> Rewriting {
    var rewriting = Rewriting()
    let work = FileSystem.join(path, Self.workFolder)
    if FileSystem.exists(work) { try FileSystem.removeTree(work) }
    var touched: [String: Int] = [:]
    var leaning: [String: Set<String>] = [:]
    var begun: [String: Instant] = [:]
    let files = try archives()
    for file in files {
      try Task.checkCancellation()
      var reader = try reader(file)
      while let record = try reader.next() {
        if record.kind == .warcinfo, begun[file] == nil { begun[file] = record.date }
        if let page = try record.page() {
          if let place = page.earlier?.location { leaning[file, default: []].insert(place.file) }
          if case .stays = try fate(try filled(page)) { continue }
          touched[file, default: 0] += 1
        } else if let line = try record.outcome(), outcome(line) {
          touched[file, default: 0] += 1
        } else if let evidence = try record.evidence(), case .goes = try fate(evidence) {
          touched[file, default: 0] += 1
        }
      }
    }
    guard !touched.isEmpty else { return rewriting }
    rewriting.pages = touched.values.reduce(0, +)
    var chosen = Set(touched.keys)
    while case let more = files.filter({ !chosen.contains($0) && !leaning[$0, default: []].isDisjoint(with: chosen) }),
      !more.isEmpty
    { chosen.formUnion(more) }
    try FileSystem.makeFolders(work)
    let order = chosen.sorted { left, right in
      let first = begun[left] ?? Instant(seconds: 0)
      let second = begun[right] ?? Instant(seconds: 0)
      return first == second ? left > right : first > second
    }
    for file in order { try write(file, into: work, at: begun[file] ?? Instant(seconds: 0), fate, outcome) }
    for file in order {
      let target = FileSystem.join(path, file)
      let before = try FileSystem.size(target)
      let fresh = FileSystem.join(work, FileSystem.name(of: file))
      rewriting.freedBytes += before - (try FileSystem.size(fresh))
      try FileSystem.rename(fresh, to: target)
      try FileSystem.syncFolder(FileSystem.folder(of: target))
      rewriting.files.append(file)
    }
    try FileSystem.removeTree(work)
    return rewriting
  }

  private func write(
    _ file: String, into work: String, at time: Instant, _ fate: (Page) throws -> Fate, _ outcome: (PageLine) -> Bool
  ) throws {
    guard file.hasSuffix(Self.sealedSuffix), FileSystem.name(of: file) == file else {
      throw ArchiveFailure(
        .pageUnusable("this archive is another program's, and only ours are written again"), file: file)
    }
    var writer = try ArchiveWriter(
      folder: work, name: String(file.dropLast(Self.sealedSuffix.count)), createdAt: time, software: "aftermarket")
    var reader = try reader(file)
    while let record = try reader.next() {
      if let found = try record.page() {
        var page = try filled(found)
        switch try fate(page) {
        case .goes: continue
        case .kept(let kept):
          try writer.append(kept)
          continue
        case .stays: break
        }
        if page.earlier != nil {
          // The head of an unchanged page speaks of no body, so it does not fit the one it gets.
          if page.status == 304 { page.httpHead = nil }
          page.earlier = nil
        }
        _ = try writer.append(page)
      } else if let line = try record.outcome() {
        if !outcome(line) { try writer.append(line) }
      } else if let kept = try record.kept() {
        try writer.append(kept)
      } else if let evidence = try record.evidence() {
        if case .goes = try fate(evidence) { continue }
        _ = try writer.append(evidence)
      }
    }
    _ = try writer.seal()
  }

  /// Where the pages of an archive are, each with what tells it from the others.
  public func places(in file: String) throws -> [(sha256: String?, fetchedAt: Instant?, url: String?, offset: Int)] {
    var places: [(sha256: String?, fetchedAt: Instant?, url: String?, offset: Int)] = []
    var reader = try reader(file)
    while let record = try reader.next() {
      if let page = try record.page() {
        places.append((page.earlier?.sha256 ?? page.sha256, page.fetchedAt, page.url, record.offset))
      } else if let line = try record.outcome() {
        places.append((line.provenance.pageSHA256, line.provenance.fetchedAt, line.url, record.offset))
      } else if let kept = try record.kept(), case .page(let line)? = try kept.records().last {
        places.append((line.provenance.pageSHA256, line.provenance.fetchedAt, line.url, record.offset))
      }
    }
    return places
  }
}
