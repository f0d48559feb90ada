import FileKit
import Records

/// Finds the pages among the paths that people hand in: files, folders, and what a manifest names.
public struct InputFinder: Sendable {
  /// What was found.
  public struct Found: Sendable {
    /// The files to read, in the order of the paths, those of a folder by name.
    public var files: [InputFile] = []
    /// How many files of folders were passed over because they are not pages.
    public var ignored = 0
  }

  private let source: SourceID?
  private let fetchedAt: Instant?

  /// A finder that gives every page a source or a time, where the caller states one.
  public init(source: SourceID?, fetchedAt: Instant?) {
    self.source = source
    self.fetchedAt = fetchedAt
  }

  /// The pages at `paths`, and those of the manifest.
  ///
  /// With a manifest, its rows say which files are pages; paths beside it add theirs.
  /// - Throws: `RunFailure` of kind `usage` for a missing path, a folder without pages, or a bad manifest or case file.
  public func find(_ paths: [String], manifest: String? = nil) throws(RunFailure) -> Found {
    var found = Found()
    if let manifest {
      let rows = try Manifest.read(read(manifest), path: manifest)
      for row in rows {
        guard FileSystem.exists(row.path) else {
          throw RunFailure(.usage, "\(manifest) names \(row.path), which does not exist")
        }
        found.files.append(filled(row))
      }
    }
    let listed = Set(found.files.map(\.path))
    for path in paths {
      guard FileSystem.exists(path) else {
        throw RunFailure(.usage, "\(path) does not exist; name a file or a folder with saved pages")
      }
      if FileSystem.isFolder(path) {
        try addFolder(path, to: &found, except: listed)
      } else if !listed.contains(path) {
        found.files.append(filled(InputFile(path: path)))
      }
    }
    return found
  }

  private func addFolder(_ folder: String, to found: inout Found, except listed: Set<String>) throws(RunFailure) {
    let paths: [String]
    do throws(FileFailure) { paths = try FileSystem.walk(folder) } catch { throw RunFailure(.usage, "\(error)") }
    let cases = Set(paths.filter { FileSystem.name(of: $0) == "case.json" }.map { FileSystem.folder(of: $0) })
    var count = 0
    for path in paths {
      let holder = FileSystem.folder(of: path)
      let name = FileSystem.name(of: path)
      guard !name.hasPrefix("."), InputFile.looksLikePage(name) else {
        found.ignored += 1
        continue
      }
      if cases.contains(holder) {
        // Beside a case file only the page itself is a page; the rest is what is expected of it.
        guard name.hasPrefix("page.") || name.hasPrefix("response.") else { continue }
        let casePath = FileSystem.join(holder, "case.json")
        let bytes = try read(casePath)
        do throws(JSONFailure) {
          let facts = try CaseFile(bytes, path: casePath)
          found.files.append(
            filled(InputFile(path: path, source: facts.source, url: facts.url, fetchedAt: facts.fetchedAt)))
        } catch { throw RunFailure(.usage, error.description) }
      } else if !listed.contains(path) {
        found.files.append(filled(InputFile(path: path)))
      }
      count += 1
    }
    guard count > 0 else {
      throw RunFailure(.usage, "\(folder) holds no pages (.html, .xml, .json, .warc, each also with .gz)")
    }
  }

  private func filled(_ file: InputFile) -> InputFile {
    var file = file
    if let source { file.source = source }
    if file.fetchedAt == nil { file.fetchedAt = fetchedAt }
    return file
  }

  private func read(_ path: String) throws(RunFailure) -> [UInt8] {
    do throws(FileFailure) { return try FileSystem.readAll(path, limit: 64 << 20) } catch {
      throw RunFailure(.usage, "\(error)")
    }
  }
}
