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

  @Test
  func `a long page with a bad byte is read to its end`() {
    let body = [UInt8](repeating: 0xD0, count: 100_000) + [0x98] + [UInt8](repeating: 0xD0, count: 100_000) + [0x21]
    let read = UTF8Text(decoding: body, contentType: "text/html; charset=windows-1251")
    #expect(read.bytes.count == 400_000 + 3 + 1)
    #expect(read.bytes.last == 0x21)
    #expect(read.replacements == 1)
  }
}
