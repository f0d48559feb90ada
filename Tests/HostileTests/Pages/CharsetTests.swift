import Foundation
import Testing

extension HostilePages {
  /// A page in some encoding, declared rightly, wrongly or not at all.
  struct Encoded: Sendable, CustomTestStringConvertible {
    let name: String
    var type: String? = "text/html"
    var head: [UInt8] = []
    var meta = ""
    let title: [UInt8]
    var isWide = false
    let reads: String
    let charset: String

    var testDescription: String { name }

    var page: Data {
      let parts: [[UInt8]] = [
        Array("<html><head>\(meta)</head><body><li class=l data-id=1><b>".utf8), title,
        Array("</b><i>79800</i></li></body></html>".utf8),
      ]
      return Data(head) + Data(parts.flatMap { $0 }.flatMap { isWide ? [$0, 0] : [$0] })
    }
  }

  /// Encodings, decided as browsers decide: mark, header, meta, validity, windows-1252.
  @Suite(.turns)
  struct CharsetTests {
    private static let chinese: [UInt8] = [
      0xD3, 0xA2, 0xCE, 0xB0, 0xB4, 0xEF, 0xCF, 0xD4, 0xBF, 0xA8, 0x20, 0xE9, 0x46, 0x20, 0x41, 0x31, 0x30, 0x30,
    ]
    private static let utf8 = Array("英伟达 A100".utf8)

    static let pages = [
      Encoded(
        name: "gb18030 in the header", type: "text/html; charset=gb18030", title: chinese, reads: "英伟达显卡 镕 A100",
        charset: "gb18030 (header)"),
      Encoded(
        name: "gb2312 in meta, with a character that only GBK has", meta: "<meta charset=gb2312>", title: chinese,
        reads: "英伟达显卡 镕 A100", charset: "gb18030 (meta)"),
      Encoded(
        name: "http-equiv", meta: "<META HTTP-EQUIV='content-type' content='text/html; charset=GBK'>", title: chinese,
        reads: "英伟达显卡 镕 A100", charset: "gb18030 (meta)"),
      Encoded(
        name: "UTF-8 with a mark", head: [0xEF, 0xBB, 0xBF], title: utf8, reads: "英伟达 A100", charset: "utf-8 (bom)"),
      Encoded(
        name: "UTF-16 with a mark, header says utf-8", type: "text/html; charset=utf-8", head: [0xFF, 0xFE],
        title: Array("A100".utf8), isWide: true, reads: "A100", charset: "utf-16le (bom)"),
      Encoded(
        name: "header against meta", type: "text/html; charset=iso-8859-1", meta: "<meta charset=utf-8>",
        title: Array("é".utf8), reads: "Ã©", charset: "windows-1252 (header)"),
      Encoded(
        name: "a charset that nobody knows", type: "text/html; charset=klingon", title: utf8, reads: "英伟达 A100",
        charset: "utf-8 (validity)"),
      Encoded(
        name: "says utf-8, is windows-1252", type: "text/html; charset=utf-8",
        title: Array("d'occasion ".utf8) + [0xE9, 0x74, 0xE9, 0x20, 0x80],
        reads: "d'occasion \u{FFFD}t\u{FFFD} \u{FFFD}",
        charset: "utf-8 (header, 3 replaced)"),
      Encoded(
        name: "overlong, surrogate, five bytes, cut", type: "text/html; charset=utf-8",
        title: [0x41, 0xC0, 0xAF, 0x20, 0xED, 0xA0, 0x80, 0x20, 0xF8, 0x88, 0x80, 0x80, 0x80, 0x20, 0xE2, 0x82],
        reads: "A\u{FFFD}\u{FFFD} \u{FFFD}\u{FFFD}\u{FFFD} \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD} \u{FFFD}",
        charset: "utf-8 (header, 11 replaced)"),
      Encoded(
        name: "windows-1252 that nobody declared", title: [0x80, 0x31, 0x20, 0x96, 0x20, 0xE9], reads: "€1 – é",
        charset: "windows-1252 (fallback)"),
      Encoded(
        name: "koi8-r", type: "text/html;charset=KOI8-R", title: [0xD7, 0xC9, 0xC4, 0xC5, 0xCF], reads: "видео",
        charset: "koi8-r (header)"),
      Encoded(
        name: "shift_jis", type: "text/html; charset=\"Shift_JIS\"", title: [0x83, 0x4F, 0x83, 0x89, 0x83, 0x7B],
        reads: "グラボ", charset: "shift_jis (header)"),
      Encoded(
        name: "euc-kr", meta: "<meta charset='ks_c_5601-1987'>", title: [0xB1, 0xD7, 0xB7, 0xA1, 0xC7, 0xC8],
        reads: "그래픽", charset: "euc-kr (meta)"),
      Encoded(
        name: "big5", type: "text/html; charset=big5", title: [0xC5, 0xE3, 0xA5, 0xDC, 0xA5, 0x64], reads: "顯示卡",
        charset: "big5 (header)"),
      Encoded(
        name: "meta says utf-16 in plain bytes", meta: "<meta charset=utf-16>", title: utf8, reads: "英伟达 A100",
        charset: "utf-8 (meta)"),
    ]

    @Test(arguments: pages)
    func `P4 a title is read in the encoding that browsers take, which is stored`(page: Encoded) async throws {
      let outcome = try await read(page.page, type: page.type)
      #expect(outcome.titles == [page.reads])
      #expect(outcome.page?.charset == page.charset)
      #expect(outcome.status == 0)
    }

    @Test
    func `P5 tricks in a title are seen through, and kept as they were`() async throws {
      let title = "NV\u{406}DIA A\u{200B}100 \u{202E}80GB\u{202C} \u{FF33}\u{FF38}\u{FF2D}\u{FF14}"
      let raw = try await read("<html><body>" + row("1", title))
      #expect(raw.titles == [title])
      let read = try await read("<html><body>" + row("1", title), normalized: true)
      #expect(read.titles == [title] && read.records[0].modelIDs?.contains { $0.contains("a100") } == true, "\(read)")
      #expect(!read.errors.contains("\u{202E}") && !read.errors.contains("\u{1B}"))
    }
  }
}
