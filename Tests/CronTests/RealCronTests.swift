import Foundation
import Outside
import Testing

private let isPossible =
  FileManager.default.isExecutableFile(atPath: "/usr/sbin/cron") && geteuid() == 0
  && FileManager.default.isExecutableFile(atPath: "/usr/bin/unshare")

/// Debian's cron with the lines that `install` writes, in namespaces of its own: no schedule of the machine is touched.
@Suite(.enabled(if: isPossible, "cron, root or namespaces are missing"))
struct RealCronTests {
  @Test func `cron runs the night each minute, and the second finds the first at work`() async throws {
    let night = try Night(program: "sleep 70; exit 0")
    let scratch = night.scratch
    let setUp = try await Program.launch(
      Program.root + "/cron/install", ["--root", scratch.path("root"), "--cron", "--user", "root", "--yes"],
      in: scratch)
    #expect(setUp.status == 0)
    // The schedule as installed, with every minute for 03:17 and the settings where the test has them.
    let lines = try String(decoding: scratch.read("root/etc/cron.d/aftermarket"), as: UTF8.self)
    #expect(lines.contains("17 3 * * *  root  \(Night.script) --env /etc/aftermarket/nightly.env\n"))
    try scratch.write(
      lines.replacing("17 3 * * *", with: "* * * * *").replacing("/etc/aftermarket/nightly.env", with: night.settings),
      to: "cron.d/aftermarket")
    // What cron would mail.
    try scratch.write("#!/bin/sh\ncat >> \(scratch.path("mail"))\n", to: "sendmail")
    try scratch.write("", to: "crontab")
    let script = """
      set -e
      mkdir spool run
      cp -a /usr/sbin sbin
      cp sendmail sbin/sendmail
      chmod 0755 sbin/sendmail
      chown -R root:root cron.d crontab
      chmod 0644 cron.d/aftermarket crontab
      mount --bind cron.d /etc/cron.d
      mount --bind crontab /etc/crontab
      mount --bind spool /var/spool/cron/crontabs
      mount --bind run /run
      mount --bind sbin /usr/sbin
      exec cron -f
      """
    // Until the second minute has begun and its mail is written.
    let outcome = try await Program.launch(
      "/usr/bin/unshare",
      ["--mount", "--propagation", "private", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c", script],
      in: scratch, killedAfter: .seconds(60 - Int(Date.now.timeIntervalSince1970) % 60 + 66))
    #expect(outcome.errors.isEmpty)
    #expect(night.asked == 1)
    let mail = String(decoding: (try? scratch.read("mail")) ?? Data(), as: UTF8.self)
    #expect(mail.contains("another night holds \(night.workspace)/nightly.lock"), "\(mail)")
    #expect(mail.components(separatedBy: "Subject:").count == 2, "\(mail)")
  }
}
