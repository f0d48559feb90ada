import CurlKit
import FileKit
import HTTPKit
import Records

/// Brings what watches found to somebody: by mail, or to a webhook.
struct WatchDelivery: Sendable {
  /// The most lines of one mail or message; the rest is counted.
  private static let mostLines = 100

  let workspace: Workspace
  let environment: [String: String]
  /// How the webhook is reached; its own address is the user's choice and not checked.
  let network: EngineSettings

  private func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// What a channel lacks; nil when it can be used.
  func lack(of channel: Watch.Channel) -> String? {
    switch channel {
    case .lines: nil
    case .mail:
      if let to = variable("AFTERMARKET_MAIL_TO") {
        to.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
          ? "AFTERMARKET_MAIL_TO has control characters in it"
          : Programs.path(of: "sendmail", environment) == nil ? "sendmail is not installed" : nil
      } else {
        "AFTERMARKET_MAIL_TO is not set"
      }
    case .webhook:
      if let url = variable("AFTERMARKET_WEBHOOK") {
        (try? WebAddress(url)) == nil ? "AFTERMARKET_WEBHOOK is no http or https address" : nil
      } else {
        "AFTERMARKET_WEBHOOK is not set"
      }
    }
  }

  /// Sends one message with all of `hits`.
  ///
  /// - Returns: Why it was not taken; nil when it was. It names no address, which may hold a secret.
  func send(_ hits: [WatchHit], by channel: Watch.Channel) async throws -> String? {
    switch channel {
    case .lines: nil
    case .mail: try mail(hits)
    case .webhook: await post(hits)
    }
  }

  private func text(_ hits: [WatchHit]) -> String {
    var lines = hits.prefix(Self.mostLines).map { Self.line($0) }
    if hits.count > Self.mostLines { lines.append("and \(hits.count - Self.mostLines) more") }
    return lines.joined(separator: "\n")
  }

  /// One hit as a line without control characters.
  static func line(_ hit: WatchHit) -> String {
    Story.escaped("\(hit.watch): \(hit.text)\(hit.url.map { " \($0)" } ?? "")")
  }

  private func mail(_ hits: [WatchHit]) throws -> String? {
    guard let program = Programs.path(of: "sendmail", environment), let to = variable("AFTERMARKET_MAIL_TO") else {
      return "sendmail is not installed"
    }
    let message = """
      To: \(to)
      Subject: Aftermarket: \(hits.count) of your watches
      MIME-Version: 1.0
      Content-Type: text/plain; charset=UTF-8
      Content-Transfer-Encoding: 8bit
      Auto-Submitted: auto-generated

      \(text(hits))

      """
    let path = FileSystem.join(workspace.folder, "watches.mail")
    try FileSystem.writeAtomically(Array(message.utf8), to: path)
    defer { try? FileSystem.remove(path) }
    // -i: a line with a dot alone does not end the mail; -t: the recipient is in the header.
    let code = try ChildProcess.run(program, ["-i", "-t"], input: path, environment: environment, seconds: 60)
    return code == 0 ? nil : "sendmail ended with code \(code)"
  }

  private func post(_ hits: [WatchHit]) async -> String? {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("text", text(hits))
      writer.key("watches")
      writer.array { writer in
        for hit in hits.prefix(Self.mostLines) {
          writer.object { writer in
            writer.member("watch", hit.watch)
            writer.member("key", hit.key)
            writer.member("text", hit.text)
            writer.member("url", hit.url)
          }
        }
      }
    }
    let everywhere = ["0.0.0.0/0", "::/0"].compactMap { IPNetwork($0) }
    guard let address = try? WebAddress(variable("AFTERMARKET_WEBHOOK") ?? "") else { return "no address" }
    do throws(TransferFailure) {
      let engine = try TransferEngine(network)
      defer { engine.close() }
      var limits = TransferLimits()
      limits.totalMilliseconds = 30_000
      let answer = try await engine.perform(
        TransferRequest(
          .post(body: writer.bytes, contentType: "application/json"), url: address,
          headers: [HeaderField("User-Agent", "aftermarket/\(Version.current)")], limits: limits,
          addresses: AddressPolicy(allowing: everywhere)))
      return (200..<300).contains(answer.status) ? nil : "the webhook answered \(answer.status)"
    } catch { return "the webhook was not reached (\(error.code))" }
  }
}
