/// Words of titles that tell two cards apart, however alike the rest of their titles is.
///
/// A board of another maker, of another line of the same maker, or of another form is another thing. Names with digits
/// stand here by their letters, Chinese ones by two characters. The words are told by a hash in an open table, since
/// every word of every title is looked up.
struct TitleVocabulary: Sendable {
  /// What a word says.
  enum Meaning: UInt8, Sendable {
    case none, maker, line, form, gigabytes
  }

  private var hashes: [UInt32]
  private var meanings: [UInt8]
  private var bits: [UInt8]
  private static let size = 1024

  init() {
    hashes = Array(repeating: 0, count: Self.size)
    meanings = Array(repeating: 0, count: Self.size)
    bits = Array(repeating: 0, count: Self.size)
    for (bit, words) in Self.makers.enumerated() { add(words, .maker, bit) }
    for (bit, words) in Self.lines.enumerated() { add(words, .line, bit) }
    for (bit, words) in Self.forms.enumerated() { add(words, .form, bit) }
    add(Self.gigabytes, .gigabytes, 0)
  }

  private mutating func add(_ words: String, _ meaning: Meaning, _ bit: Int) {
    for word in words.split(separator: " ") {
      let hash = WordHash.of(word.utf8)
      var slot = Int(hash &>> 1) & (Self.size - 1)
      while hashes[slot] != 0, hashes[slot] != hash { slot = (slot + 1) & (Self.size - 1) }
      hashes[slot] = hash
      meanings[slot] = meaning.rawValue
      bits[slot] = UInt8(bit)
    }
  }

  /// What the word of a hash says, and which of its kind it is.
  func meaning(_ hash: UInt32) -> (meaning: Meaning, bit: UInt8) {
    var slot = Int(hash &>> 1) & (Self.size - 1)
    while hashes[slot] != 0 {
      if hashes[slot] == hash { return (Meaning(rawValue: meanings[slot]) ?? .none, bits[slot]) }
      slot = (slot + 1) & (Self.size - 1)
    }
    return (.none, 0)
  }

  /// Makers of boards and servers; words on one line are one maker.
  private static let makers = [
    "asus 华硕", "msi 微星", "gigabyte 技嘉", "evga", "zotac 索泰", "pny", "palit", "gainward 耕升", "galax kfa galaxy",
    "colorful 七彩", "inno", "sapphire 蓝宝", "powercolor", "xfx 讯景", "dell", "hpe hp", "supermicro", "lenovo",
    "leadtek", "manli", "maxsun 铭瑄", "yeston", "asrock", "biostar", "gunnir", "sparkle", "elsa", "kuroutoshikou 玄人",
    "afox", "inspur", "fujitsu", "cisco", "huawei", "quanta", "ocpc", "peladn", "soyo", "visiontek", "point",
    "pcwinmax", "mllse", "risc", "jieshuo", "veineda", "onda", "vastarmor",
  ]

  /// Lines of boards, which differ in cooler, clock and price.
  private static let lines = [
    "tuf", "strix rog", "dual", "proart", "prime", "turbo 涡轮", "phoenix", "ventus 万图", "suprim 超龙", "trio 魔龙", "aero",
    "vanguard",
    "shadow", "eagle 猎鹰", "aorus 雪雕", "windforce", "vision", "ftw", "xc", "kingpin", "hybrid", "sc",
    "founders fe", "amp", "trinity", "twin", "gamerock", "gamingpro", "jetstream", "phantom", "panther", "nitro",
    "pulse", "toxic", "devil", "dragon", "hellhound", "fighter", "merc", "qick", "swft", "speedster", "igame",
    "vulcan 火神",
    "battleax", "ichill", "verto", "xlr", "hof", "statix", "challenger", "taichi", "steel", "blower", "liquid",
    "aqua", "expert", "slim", "epic", "solid", "serpent", "windfury", "infinity",
  ]

  /// Forms a chip is sold in; a form without its number may be any of that name.
  private static let forms = ["sxm2", "sxm3", "sxm4", "sxm5", "pcie pci", "nvl", "oam", "mxm"]

  private static let gigabytes = "gb gib гб go"
}

/// The hash of a word: 32 bits of Fowler, Noll and Vo's FNV-1a, never 0, its lowest bit kept free for a mark.
enum WordHash {
  static let start: UInt32 = 2_166_136_261

  @inline(__always)
  static func step(_ hash: UInt32, _ byte: UInt8) -> UInt32 { (hash ^ UInt32(byte)) &* 16_777_619 }

  /// The finished hash of a plain word.
  @inline(__always)
  static func word(_ hash: UInt32) -> UInt32 { ((hash ^ (hash &>> 15)) & ~1) | 2 }

  /// The finished hash of a part or serial number.
  @inline(__always)
  static func number(_ hash: UInt32) -> UInt32 { (hash ^ (hash &>> 15)) | 3 }

  /// Whether the hash is that of a part or serial number.
  @inline(__always)
  static func isNumber(_ hash: UInt32) -> Bool { hash & 1 == 1 }

  static func of(_ bytes: some Sequence<UInt8>) -> UInt32 { word(bytes.reduce(start) { step($0, $1) }) }
}
