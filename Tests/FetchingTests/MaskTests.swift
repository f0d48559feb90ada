import Records
import Testing
import ZlibKit

@testable import Fetching

@Suite struct MaskTests {
  @Test(arguments: [
    "s3cret/+key&=%\"'<>", "plain-token_1.2~3", "with blank", "zwölf Ümläute", "back\\slash", "100%sure",
  ]) func `a secret is found in each spelling that servers use`(_ secret: String) {
    var mask = Mask()
    mask.add(secret)
    let percent = WebText.percentEncoded(secret)
    for spelling in [secret, percent, WebText.base64(secret)] {
      let text = "before " + spelling + " behind"
      let masked = mask.masked(text)
      #expect(!masked.contains(spelling))
      #expect(masked.utf8.count == text.utf8.count)
      #expect(masked.hasPrefix("before *") && masked.hasSuffix("* behind"))
    }
  }

  @Test func `a short secret is not hunted for, as it stands everywhere by chance`() {
    var mask = Mask()
    mask.add("tom")
    #expect(mask.masked("tomorrow") == "tomorrow")
  }

  @Test(arguments: 0..<200) func `nothing but the secrets changes`(_: Int) throws {
    var random = RandomNumbers()
    let seed = random.seed
    let letters = Array("ab=%".utf8)
    func text(_ length: Int) -> [UInt8] { (0..<length).compactMap { _ in letters.randomElement(using: &random) } }
    let secret = text(Int.random(in: 6...9, using: &random))
    var mask = Mask()
    mask.add(String(decoding: secret, as: UTF8.self))
    let bytes = (0..<8).flatMap { _ in
      Bool.random(using: &random) ? secret : text(Int.random(in: 0...7, using: &random))
    }
    let masked = mask.masked(bytes) ?? bytes
    #expect(masked.count == bytes.count, "seed \(seed)")
    #expect(zip(bytes, masked).allSatisfy { $0 == $1 || $1 == UInt8(ascii: "*") }, "seed \(seed)")
    #expect(mask.masked(masked) == nil, "seed \(seed)")
    let holds = bytes.indices.contains { bytes[$0...].starts(with: secret) }
    if !holds,
      WebText.percentEncoded(String(decoding: secret, as: UTF8.self)) != String(decoding: secret, as: UTF8.self)
    {
      return
    }
    #expect(holds == (masked != bytes), "seed \(seed)")
  }

  @Test(
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"), ("id:ß?", "aWQ6w58/"),
    ])
  func `base64 is that of RFC 4648`(_ text: String, _ encoded: String) {
    #expect(WebText.base64(text) == encoded)
  }
}
