import Outside
import Testing

extension Hostile {
  /// The server that all of this rests on.
  struct FaultServerTests {
    @Test(.enabled(if: Machine.has("openssl"), "needs openssl to make a certificate"))
    func `the fault server does what its table says`() async throws {
      let scratch = try Scratch()
      let outcome = try await Program.launch(
        "/usr/bin/env", ["python3", FaultServer.script + "/check.py"], in: scratch)
      #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    }
  }
}
