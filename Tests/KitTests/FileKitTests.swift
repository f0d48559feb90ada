import FileKit
import Foundation
import Testing

/// An empty folder that is gone when its owner is.
final class Scratch {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/kit-\(UUID().uuidString)"
    try FileSystem.makeFolders(path)
  }

  deinit {
    try? FileSystem.removeTree(path)
  }

  func callAsFunction(_ name: String) -> String { FileSystem.join(path, name) }
}

struct FileKitTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `what is written and appended is read back`() throws {
    let path = scratch("a")
    let file = try File(path, for: .creatingNew)
    try file.write([1, 2, 3])
    try file.sync()
    try file.close()
    let more = try File(path, for: .appending)
    try more.write([UInt8](repeating: 9, count: 300_000)[...])
    try more.close()
    let all = try FileSystem.readAll(path, limit: 1 << 20)
    #expect(all.prefix(4) == [1, 2, 3, 9])
    #expect(all.count == 300_003)
    #expect(try FileSystem.size(path) == 300_003)
  }

  @Test func `a file over the limit is refused and one at the limit is read`() throws {
    try FileSystem.writeAtomically([UInt8](repeating: 7, count: 100_000), to: scratch("b"))
    #expect(try FileSystem.readAll(scratch("b"), limit: 100_000).count == 100_000)
    let failure = #expect(throws: FileFailure.self) { try FileSystem.readAll(scratch("b"), limit: 99_999) }
    #expect(failure?.reason == .overLimit(bytes: 99_999))
  }

  @Test func `a missing file says so, with its path and what to do`() throws {
    let failure = #expect(throws: FileFailure.self) { try FileSystem.readAll(scratch("none"), limit: 1) }
    #expect(failure?.isMissing == true)
    #expect(
      failure?.description
        == "cannot open \(scratch("none")): No such file or directory. Check the spelling of the path.")
  }

  @Test func `a name that is not UTF-8 is told and not passed over`() throws {
    try FileSystem.makeFolders(scratch("odd"))
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", #": > "$1/$(printf 'a\377b.html')""#, "sh", scratch("odd")]
    try shell.run()
    shell.waitUntilExit()
    let failure = #expect(throws: FileFailure.self) { try FileSystem.walk(scratch("odd")) }
    #expect(failure?.reason == .nameNotUTF8)
  }

  @Test func `a path with a NUL byte is refused and not cut`() throws {
    try FileSystem.writeAtomically([1], to: scratch("short"))
    let failure = #expect(throws: FileFailure.self) { try FileSystem.readAll(scratch("short\0tail"), limit: 9) }
    #expect(failure?.reason == .pathUnusable)
    #expect(!FileSystem.exists(scratch("short\0tail")))
  }

  @Test func `creating anew does not replace what stands there`() throws {
    try FileSystem.writeAtomically([1], to: scratch("c"))
    #expect(throws: FileFailure.self) { _ = try File(scratch("c"), for: .creatingNew).path }
  }

  @Test func `an atomic write leaves no other file behind`() throws {
    try FileSystem.writeAtomically([1], to: scratch("d"))
    try FileSystem.writeAtomically([2, 3], to: scratch("d"))
    #expect(try FileSystem.list(scratch.path) == ["d"])
    #expect(try FileSystem.readAll(scratch("d"), limit: 9) == [2, 3])
  }

  @Test func `a full disk is told from other failures`() throws {
    let full = try File("/dev/full", for: .appending)
    do throws(FileFailure) {
      try full.write([1])
      Issue.record("a write to /dev/full passed")
    } catch {
      #expect(error.isFull)
      #expect(error.code == "disk_full")
    }
  }

  @Test func `names and walks are sorted by bytes and end in a loop of links`() throws {
    for name in ["b", "B", "é", "a/z", "a/b/c"] {
      try FileSystem.makeFolders(FileSystem.folder(of: scratch(name)))
      try FileSystem.writeAtomically([0], to: scratch(name))
    }
    try FileManager.default.createSymbolicLink(atPath: scratch("a/up"), withDestinationPath: scratch.path)
    try FileManager.default.createSymbolicLink(atPath: scratch("nowhere"), withDestinationPath: scratch("gone"))
    #expect(try FileSystem.list(scratch.path) == ["B", "a", "b", "nowhere", "é"])
    #expect(
      try FileSystem.walk(scratch.path).map { $0.dropFirst(scratch.path.count + 1) }
        == ["B", "a/b/c", "a/z", "b", "é"])
    #expect(try FileSystem.walk(scratch("b")) == [scratch("b")])
  }

  @Test func `a second holder of a lock is told it is busy, and has it after the first`() throws {
    let first = try FileLock(scratch("lock"))
    do throws(FileFailure) {
      _ = try FileLock(scratch("lock")).path
      Issue.record("two hold one lock")
    } catch {
      #expect(error.isBusy)
    }
    try first.release()
    try FileLock(scratch("lock")).release()
  }

  @Test func `lines are those of the file, however long`() throws {
    var random = Seeded()
    print("seed \(random.seed)")
    var expected: [[UInt8]] = []
    for _ in 0..<300 {
      let length = Bool.random(using: &random) ? Int.random(in: 0...40, using: &random) : 0
      expected.append([UInt8](repeating: UInt8.random(in: 32...255, using: &random), count: length))
    }
    expected.append([UInt8](repeating: 65, count: 3_000_000))
    expected.append([13])
    let text = expected.joined(separator: [10])
    for ending in [[], [10]] as [[UInt8]] {
      try FileSystem.writeAtomically(Array(text) + ending, to: scratch("lines"))
      var reader = LineReader(try File(scratch("lines"), for: .reading))
      var found: [[UInt8]] = []
      while let line = try reader.next() { found.append(Array(line)) }
      #expect(found == expected)
      #expect(reader.lineNumber == expected.count)
    }
  }

  @Test(arguments: [("", 0), ("\n", 1), ("a\n\n", 2)])
  func `an empty file has no line`(text: String, lines: Int) throws {
    try FileSystem.writeAtomically([UInt8](text.utf8), to: scratch("few"))
    var reader = LineReader(try File(scratch("few"), for: .reading))
    while try reader.next() != nil {}
    #expect(reader.lineNumber == lines)
  }

  @Test func `a line over the limit is refused with its number`() throws {
    try FileSystem.writeAtomically([UInt8]("ok\n12345\n123456\n".utf8), to: scratch("long"))
    var reader = LineReader(try File(scratch("long"), for: .reading), limit: 5)
    #expect(try reader.next().map(Array.init) == [UInt8]("ok".utf8))
    #expect(try reader.next().map(Array.init) == [UInt8]("12345".utf8))
    do throws(FileFailure) {
      _ = try reader.next()
      Issue.record("a line over the limit was given")
    } catch {
      #expect(error.reason == .lineTooLong(bytes: 5))
      #expect(error.operation == "read line 3 of")
    }
  }

  @Test func `folders are made with those above them, twice`() throws {
    try FileSystem.makeFolders(scratch("x/y/z"))
    try FileSystem.makeFolders(scratch("x/y/z"))
    #expect(FileSystem.isFolder(scratch("x/y/z")))
    try FileSystem.writeAtomically([], to: scratch("f"))
    #expect(throws: FileFailure.self) { try FileSystem.makeFolders(scratch("f/g")) }
    #expect(try FileSystem.freeBytes(scratch.path) > 0)
    #expect(try FileSystem.modificationTime(scratch("f")) > 1_600_000_000)
  }
}

/// A random generator whose seed can be printed and set again through `TEST_SEED`.
struct Seeded: RandomNumberGenerator {
  let seed: UInt64
  private var state: UInt64

  init() {
    let given = ProcessInfo.processInfo.environment["TEST_SEED"].flatMap { UInt64($0) }
    seed = given ?? UInt64.random(in: 0...UInt64.max)
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension FileKitTests {
  @Test func `a file that others may read or write is told`() throws {
    let path = scratch("secrets")
    try FileSystem.writeAtomically([1], to: path)
    for (mode, isShared) in [(0o600, false), (0o400, false), (0o640, true), (0o602, true), (0o644, true)] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      let access = try FileSystem.access(path)
      #expect(access.isShared == isShared && access.text == String(mode, radix: 8))
    }
  }

  @Test func `a real path has no links and no dots in it`() throws {
    try FileSystem.makeFolders(scratch("a/b"))
    try FileManager.default.createSymbolicLink(atPath: scratch("link"), withDestinationPath: scratch("a"))
    let folder = try FileSystem.realPath(scratch("a/b"))
    #expect(try FileSystem.realPath(scratch("link/b/../b")) == folder)
    #expect(throws: FileFailure.self) { try FileSystem.realPath(scratch("gone")) }
  }
}
