/// A memory size in a title: "80GB", "24G", "16 GB", "6144MB", "O24G", "8 гб".
struct MemorySize: Hashable, Sendable {
  /// Size in megabytes, as marketed.
  let megabytes: Int
  /// How many words it takes.
  let words: Int

  /// The size in whole gigabytes, when it is one.
  var gigabytes: Int? { megabytes % 1024 == 0 ? megabytes / 1024 : nil }

  /// The size that starts at a word; nil when none does.
  init?(_ list: [Word], at index: Int) {
    let text = list[index].text
    guard let lead = text.utf8.first, lead &- 0x30 < 10 || lead == UInt8(ascii: "o") else { return nil }
    var body = text.utf8[...]
    // "O24G" and "OC12G" are how one vendor writes overclocked boards in part numbers.
    if lead == UInt8(ascii: "o"), list[index].joint == "-" {
      body = body.dropFirst(body.dropFirst().first == UInt8(ascii: "c") ? 2 : 1)
    }
    var value = 0
    var digits = 0
    while let byte = body.first, byte &- 0x30 < 10, digits <= 5 {
      value = value * 10 + Int(byte &- 0x30)
      digits += 1
      body = body.dropFirst()
    }
    guard (1...5).contains(digits), value > 0 else { return nil }
    var unit = String(Substring(body))
    var words = 1
    if unit.isEmpty {
      guard index + 1 < list.count, ["", " ", "-"].contains(list[index + 1].joint) else { return nil }
      unit = list[index + 1].text
      words = 2
      switch unit {
      case "gb", "гб", "гиг", "гига", "мб", "mb", "gig", "г": break
      default: return nil
      }
    }
    switch unit {
    case "gb", "g", "гб", "г", "гиг", "гига", "gig", "gddr6", "gddr6x", "gddr7", "gddr5", "ghbm2":
      megabytes = value * 1024
    case "mb", "мб", "m": megabytes = value
    default: return nil
    }
    guard unit != "m" || value >= 64, value <= 1024 || unit.hasPrefix("m") || unit.hasPrefix("м") else { return nil }
    self.words = words
  }
}
