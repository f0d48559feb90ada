import Foundation
import Outside
import Testing

@testable import aftermarket

/// Manual pages and completions, made from the same tables as the help.
struct ManualTests {
  private static func has(_ program: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
    }
  }

  @Test func `there is a page for each command, and each names its options`() async throws {
    let scratch = try Scratch()
    try scratch.write("", to: "man/.here")
    #expect(try await Program.run("manual", "--output", "man", in: scratch).status == 0)
    #expect(scratch.names(in: "man").filter { $0.hasSuffix(".1") }.count == Command.all.count + 1)
    for command in Command.all {
      let page = String(decoding: try scratch.read("man/aftermarket-\(command.name).1"), as: UTF8.self)
      for option in command.options + Option.global {
        #expect(page.contains("\\-\\-\(option.name.replacingOccurrences(of: "-", with: "\\-"))"), "\(command.name)")
      }
      #expect(page.utf8.allSatisfy { $0 < 0x80 && ($0 >= 0x20 || $0 == 0x0A) })
    }
    let overview = String(decoding: try scratch.read("man/aftermarket.1"), as: UTF8.self)
    for code in ExitCode.allCases { #expect(overview.contains(".B \(code.rawValue)\n")) }
    let lost = try await Program.run("manual", "nothing", in: scratch)
    #expect(lost.status == 2)
  }

  @Test(.enabled(if: has("groff"), "needs groff"))
  func `groff has no complaint about any page`() async throws {
    let scratch = try Scratch()
    try scratch.write("", to: "man/.here")
    _ = try await Program.run("manual", "--output", "man", in: scratch)
    let outcome = try await Program.shell(
      "for page in man/*.1; do groff -ww -man -Tutf8 -rLL=78n -z $page || exit 1; done; groff -man -Tutf8 man/aftermarket-run.1",
      in: scratch)
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome)")
    #expect(outcome.output.contains("SOURCE…"), "\(outcome.output.prefix(600))")
  }

  static let begun = [
    ("aftermarket quer", "query"), ("aftermarket query lat", "latest-prices"), ("aftermarket run --dr", "--dry-run"),
    ("aftermarket query --format mark", "markdown"), ("aftermarket --workspace w stat", "status"),
    ("aftermarket fetch ecb federal", "federal-register"), ("aftermarket quarantine re", "replay"),
    ("aftermarket parse --source xian", "xianyu"), ("aftermarket completions fi", "fish"),
    ("aftermarket ingest p.ht", "p.html"),
  ]

  @Test(arguments: begun)
  func `bash completes`(line: String, wanted: String) async throws {
    let scratch = try Scratch()
    try scratch.write("", to: "p.html")
    let script = """
      mkdir bin; ln -s "$0" bin/aftermarket; PATH="$PWD/bin:$PATH"; ln -s '\(Program.root)/pipelines' .
      exec bash -c 'source <(aftermarket completions bash); compopt() { :; }
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _aftermarket; printf "%s\\n" "${COMPREPLY[@]}"' bash \(line)
      """
    let outcome = try await Program.shell(script, in: scratch)
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome)")
    #expect(outcome.output.split(separator: "\n").contains(Substring(wanted)), "\(outcome.output)")
  }

  @Test(.enabled(if: has("fish"), "fish is not installed"), arguments: begun)
  func `fish completes`(line: String, wanted: String) async throws {
    let scratch = try Scratch()
    try scratch.write("", to: "p.html")
    let script = """
      mkdir bin; ln -s "$0" bin/aftermarket; PATH="$PWD/bin:$PATH"; ln -s '\(Program.root)/pipelines' .
      export HOME="$PWD"; exec fish -c 'aftermarket completions fish | source; complete -C "\(line)"'
      """
    let outcome = try await Program.shell(script, in: scratch)
    #expect(outcome.status == 0, "\(outcome)")
    let words = outcome.output.split(separator: "\n").map { $0.split(separator: "\t").first.map(String.init) ?? "" }
    #expect(words.contains(wanted), "\(outcome.output)")
  }

  @Test(arguments: Completions.Shell.allCases)
  func `every command and option is completed, in a file that the shell can read`(shell: Completions.Shell) async throws
  {
    let scratch = try Scratch()
    let made = try await Program.run("completions", shell.rawValue, in: scratch)
    #expect(made.status == 0)
    for command in Command.all {
      #expect(made.output.contains(command.name))
      for option in command.options { #expect(made.output.contains(option.name), "\(command.name) \(option.name)") }
    }
    guard Self.has(shell.rawValue) else { return }
    try scratch.write(made.output, to: "file")
    let read = try await Program.shell("\(shell.rawValue) -n file", in: scratch)
    #expect(read.status == 0 && read.errors.isEmpty, "\(read)")
  }
}
