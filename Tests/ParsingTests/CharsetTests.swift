import Testing
import TextKit

struct CharsetTests {
  @Test(
    arguments: [
      ([0xEF, 0xBB, 0xBF, 0x61], nil, "a", "utf-8", "bom"),
      ([0xFF, 0xFE, 0x61, 0x00], nil, "a", "utf-16le", "bom"),
      ([0xC4, 0xE3], "text/html; charset=GB2312", "你", "gb18030", "header"),
      (Array("<meta charset=windows-1251>".utf8) + [0xD0], nil, "<meta charset=windows-1251>Р", "windows-1251", "meta"),
      (Array("€".utf8), nil, "€", "utf-8", "validity"),
      ([0x80, 0x31], nil, "€1", "windows-1252", "fallback"),
      ([0x61, 0x00, 0x62], "text/html; charset=utf-8", "a\u{FFFD}b", "utf-8", "header"),
      ([0x61, 0xFF], "text/html; charset=utf-8", "a\u{FFFD}", "utf-8", "header"),
      ([0x8E], "text/html; charset=shift_jis", "\u{FFFD}", "shift_jis", "header"),
    ] as [([UInt8], String?, String, String, String)])
  func `bytes are read as browsers would`(
    body: [UInt8], header: String?, text: String, charset: String, evidence: String
  ) {
    let read = UTF8Text(decoding: body, contentType: header)
    #expect(String(decoding: read.bytes, as: UTF8.self) == text)
    #expect(read.decision.charset.rawValue == charset)
    #expect(read.decision.evidence.rawValue == evidence)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `bytes are UTF-8 when Swift says so`(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let leads: [UInt8] = [0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0x41]
    let tails: [UInt8] = [0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0]
    for _ in 0..<2_000 {
      var bytes = [UInt8](repeating: 0x61, count: Int.random(in: 0..<70, using: &random))
      for _ in 0..<Int.random(in: 0..<3, using: &random) {
        var piece = [leads.randomElement(using: &random) ?? 0]
        for _ in 0..<Int.random(in: 0..<4, using: &random) { piece.append(tails.randomElement(using: &random) ?? 0) }
        bytes.insert(contentsOf: piece, at: Int.random(in: 0...bytes.count, using: &random))
      }
      #expect(isValidUTF8(bytes) == (String(validating: bytes, as: UTF8.self) != nil), "seed \(seed): \(bytes)")
    }
  }

  @Test
  func `a long page with a bad byte is read to its end`() {
    let body = [UInt8](repeating: 0xD0, count: 100_000) + [0x98] + [UInt8](repeating: 0xD0, count: 100_000) + [0x21]
    let read = UTF8Text(decoding: body, contentType: "text/html; charset=windows-1251")
    #expect(read.bytes.count == 400_000 + 3 + 1)
    #expect(read.bytes.last == 0x21)
    #expect(read.replacements == 1)
  }
}
