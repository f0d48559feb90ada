/// What ends a sentence.
enum Sentences {
  private static let wide = ["。", "！", "？", "…", "」", "』", "”", "’", "）", "：", "；"].map { Array($0.utf8) }

  /// Whether a text ends as a sentence does, in any of the scripts that are read.
  static func ends(_ text: ArraySlice<UInt8>) -> Bool {
    guard let last = text.last else { return false }
    switch last {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: ";"),
      UInt8(ascii: "\""), UInt8(ascii: ")"):
      return true
    case 0x80...: return wide.contains { text.count >= $0.count && text.suffix($0.count).elementsEqual($0) }
    default: return false
    }
  }
}

/// Beginnings of short lines that belong to the page and not to its text.
enum StockPhrases {
  private static let openings =
    [
      "read more", "read also", "also read", "read next", "see also", "related:", "related article", "recommended",
      "more from", "more on", "don't miss", "advertisement", "advertorial", "sponsored", "click here", "sign up",
      "subscribe", "follow us", "follow ", "share this", "share on", "share:", "tags:", "tagged", "topics:",
      "filed under", "photo:", "photo by", "image:", "image credit", "image source", "picture:", "credit:",
      "source: getty", "copyright", "©", "all rights reserved", "leave a comment", "comments (", "add a comment",
      "loading", "skip to", "watch:", "video:", "listen to this", "print this", "email this", "copy link",
      "you may also like", "join our", "get our", "download our app", "written by", "edited by", "last updated",
      "published:", "updated:", "reading time", "by submitting", "we use cookies", "this site uses cookies",
      "đọc thêm", "xem thêm", "tin liên quan", "bài liên quan", "chia sẻ", "bình luận", "ảnh:", "nguồn:", "theo dõi",
      "từ khóa", "quảng cáo", "mời quý", "tags", "相关阅读", "相关新闻", "相关文章", "推荐阅读", "延伸阅读", "延伸閱讀",
      "相關新聞", "相關閱讀", "相關文章", "推薦閱讀", "责任编辑", "責任編輯", "编辑：", "編輯：", "来源：", "來源：", "版权",
      "版權", "分享", "扫码", "掃碼", "点击", "點擊", "广告", "廣告", "图片来源", "圖片來源", "图：", "圖：", "читайте также",
      "читать также", "подписывайтесь", "поделиться", "фото:", "источник:", "реклама", "теги:", "関連記事", "関連リンク",
      "あわせて読みたい", "シェア", "広告", "写真：", "画像：", "提供：", "lea también", "lee también", "leer más", "compartir",
      "síguenos", "suscríbete", "publicidad", "foto:", "imagen:", "fuente:", "etiquetas", "lesen sie auch",
      "mehr zum thema", "auch interessant", "anzeige", "bild:", "quelle:", "teilen", "folgen sie", "newsletter",
      "zum thema", "schlagwörter", "lire aussi", "à lire aussi",
    ].map { Array($0.utf8) }
  private static let byFirst: [UInt8: [[UInt8]]] = Dictionary(grouping: openings) { $0.first ?? 0 }

  /// Whether a line begins so.
  static func opens(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, let candidates = byFirst[lower(first)] else { return false }
    return candidates.contains { phrase in
      text.count >= phrase.count && zip(text, phrase).allSatisfy { lower($0) == $1 }
    }
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}
