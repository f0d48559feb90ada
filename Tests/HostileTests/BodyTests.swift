import Foundation
import Testing

extension Hostile {
  /// Answers that are slow, endless, large, coded wrongly or cut.
  struct BodyTests {
    static let slow = ["/slow/headers", "/slow/header-drip", "/slow/body", "/slow/stall"].map {
      Trouble($0, says: "time limits", rules: ["timeout_seconds": "2"])
    }

    @Test(arguments: slow)
    func `F1 a slow answer ends with its time, and the other source is loaded`(_ trouble: Trouble) async throws {
      let (night, morning) = try await trouble.play()
      for request in try await night.server.requests(trouble.path) {
        // The server notices within half a second that nobody listens any more.
        #expect((request.until ?? .infinity) - request.at < 2 + 1.5, "\(request): \(morning)")
      }
    }

    static let large = [
      Trouble("/endless/body", says: "8388608", "8 MiB", "8.0 MiB", requests: 1, rules: limited),
      Trouble("/endless/headers", says: "header", "head", requests: 1, rules: limited),
      Trouble("/huge/body?mb=200", says: "8388608", "8 MiB", "8.0 MiB", requests: 1, rules: limited),
      Trouble("/huge/body-nolen?mb=200", says: "8388608", "8 MiB", "8.0 MiB", requests: 1, rules: limited),
    ]
    static let limited = ["maximum_bytes": "8388608"]

    @Test(arguments: large)
    func `F2 what is too large stops at the limit, in little memory`(_ trouble: Trouble) async throws {
      let (night, morning) = try await trouble.play(measured: true)
      #expect(try #require(morning.megabytes) < 120, "\(morning)")
      let sent = try #require(try await night.server.log().first { trouble.path.hasPrefix($0.path) })
      // Buffers of the kernel at both ends; a body that is refused from its head needs no more than that.
      if trouble.path.hasPrefix("/huge/body?") { #expect(sent.bodyBytes < 8 << 20, "the body was read: \(sent)") }
      #expect(sent.bodyBytes < 24 << 20, "\(sent)")
    }

    static let bombs = [
      Trouble("/gzip/bomb", says: "8388608", "8 MiB", "times", "ratio", requests: 1, rules: limited),
      Trouble("/gzip/bomb-twice", says: "coding", "times", rules: limited),
    ]

    @Test(arguments: bombs)
    func `F3 a bomb stops at the unpacked limit, in little memory`(_ trouble: Trouble) async throws {
      let (_, morning) = try await trouble.play(measured: true)
      #expect(try #require(morning.megabytes) < 120, "\(morning)")
    }

    static let coded = [
      Trouble("/gzip/truncated", says: "unpacked", "gzip"), Trouble("/gzip/bad-crc", says: "unpacked", "gzip"),
      Trouble("/gzip/not-gzip", says: "unpacked", "gzip"),
      Trouble("/encoding/unknown", says: "x-nope"), Trouble("/gzip/chain", says: "gzip"),
    ]

    @Test(arguments: coded)
    func `F4 a broken content coding gives no listing`(_ trouble: Trouble) async throws { try await trouble.play() }

    @Test(arguments: ["/gzip/ok", "/chunk/tiny", "/chunk/ok", "/huge/headers-many?n=500"])
    func `F4 what is coded or framed well gives its listing`(path: String) async throws {
      let night = try await Night()
      try night.source("trouble", [path])
      let morning = try await night.run()
      #expect(morning.status == 0, "\(morning)")
      #expect(try await night.keys("trouble").count == 1, "\(morning)")
      try await night.expectSound(morning)
    }

    @Test func `F4 gzip that does not say so is unpacked or refused, never read as text`() async throws {
      let night = try await Night()
      try night.source("trouble", ["/gzip/undeclared"])
      let morning = try await night.run()
      let keys = try await night.keys("trouble")
      #expect((keys == ["gzip-1"] && morning.status == 0) || (keys == [] && morning.status == 4), "\(morning)")
      try await night.expectSound(morning)
    }

    static let broken = [
      Trouble("/trunc/content-length", says: "bytes", "cut", "short"),
      Trouble("/trunc/chunked", says: "chunk", "cut", "ended"),
      Trouble("/trunc/reset", says: "reset", "connection"),
      Trouble("/trunc/empty-reply", says: "answer", "reply", unseen: 1),
      Trouble("/trunc/in-header", says: "head", "cut", "ended"),
      Trouble("/len/negative", says: "Length", "HTTP"), Trouble("/len/conflict", says: "ength"),
      Trouble("/len/overflow", says: "ength", "large", "limit"),
      Trouble("/chunk/garbage", says: "chunk"), Trouble("/chunk/huge-size", says: "chunk"),
      Trouble("/status-line/garbage", says: "HTTP"),
      Trouble("/status-line/http09", says: "HTTP"),
      Trouble("/status-line/1xx-flood", says: "head", "early", "interim", "limit", requests: 1),
      Trouble("/huge/header", says: "head", requests: 1),
    ]

    @Test(arguments: broken)
    func `F5 broken framing gives no listing, and what may pass is asked again`(_ trouble: Trouble) async throws {
      try await trouble.play()
    }

    @Test func `F5 a length beside chunks never makes the page shorter`() async throws {
      let night = try await Night()
      try night.source("trouble", ["/len/cl-and-te"])
      let morning = try await night.run()
      let keys = try await night.keys("trouble")
      // Refused, or read by its chunks: both are right; ten bytes are not.
      #expect((keys == ["good-1"] && morning.status == 0) || (keys == [] && morning.status == 4), "\(morning)")
      try await night.expectSound(morning)
    }

    @Test func `F6 what comes behind the end of an answer is no answer`() async throws {
      let night = try await Night()
      try night.source("trouble", ["/len/too-short", "/lot/after"])
      let morning = try await night.run()
      #expect(try await night.keys("trouble").contains("lot-after"), "\(morning)")
      #expect(try await night.files(holding: "SMUGGLED") == [])
      try await night.expectSound(morning)
    }

    @Test(arguments: ["/headers/control", "/headers/reason", "/headers/fold"])
    func `F5 control characters of a head reach no line of ours`(path: String) async throws {
      let night = try await Night()
      try night.goodSource()
      try night.source("trouble", [path])
      let morning = try await night.run()
      #expect(morning.status <= 1, "\(morning)")
      try await night.expectSound(morning)
    }
  }
}
