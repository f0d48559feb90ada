import Foundation
import Outside
import Testing

@Suite struct SetupTests {
  private func setUp(_ words: String..., in scratch: Scratch, with name: String = "install") async throws
    -> Program.Outcome
  {
    try await Program.launch("\(Program.root)/cron/\(name)", ["--root", scratch.path("root")] + words, in: scratch)
  }

  private func files(_ scratch: Scratch) -> Set<String> {
    let root = scratch.path("root")
    let all = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return Set(
      all.filter {
        (try? FileManager.default.attributesOfItem(atPath: root + "/" + $0)[.type] as? FileAttributeType)
          == .typeRegular
      })
  }

  @Test func `what will be done is shown and not done`() async throws {
    let scratch = try Scratch()
    let outcome = try await setUp("--cron", "--dry-run", in: scratch)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("/etc/cron.d/aftermarket") && outcome.output.contains("salt"))
    #expect(files(scratch).isEmpty)
  }

  @Test func `nobody there to ask is no yes`() async throws {
    let scratch = try Scratch()
    let outcome = try await setUp("--cron", in: scratch)
    #expect(outcome.status == 2)
    #expect(files(scratch).isEmpty)
  }

  @Test func `settings and salt are made once, for their owner alone, and stay`() async throws {
    let scratch = try Scratch()
    #expect(try await setUp("--cron", "--yes", in: scratch).status == 0)
    #expect(
      files(scratch) == ["etc/aftermarket/nightly.env", "etc/aftermarket/salt", "etc/cron.d/aftermarket"])
    for name in ["nightly.env", "salt"] {
      let path = scratch.path("root/etc/aftermarket/" + name)
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600, "\(name)")
    }
    let salt = try scratch.read("root/etc/aftermarket/salt")
    #expect(salt.count == 64)
    try scratch.write("AFTERMARKET_CONTACT=me@example.org\n", to: "root/etc/aftermarket/nightly.env")
    #expect(try await setUp("--cron", "--yes", in: scratch).status == 0)
    #expect(try scratch.read("root/etc/aftermarket/salt") == salt)
    #expect(
      try scratch.read("root/etc/aftermarket/nightly.env") == Data("AFTERMARKET_CONTACT=me@example.org\n".utf8))
  }

  @Test func `the schedule goes and the data stay, until they are purged`() async throws {
    let scratch = try Scratch()
    _ = try await setUp("--cron", "--yes", in: scratch)
    try scratch.write("kept", to: "root/var/lib/aftermarket/archive/a.warc.gz")
    #expect(try await setUp("--yes", in: scratch, with: "uninstall").status == 0)
    #expect(
      files(scratch) == [
        "etc/aftermarket/nightly.env", "etc/aftermarket/salt", "var/lib/aftermarket/archive/a.warc.gz",
      ])
    #expect(
      try await setUp("--purge", "--dry-run", in: scratch, with: "uninstall").output.contains("all that is in it"))
    #expect(files(scratch).count == 3)
    #expect(try await setUp("--purge", "--yes", in: scratch, with: "uninstall").status == 0)
    #expect(files(scratch).isEmpty)
  }

  @Test(arguments: ["/", "/var", "relative", "/var/", "/var/.."])
  func `no folder of others is purged`(folder: String) async throws {
    let scratch = try Scratch()
    let outcome = try await setUp("--workspace", folder, "--purge", "--yes", in: scratch, with: "uninstall")
    #expect(outcome.status == 2)
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze"), "systemd is not there"))
  func `systemd finds nothing wrong with the units`() async throws {
    let scratch = try Scratch()
    #expect(try await setUp("--systemd", "--user", "root", "--yes", in: scratch).status == 0)
    let units = ["service", "timer"].map { scratch.path("root/etc/systemd/system/aftermarket.\($0)") }
    let outcome = try await Program.launch(
      "/usr/bin/systemd-analyze", ["verify", "--man=no"] + units, in: scratch)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(!outcome.errors.contains("aftermarket"), "\(outcome.errors)")
  }
}
