/// A character encoding that pages are known to come in, named as the WHATWG Encoding Standard names it.
public enum Charset: String, CaseIterable, Hashable, Sendable {
  case utf8 = "utf-8"
  case utf16le = "utf-16le"
  case utf16be = "utf-16be"
  case windows1252 = "windows-1252"
  case windows1250 = "windows-1250"
  case windows1251 = "windows-1251"
  case windows1253 = "windows-1253"
  case windows1254 = "windows-1254"
  case windows1257 = "windows-1257"
  case windows1258 = "windows-1258"
  case windows874 = "windows-874"
  case iso88592 = "iso-8859-2"
  case iso88595 = "iso-8859-5"
  case iso88597 = "iso-8859-7"
  case iso885915 = "iso-8859-15"
  case koi8r = "koi8-r"
  case koi8u = "koi8-u"
  case gb18030 = "gb18030"
  case big5 = "big5"
  case shiftJIS = "shift_jis"
  case eucJP = "euc-jp"
  case iso2022jp = "iso-2022-jp"
  case eucKR = "euc-kr"
  // Of feeds that name the encoding of an old machine.
  case ibm437
  case ibm737
  case ibm775
  case ibm850
  case ibm852
  case ibm855
  case ibm857
  case ibm860
  case ibm861
  case ibm862
  case ibm863
  case ibm864
  case ibm865
  case ibm866
  case ibm869
  case macintosh
  case macCyrillic = "x-mac-cyrillic"
  case macCentralEurope = "x-mac-ce"
  case koi8t = "koi8-t"
  case tcvn
  case viscii

  /// The encoding that a label of a header or a `meta` element stands for.
  ///
  /// As browsers do, `iso-8859-1` and `ascii` mean windows-1252, and `gb2312` and `gbk` mean GB18030: pages
  /// labelled GB2312 routinely hold GBK characters, and a strict reading would cut them off.
  ///
  /// - Parameter label: For example `"GB2312"` or `" utf8 "`; case and surrounding blanks do not matter.
  /// - Returns: `nil` for a label that is not known here.
  public init?(label: String) {
    let plain = Self.normalized(label)
    guard let known = Self(rawValue: plain) ?? Self.aliases[plain] ?? Self.codePage(plain) else { return nil }
    self = known
  }

  /// The name under which glibc's iconv knows this encoding.
  var iconvName: String {
    switch self {
    case .utf8: "UTF-8"
    case .utf16le: "UTF-16LE"
    case .utf16be: "UTF-16BE"
    case .windows1252: "CP1252"
    case .windows1250: "CP1250"
    case .windows1251: "CP1251"
    case .windows1253: "CP1253"
    case .windows1254: "CP1254"
    case .windows1257: "CP1257"
    case .windows1258: "CP1258"
    case .windows874: "CP874"
    case .iso88592: "ISO-8859-2"
    case .iso88595: "ISO-8859-5"
    case .iso88597: "ISO-8859-7"
    case .iso885915: "ISO-8859-15"
    case .koi8r: "KOI8-R"
    case .koi8u: "KOI8-U"
    case .gb18030: "GB18030"
    case .big5: "BIG5-HKSCS"
    case .shiftJIS: "CP932"
    case .eucJP: "EUC-JP"
    case .iso2022jp: "ISO-2022-JP"
    case .eucKR: "CP949"
    case .macintosh: "MACINTOSH"
    case .macCyrillic: "MAC-CYRILLIC"
    case .macCentralEurope: "MAC-CENTRALEUROPE"
    case .koi8t: "KOI8-T"
    case .tcvn: "TCVN5712-1"
    case .viscii: "VISCII"
    // The DOS code pages, by the name that glibc has.
    case .ibm737: "CP737"
    case .ibm775: "CP775"
    default: rawValue.uppercased()
    }
  }

  /// "cp866", "csIBM866" and "866" as "ibm866".
  private static func codePage(_ label: String) -> Charset? {
    var digits = label[...]
    for prefix in ["csibm", "cspc", "ibm-", "ibm", "cp", "dos-", "x-cp"] where digits.hasPrefix(prefix) {
      digits = digits.dropFirst(prefix.count)
      break
    }
    guard digits.utf8.count == 3, digits.allSatisfy(\.isNumber) else { return nil }
    return Charset(rawValue: "ibm\(digits)")
  }

  private static func normalized(_ label: String) -> String {
    let blanks: Set<Character> = [" ", "\t", "\n", "\r", "\"", "'"]
    var text = Substring(label)
    while let first = text.first, blanks.contains(first) { text.removeFirst() }
    while let last = text.last, blanks.contains(last) { text.removeLast() }
    return text.lowercased()
  }

  private static let aliases: [String: Charset] = [
    "utf8": .utf8, "unicode-1-1-utf-8": .utf8, "utf-16": .utf16le, "unicode": .utf16le,
    "ascii": .windows1252, "us-ascii": .windows1252, "iso-8859-1": .windows1252, "iso8859-1": .windows1252,
    "iso88591": .windows1252, "latin1": .windows1252, "l1": .windows1252, "cp1252": .windows1252,
    "x-cp1252": .windows1252, "cp1250": .windows1250, "x-cp1250": .windows1250, "cp1251": .windows1251,
    "x-cp1251": .windows1251, "win-1251": .windows1251, "cp1253": .windows1253, "cp1254": .windows1254,
    "iso-8859-9": .windows1254, "latin5": .windows1254, "cp1257": .windows1257, "cp1258": .windows1258,
    "x-cp1258": .windows1258, "tis-620": .windows874, "iso-8859-11": .windows874, "latin2": .iso88592,
    "iso8859-2": .iso88592, "l2": .iso88592, "cyrillic": .iso88595, "greek": .iso88597, "latin9": .iso885915,
    "l9": .iso885915, "iso8859-15": .iso885915, "koi": .koi8r, "koi8": .koi8r, "koi8_r": .koi8r, "koi8-ru": .koi8u,
    "gb2312": .gb18030, "gbk": .gb18030, "gb_2312": .gb18030, "gb_2312-80": .gb18030, "chinese": .gb18030,
    "csgb2312": .gb18030, "x-gbk": .gb18030, "big5-hkscs": .big5, "x-x-big5": .big5, "cn-big5": .big5,
    "shift-jis": .shiftJIS, "sjis": .shiftJIS, "x-sjis": .shiftJIS, "windows-31j": .shiftJIS, "ms_kanji": .shiftJIS,
    "x-euc-jp": .eucJP, "csiso2022jp": .iso2022jp, "ks_c_5601-1987": .eucKR, "euckr": .eucKR, "korean": .eucKR,
    "mac": .macintosh, "x-mac-roman": .macintosh, "macroman": .macintosh, "csmacintosh": .macintosh,
    "macturkish": .macintosh, "maclatin2": .macCentralEurope, "maccentraleurope": .macCentralEurope,
    "mac-cyrillic": .macCyrillic, "maccyrillic": .macCyrillic, "x-mac-ukrainian": .macCyrillic, "cp_is": .ibm861,
    "cp-is": .ibm861, "tcvn-5712": .tcvn, "tcvn5712-1": .tcvn, "tcvn5712-1:1993": .tcvn, "csviscii": .viscii,
    "windows-949": .eucKR, "ksc5601": .eucKR,
  ]
}
