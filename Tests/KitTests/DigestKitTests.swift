import DigestKit
import Testing

struct DigestKitTests {
  @Test func `the digest of FIPS 180 is told in each of its spellings`() throws {
    let digest = Digest256(of: "abc")
    #expect(digest.hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(digest.shortHex == "ba7816bf8f01cfea")
    #expect(digest.prefix64 == 0xba78_16bf_8f01_cfea)
    #expect(digest.base32 == "XJ4BNP4PAHH6UQKBIDPF3LRCEOYAGYNDSYLXVHFUCD7WD4QACWWQ")
    #expect(Digest256(hex: digest.hex.uppercased()) == digest)
    #expect(Digest256(bytes: digest.bytes) == digest)
    #expect(Digest256(of: []).hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test(arguments: ["", "ab", "g" + String(repeating: "0", count: 63), String(repeating: "0", count: 66)])
  func `what is not 64 hexadecimal digits is no digest`(text: String) {
    #expect(Digest256(hex: text) == nil)
  }

  @Test func `a digest in pieces is the digest of the whole`() throws {
    let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var stream = try DigestStream(.sha256)
    for start in stride(from: 0, to: bytes.count, by: 777) {
      stream.update(bytes[start..<min(start + 777, bytes.count)])
    }
    let digest = stream.finish()
    #expect(digest == Digest256(of: bytes).bytes)
  }

  @Test func `SHA-1 in base32 is what archives carry`() throws {
    let stream = try DigestStream(.sha1)
    let digest = stream.finish()
    #expect(Base32.encode(digest) == "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ")
  }

  @Test func `digests sort by their bytes`() {
    let digests = (0..<50).map { Digest256(of: "\($0)") }
    #expect(digests.sorted().map(\.hex) == digests.map(\.hex).sorted())
  }
}
