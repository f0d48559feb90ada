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
    var body = Substring(text)
    // "O24G" and "OC12G" are how one vendor writes overclocked boards in part numbers.
    for lead in ["oc", "o"] where body.hasPrefix(lead) && list[index].joint == "-" {
      body = body.dropFirst(lead.utf8.count)
    }
    let digits = body.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, digits.utf8.count <= 5, let value = Int(digits), value > 0 else { return nil }
    var unit = String(body.dropFirst(digits.utf8.count))
    var words = 1
    if unit.isEmpty {
      guard index + 1 < list.count, ["", " ", "-"].contains(list[index + 1].joint) else { return nil }
      unit = list[index + 1].text
      words = 2
      guard ["gb", "гб", "гиг", "гига", "мб", "mb", "gig", "г"].contains(unit) else { return nil }
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
