import Foundation
import Outside
import Testing

/// Watches: told once, by the way they name, and again only when nobody took them.
struct WatchTests {
  /// A workspace with one card at about 780 dollars, and watches of one's own.
  private func scene(_ watches: String) async throws -> Scratch {
    let scratch = try Scratch()
    let pipelines = try scratch.pipelines()
    try scratch.write("{ watches: [\(watches)] }", to: "pipelines/watches.json5")
    let lines = [
      #"{"type":"rate","source":"ecb","date":"2025-09-30","base":"EUR","quote":"USD","value":"1.17","provenance":{"fetched_at":"2025-09-30T16:00:00Z"}}"#,
      #"{"type":"listing","source":"avito","key":"1","title":"NVIDIA A100 40GB PCIe","price":"3 999 USD","condition":"used","url":"https://www.avito.ru/1","provenance":{"fetched_at":"2025-09-30T20:00:00Z"}}"#,
      #"{"type":"listing","source":"avito","key":"2","title":"NVIDIA A100 40GB PCIe","price":"7 000 USD","provenance":{"fetched_at":"2025-09-30T20:00:00Z"}}"#,
    ]
    try scratch.write(lines.map { $0 + "\n" }.joined(), to: "raw.ndjson")
    let loaded = try await Program.shell(
      "\"$0\" normalize --pipelines \(pipelines) < raw.ndjson | \"$0\" load - --pipelines \(pipelines)", in: scratch)
    #expect(loaded.status == 0, "\(loaded)")
    return scratch
  }

  private func watch(_ words: String..., in scratch: Scratch, environment: [String: String] = [:]) async throws
    -> Program.Outcome
  {
    try await Program.run(
      ["watch", "--pipelines", scratch.path("pipelines")] + words, in: scratch, environment: environment)
  }

  private static let cheap = #"{ name: "cheap", when: "price_below", families: ["A100"], usd_per_card: 4000 }"#

  @Test func `a price below is told once, and a rebuilt database tells nothing again`() async throws {
    let scratch = try await scene(Self.cheap)
    let dry = try await watch("--dry-run", in: scratch)
    #expect(dry.status == 0 && dry.output.contains("3999 USD a card"), "\(dry)")
    #expect(!scratch.names(in: "workspace").contains("watches.ndjson"))
    let first = try await watch("--json", in: scratch)
    let hit = try #require(try JSONSerialization.jsonObject(with: Data(first.output.utf8)) as? [String: Any])
    #expect(hit["watch"] as? String == "cheap" && hit["channel"] as? String == "lines")
    #expect(hit["delivered"] as? Bool == true && hit["url"] as? String == "https://www.avito.ru/1")
    let second = try await watch(in: scratch)
    #expect(second.status == 0 && second.output.isEmpty && second.errors.isEmpty, "\(second)")
  }

  @Test func `a line that nobody takes is told again`() async throws {
    let scratch = try await scene(Self.cheap)
    let closed = try await Program.shell("\"$0\" watch --pipelines pipelines > /dev/full", in: scratch)
    #expect(closed.status == 3, "\(closed)")
    #expect(try await watch(in: scratch).output.contains("cheap: "))
    #expect(try await watch(in: scratch).output.isEmpty)
  }

