import Foundation
import Outside
import Testing

/// Configurations that are wrong, and limits that the system sets.
struct LimitTests {
  /// One way to spoil a configuration: a line of the shell in its folder, and what the message must say.
  static let spoilt: [(String, [String])] = [
    (#"printf '{\n  maximum_concurency: 3,\n}\n' > nightly.json5"#, ["nightly.json5:2", "maximum_concurency"]),
    (#"printf '{\n  maximum_concurrency: "3",\n}\n' > nightly.json5"#, ["nightly.json5:2", "whole number"]),
    ("cp sources/ecb.json5 sources/ecb2.json5", ["sources/ecb2.json5", "\"ecb\""]),
    (#"printf '{\n  sources: ["ecb", "ecb"],\n}\n' > nightly.json5"#, ["nightly.json5", "twice"]),
    ("head -c 20000000 /dev/zero | tr '\\0' ' ' > nightly.json5", ["nightly.json5", "16777216 bytes"]),
    ("rm nightly.json5; ln -s nightly.json5 nightly.json5", ["nightly.json5", "symbolic links"]),
    ("cd sources; rm ecb.json5; ln -s ecb.json5 ecb.json5", ["sources/ecb.json5", "symbolic links"]),
    ("rm checks.json5; ln -s checks.json5 checks.json5", ["checks.json5", "symbolic links"]),
    (
      #"printf '{ proxy: "http://me:hunter2@proxy.example:1" }' > nightly.json5"#,
      ["nightly.json5", "AFTERMARKET_PROXY"]
    ),
    (#"printf '\000' >> sources/ecb.json5"#, ["sources/ecb.json5:"]),
  ]

  @Test(arguments: spoilt)
  func `R9 a configuration that is wrong ends with 2, the file and what is wrong`(
    line: String, says: [String]
  ) async throws {
    let scratch = try Scratch()
    _ = try scratch.pipelines()
    #expect(try await Program.shell("cd pipelines && \(line)", in: scratch).status == 0)
    let outcome = try await Program.run("run", "--offline", "--pipelines", "pipelines", in: scratch)
    #expect(outcome.status == 2 && outcome.errorLines.count == 1, "\(outcome)")
    for words in says { #expect(outcome.errors.contains(words), "\(words) is not in: \(outcome.errors)") }
    #expect(!outcome.errors.contains("hunter2"))
    #expect(scratch.names(in: "workspace").isEmpty)
  }

  @Test func `R9 a mark of byte order before a configuration is no part of it`() async throws {
    let scratch = try Scratch()
    _ = try scratch.pipelines()
    try scratch.write(
      Data([0xEF, 0xBB, 0xBF]) + Data("{ maximum_concurrency: 3 }".utf8), to: "pipelines/nightly.json5")
    let outcome = try await Program.run("sources", "check", "ecb", "--pipelines", "pipelines", in: scratch)
    #expect(outcome.status == 0, "\(outcome)")
  }

  @Test func `R9 a file of secrets that others may read is refused by its mode`() async throws {
    let scratch = try Scratch()
    let path = try scratch.write("KEY=hunter2\n", to: "secrets")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    let outcome = try await Program.run(
      "run", "--dry-run", in: scratch, environment: ["AFTERMARKET_SECRETS_FILE": path])
    #expect(outcome.status == 2 && outcome.errors.contains("mode 644") && outcome.errors.contains("chmod 600"))
    #expect(!outcome.errors.contains("hunter2"))
  }

  static let limits = ["--nofile=8", "--nofile=16", "--fsize=20000", "--fsize=200000", "--as=300000000"]

  @Test(arguments: limits)
  func `R11 under a limit of the system a command ends with a word, and without it nothing is missing`(
    limit: String
  ) async throws {
    let scratch = try Scratch()
    let words = "ingest '\(Program.root)/fixtures/pages/avito' --pipelines '\(Program.root)/pipelines'"
    let bound = try await Program.shell("prlimit --core=0 \(limit) \"$0\" \(words) --workspace bound", in: scratch)
    // The block page of the fixtures is set aside: 1 is as good as it gets.
    #expect(bound.status != 0, "\(bound)")
    if bound.status > 1, !limit.hasPrefix("--as") {
      // 2 where the limit is met while the configuration is read, 3 where the store is.
      #expect([2, 3].contains(bound.status) && bound.errors.contains("aftermarket: "), "\(limit): \(bound)")
    }
    #expect(try await Program.shell("\"$0\" \(words) --workspace bound", in: scratch).status <= 1)
    #expect(try await Program.shell("\"$0\" \(words) --workspace free", in: scratch).status == 1)
    #expect(try await Program.run("verify", "--workspace", "bound", in: scratch).status == 0)
    #expect(try await Program.dump("bound", in: scratch) == Program.dump("free", in: scratch))
  }
}
