import FileKit
import Foundation
import Pipeline
import Records
import Testing

@Suite final class InputFinderTests {
  let folder = NSTemporaryDirectory() + "inputs-\(UUID().uuidString)"

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ files: [String: String]) throws {
    for (name, text) in files {
      let path = folder + "/" + name
      try FileSystem.makeFolders(FileSystem.folder(of: path))
      try FileSystem.writeAtomically(Array(text.utf8), to: path)
    }
  }

  func names(_ found: InputFinder.Found) -> [String] { found.files.map { String($0.path.dropFirst(folder.count + 1)) } }

  @Test func `a folder gives its pages by name and passes over the rest`() throws {
    try write(["b.html": "x", "a/z.xml.gz": "x", "a/t.csv": "x", ".hidden.html": "x", "n.tsv": "x"])
    let found = try InputFinder(source: nil, fetchedAt: nil).find([folder])
    #expect(names(found) == ["a/z.xml.gz", "b.html"])
    #expect(found.ignored == 3)
  }

  @Test func `archives are told from pages, also the kind that is refused`() throws {
    try write(["a.warc": "x", "b.WARC.GZ": "x", "c.arc": "x", "d.arc.gz": "x", "e.html": "x"])
    let found = try InputFinder(source: nil, fetchedAt: nil).find([folder])
    #expect(found.files.map(\.isArchive) == [true, true, true, true, false])
  }

  @Test func `a case file tells of the page beside it and of nothing else`() throws {
    try write([
      "c/case.json":
        #"{"why":"w","source":"avito","url":"https://m.example/","fetched_at":"2025-07-14T21:05:00+03:00"}"#,
      "c/page.html": "x", "c/listings.json": "[]",
    ])
    let found = try InputFinder(source: nil, fetchedAt: nil).find([folder])
    #expect(names(found) == ["c/page.html"])
    #expect(found.files.first?.source == SourceID("avito"))
    #expect(found.files.first?.fetchedAt?.description == "2025-07-14T18:05:00Z")
  }

  @Test func `a manifest tells of its files, relative to its own folder`() throws {
    try write([
      "m.tsv": "file\tsource\turl\tfetched_at\nday1.html\tavito\t\t2018-05-10T23:59:00+03:00\n", "day1.html": "x",
    ])
    let found = try InputFinder(source: nil, fetchedAt: nil).find([], manifest: folder + "/m.tsv")
    #expect(names(found) == ["day1.html"])
    #expect(found.files.first?.fetchedAt?.description == "2018-05-10T20:59:00Z")
  }

  @Test(arguments: [
    (["m.tsv": "path\nx\n"], "m.tsv:1: the manifest has no column \"file\""),
    (
      ["m.tsv": "file\tfetched_at\na.html\t2018-05-10\n", "a.html": "x"],
      "m.tsv:2: \"2018-05-10\" is not a time with a zone"
    ),
    (["m.tsv": "file\ngone.html\n"], "gone.html, which does not exist"),
  ]) func `a manifest that cannot be used says where`(_ files: [String: String], _ part: String) throws {
    try write(files)
    do throws(RunFailure) {
      _ = try InputFinder(source: nil, fetchedAt: nil).find([], manifest: folder + "/m.tsv")
      Issue.record("accepted")
    } catch {
      #expect(error.kind == .usage)
      #expect(error.description.contains(part), "\(error)")
    }
  }

  @Test func `a missing path and a folder without pages are usage errors that name them`() throws {
    try write(["only.csv": "x"])
    for (path, part) in [(folder + "/nowhere", "does not exist"), (folder, "holds no pages")] {
      do throws(RunFailure) {
        _ = try InputFinder(source: nil, fetchedAt: nil).find([path])
        Issue.record("accepted")
      } catch {
        #expect(error.kind == .usage)
        #expect(error.description.contains(path) && error.description.contains(part), "\(error)")
      }
    }
  }
}
