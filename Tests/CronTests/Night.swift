import Foundation
import Outside

/// `cron/nightly.sh` with settings of its own, and a program that does as it is told instead of a night.
struct Night {
  let scratch: Scratch

  static let script = Program.root + "/cron/nightly.sh"

  /// What the stand-in for the program does: it says what it was asked, and ends as `code` says.
  ///
  /// Asked for watches it says what `WATCHES` holds.
  init(program: String = "exit ${CODE:-0}", settings: [String] = []) throws {
    scratch = try Scratch()
    let watching = #"[ "$1" != watch ] || { echo -n "${WATCHES:-}"; exit 0; }"#
    let asked = #"echo "asked: $*" | tee -a "$0.asked" >&2"#
    let path = try scratch.write("#!/bin/bash\n\(watching)\n\(asked)\n\(program)\n", to: "program")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    try scratch.write(
      ["AFTERMARKET_WORKSPACE=\(workspace)", "AFTERMARKET_BINARY=\"\(path)\""].joined(separator: "\n") + "\n"
        + settings.map { $0 + "\n" }.joined(), to: "night.env")
  }

  var workspace: String { scratch.path("workspace") }
  var settings: String { scratch.path("night.env") }

  /// Runs it as cron does: with next to no environment.
  func run(
    _ words: String..., environment: [String: String] = [:], killedAfter: Duration? = nil, by signal: Int32 = SIGTERM
  ) async throws -> Program.Outcome {
    let given = ["PATH=/usr/bin:/bin", "HOME=/nonexistent", "LANG=C"] + environment.map { "\($0.key)=\($0.value)" }
    // The threads of the tests block signals, and what they start inherits that; cron does not.
    let unblocked = ["-MPOSIX", "-e", "sigprocmask(SIG_SETMASK, POSIX::SigSet->new); exec @ARGV or die $!"]
    return try await Program.launch(
      "/usr/bin/perl", unblocked + ["/usr/bin/env", "-i"] + given + [Self.script, "--env", settings] + words,
      in: scratch, killedAfter: killedAfter, by: signal)
  }

  /// A file of the workspace.
  func text(_ name: String) throws -> String {
    try String(contentsOfFile: workspace + "/" + name, encoding: .utf8)
  }

  /// Today's log.
  func log() throws -> String {
    let names = try FileManager.default.contentsOfDirectory(atPath: workspace + "/log").sorted()
    return try text("log/" + (names.last ?? "none"))
  }

  /// How often the program was asked.
  var asked: Int { (try? scratch.read("program.asked"))?.count { $0 == 0x0A } ?? 0 }

  /// One value of the state.
  func state(_ name: String) throws -> String? {
    try text("nightly.state").split(separator: "\n").first { $0.hasPrefix(name + "=") }
      .map { String($0.dropFirst(name.count + 1)) }
  }
}
