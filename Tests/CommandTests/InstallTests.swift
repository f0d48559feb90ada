import Foundation
import Outside
import Testing

/// What `make install` puts where, and that the program finds it.
struct InstallTests {
  private func stage(_ words: String = "", in scratch: Scratch) async throws -> Program.Outcome {
    try await Program.shell(
      "DESTDIR=\"$PWD/root\" PREFIX=/opt/am BINARY=\"$0\" '\(Program.root)/packaging/stage' \(words)", in: scratch)
  }

  @Test func `an installed program finds its configuration from anywhere, and doctor says where`() async throws {
    let scratch = try Scratch()
    let staged = try await stage(in: scratch)
    #expect(staged.status == 0 && staged.output.isEmpty && staged.errors.isEmpty, "\(staged)")
    let names = Set(try FileManager.default.subpathsOfDirectory(atPath: scratch.path("root/opt/am")))
    for name in [
      "bin/aftermarket", "share/man/man1/aftermarket.1.gz", "share/man/man1/aftermarket-watch.1.gz",
      "share/bash-completion/completions/aftermarket", "share/zsh/site-functions/_aftermarket",
      "share/fish/vendor_completions.d/aftermarket.fish", "share/doc/aftermarket/docs/data-dictionary.md",
      "share/aftermarket/pipelines/sources/ecb.json5", "share/aftermarket/cron/lib/tell.sh",
    ] { #expect(names.contains(name), "\(name)") }
    let doctor = try await Program.shell("root/opt/am/bin/aftermarket doctor", in: scratch)
    #expect(doctor.status == 0, "\(doctor)")
    #expect(doctor.output.contains("root/opt/am/share/aftermarket/pipelines: "), "\(doctor)")
    #expect(doctor.output.contains("found by being installed with the program"))
    #expect(doctor.output.contains("note AFTERMARKET_CONTACT: not set: nothing is fetched"))
    let named = try await Program.shell(
      "AFTERMARKET_PIPELINES=nowhere root/opt/am/bin/aftermarket doctor", in: scratch)
    #expect(named.status == 2 && named.output.contains("(found by AFTERMARKET_PIPELINES)"), "\(named)")

    // An update keeps sources of one's own, sets aside what was changed, and drops what a release no longer has.
    let share = "root/opt/am/share/aftermarket"
    try scratch.write("{ maximum_concurrency: 3 }", to: "\(share)/pipelines/nightly.json5")
    try scratch.write("{ mine: 1 }", to: "\(share)/pipelines/sources/mine.json5")
    try scratch.write("old", to: "\(share)/cron/old")
    let updated = try await stage(in: scratch)
    #expect(updated.status == 0 && updated.errors.contains("pipelines/nightly.json5 was changed here"), "\(updated)")
    #expect(
      String(decoding: try scratch.read("\(share)/changed/pipelines/nightly.json5"), as: UTF8.self).contains("3 }"))
    #expect(scratch.names(in: "\(share)/pipelines/sources").contains("mine.json5"))
    #expect(!scratch.names(in: "\(share)/cron").contains("old"))

    try scratch.write("", to: "root/opt/am/bin/other")
    #expect(try await stage("--remove", in: scratch).status == 0)
    let left = try FileManager.default.subpathsOfDirectory(atPath: scratch.path("root/opt/am"))
    #expect(left.filter { $0.contains("aftermarket") } == [], "\(left)")
    #expect(left.contains("bin/other"))
  }
}