  @Test func `a silent source is told when it has been silent long enough, once for each silence`() async throws {
    let scratch = try await scene(#"{ name: "quiet", when: "source_silent", sources: ["avito"], nights: 3 }"#)
    try scratch.write(Page.auction, to: "p.html")
    _ = try await Program.run(
      "ingest", "p.html", "--source", "avito", "--fetched-at", "2025-09-30T20:00:00Z", in: scratch)
    func night(_ day: String) async throws -> String {
      try await watch(in: scratch, environment: ["AFTERMARKET_NOW": "\(day)T06:00:00Z"]).output
    }
    #expect(try await night("2025-10-02").isEmpty)
    #expect(try await night("2025-10-03").contains("avito is silent for 3 nights: last read on 2025-09-30"))
    #expect(try await night("2025-10-04").isEmpty)
    _ = try await Program.run(
      "ingest", "p.html", "--source", "avito", "--fetched-at", "2025-10-05T20:00:00Z", in: scratch)
    #expect(try await night("2025-10-09").contains("last read on 2025-10-05"))
  }

  @Test func `an effect is told with its interval and its neighbors`() async throws {
    let scratch = try await scene(#"{ name: "effects", when: "effect_found", families: ["H20"] }"#)
    let made = try await Program.shell(
      """
      sqlite3 workspace/aftermarket.sqlite "INSERT INTO event_effect (event_id, series, measure, window_days, effect_log,
        ci_low, ci_high, q, verdict, confounded_with) SELECT event_id, 'H20', 'composite', 14, 0.2624, 0.14, 0.38, 0.01,
        'rise', '[]' FROM policy_event ORDER BY 1 LIMIT 1;
        INSERT INTO event_effect (event_id, series, measure, window_days, verdict) SELECT event_id, 'H20', 'price', 14,
        'not_detectable' FROM policy_event ORDER BY 1 LIMIT 1"
      """, in: scratch)
    guard made.status != 127 else { return }
    #expect(made.status == 0, "\(made)")
    let told = try await watch(in: scratch)
    #expect(told.output.contains("H20 composite: rise of 30 % (95 % from 15 % to 46 %)"), "\(told)")
    #expect(told.output.split(separator: "\n").count == 1)
  }

  @Test func `a mail goes to sendmail with its text, and what it refuses waits`() async throws {
    let scratch = try await scene(String(Self.cheap.dropLast(2)) + #", deliver: ["mail"] }"#)
    let mailer = try scratch.write(
      "#!/bin/sh\n[ ! -e \"$(dirname \"$0\")/broken\" ] || exit 75\necho \"$*\" >> \"$0.asked\"\ncat >> \"$0.asked\"\necho loud\n",
      to: "bin/sendmail")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: mailer)
    try scratch.write("", to: "bin/broken")
    let given = ["PATH": "\(scratch.path("bin")):/usr/bin:/bin", "AFTERMARKET_MAIL_TO": "you@example.org"]
    let refused = try await watch(in: scratch, environment: given)
    #expect(refused.status == 1 && refused.errors.contains("sendmail ended with code 75"), "\(refused)")
    try FileManager.default.removeItem(atPath: scratch.path("bin/broken"))
    let taken = try await watch(in: scratch, environment: given)
    #expect(taken.status == 0 && taken.output.isEmpty, "\(taken)")
    #expect(try await watch(in: scratch, environment: given).status == 0)
    let mail = String(decoding: try scratch.read("bin/sendmail.asked"), as: UTF8.self)
    #expect(mail.hasPrefix("-i -t\nTo: you@example.org\nSubject: "), "\(mail)")
    #expect(mail.components(separatedBy: "cheap: ").count == 2 && mail.contains("https://www.avito.ru/1"), "\(mail)")
    #expect(!scratch.names(in: "workspace").contains("watches.mail"))
  }

  @Test func `a kill between sending and noting sends once more, and loses nothing`() async throws {
    let scratch = try await scene(String(Self.cheap.dropLast(2)) + #", deliver: ["mail"] }"#)
    let mailer = try scratch.write(
      "#!/bin/sh\ncat > /dev/null\necho mail >> \"$0.asked\"\n[ -e \"$0.spared\" ] || { touch \"$0.spared\"; kill -9 $PPID; }\n",
      to: "bin/sendmail")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: mailer)
    let given = ["PATH": "\(scratch.path("bin")):/usr/bin:/bin", "AFTERMARKET_MAIL_TO": "you@example.org"]
    #expect(try await watch(in: scratch, environment: given).status == 137)
    #expect(try await watch(in: scratch, environment: given).status == 0)
    #expect(try await watch(in: scratch, environment: given).status == 0)
    #expect(try scratch.read("bin/sendmail.asked") == Data("mail\nmail\n".utf8))
  }

  private static let hook = """
    import http.server, sys
    class Hook(http.server.BaseHTTPRequestHandler):
      def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        open("hook.asked", "ab").write(body + b"\\n")
        self.send_response(int(open("hook.status").read()))
        self.send_header("Content-Length", "0")
        self.end_headers()
      def log_message(self, *words): pass
    server = http.server.HTTPServer(("127.0.0.1", 0), Hook)
    open("hook.port.tmp", "w").write(str(server.server_port))
    import os; os.rename("hook.port.tmp", "hook.port")
    for each in range(2): server.handle_request()
    """

  @Test func `a webhook gets JSON, and one that fails gets it again`() async throws {
    let scratch = try await scene(String(Self.cheap.dropLast(2)) + #", deliver: ["webhook"] }"#)
    try scratch.write(Self.hook, to: "hook.py")
    try scratch.write("500", to: "hook.status")
    async let server = Program.shell("timeout 600 python3 hook.py", in: scratch)
    var port = ""
    for _ in 0..<400 where port.isEmpty {
      try await Task.sleep(for: .milliseconds(50))
      port = (try? scratch.read("hook.port")).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
    let given = ["AFTERMARKET_WEBHOOK": "http://127.0.0.1:\(port)/secret-path"]
    let refused = try await watch(in: scratch, environment: given)
    #expect(refused.status == 1 && refused.errors.contains("answered 500"), "\(refused)")
    #expect(!refused.errors.contains("secret-path"))
    try scratch.write("204", to: "hook.status")
    #expect(try await watch(in: scratch, environment: given).status == 0)
    _ = try await server
    // Nobody is asked any more: the server has gone.
    #expect(try await watch(in: scratch, environment: given).status == 0)
    let asked = try scratch.read("hook.asked").split(separator: 0x0A)
    try #require(asked.count == 2)
    #expect(asked[0] == asked[1])
    let message = try #require(try JSONSerialization.jsonObject(with: Data(asked[1])) as? [String: Any])
    #expect((message["text"] as? String)?.hasPrefix("cheap: ") == true)
    #expect((message["watches"] as? [[String: Any]])?.first?["watch"] as? String == "cheap")
  }

  @Test(arguments: [
    (#"{ name: "a", when: "price_below", usd_per_card: 1 }"#, "must say whose price"),
    (#"{ name: "a", when: "price_below", families: ["A1000000"], usd_per_card: 1 }"#, "no family is called"),
    (#"{ name: "a", when: "price_below", models: ["x"], usd_per_card: 1 }"#, "no model is called"),
    (#"{ name: "a", when: "price_below", families: ["A100"], usd_per_card: -1 }"#, "above 0"),
    (#"{ name: "a", when: "source_silent", sources: ["nobody"], nights: 1 }"#, "no source is called"),
    (#"{ name: "a", when: "source_silent" }"#, "nights"), (#"{ name: "a", when: "full_moon" }"#, "full_moon"),
    (#"{ name: "a", when: "effect_found", deliver: ["pigeon"] }"#, "pigeon"),
    (#"{ name: "a", when: "effect_found" }, { name: "a", when: "effect_found" }"#, "twice"),
    (#"{ name: "a", when: "effect_found", deliver: ["mail"] }"#, "AFTERMARKET_MAIL_TO is not set"),
    (#"{ name: "a", when: "effect_found", deliver: ["webhook"] }"#, "AFTERMARKET_WEBHOOK is not set"),
  ])
  func `a watch that cannot be meant ends with code 2 and its reason`(watch text: String, why: String) async throws {
    let scratch = try Scratch()
    _ = try scratch.pipelines()
    try scratch.write("{ watches: [\n\(text)] }", to: "pipelines/watches.json5")
    let outcome = try await watch(in: scratch)
    #expect(outcome.status == 2 && outcome.errors.contains(why), "\(outcome)")
    #expect(outcome.errors.contains("watches.json5"))
  }
}
