import Records

/// Reads the dates that machines write into feeds and pages: ISO 8601, RFC 822, asctime, and their known deviations.
///
/// An hour without a zone is no moment: no zone is guessed but for asctime, which HTTP defines to be in UTC.
enum MachineDate {
  /// What a text came to.
  enum Outcome: Hashable {
    case moment(Instant)
    /// It is written as such a date, and there is no such moment.
    case wrong
    /// It is written otherwise.
    case other
  }

  /// Reads a text.
  static func read(_ text: String) -> Outcome {
    var scanner = DateScanner(text)
    guard let first = scanner.peek else { return .other }
    let isStamp = first >= 0x30 && first <= 0x39 || first == UInt8(ascii: "-")
    if isStamp, let outcome = scanner.stamp() { return outcome }
    scanner = DateScanner(text)
    return scanner.mail()
  }

  static func outcome(_ year: Int, _ month: Int, _ day: Int, seconds: Int = 0, offset minutes: Int = 0) -> Outcome {
    guard let date = Day(year: year, month: month, day: day) else { return .wrong }
    return .moment(Instant(seconds: date.start.seconds + seconds - minutes * 60))
  }

  /// Minutes ahead of UTC of the zones that RFC 822 and its readers know; CST and the like are hours apart.
  static let zones: [String: Int] = [
    "z": 0, "gmt": 0, "utc": 0, "ut": 0, "etc/gmt": 0, "etc/utc": 0, "est": -300, "edt": -240, "et": -300, "cdt": -300,
    "ct": -360, "mst": -420, "mdt": -360, "mt": -420, "pst": -480, "pdt": -420, "pt": -480, "at": -240, "adt": -180,
    "met": 60, "mest": 120, "cet": 60, "cest": 120, "wet": 0, "west": 60, "eet": 120, "eest": 180, "bst": 60,
    "msk": 180, "jst": 540, "kst": 540, "hkt": 480, "sgt": 480, "ict": 420, "aest": 600, "aedt": 660, "nzst": 720,
    "nzdt": 780,
  ]

  /// The months as feeds name them.
  static func month(_ word: String) -> Int? {
    if let exact = names[word] { return exact }
    let short = String(word.prefix(3))
    return word.utf8.allSatisfy({ $0 < 0x80 }) && english.contains { $0.hasPrefix(word) && word.count >= 3 }
      ? names[short] : nil
  }

  private static let english = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]
  private static let names: [String: Int] = {
    var names: [String: Int] = [:]
    for (index, name) in english.enumerated() { names[String(name.prefix(3))] = index + 1 }
    names["sept"] = 9
    let others = [
      ["ιαν", "φεβ", "μάώ", "απρ", "μάι", "ιούν", "ιούλ", "αύγ", "σεπ", "οκτ", "νοέ", "δεκ"],
      ["ιαν", "φεβ", "μαρ", "απρ", "μαϊ", "ιουν", "ιουλ", "αυγ", "σεπ", "οκτ", "νοε", "δεκ"],
      [
        "január", "február", "március", "április", "május", "június", "július", "augusztus", "szeptember", "október",
        "november", "december",
      ],
    ]
    for list in others { for (index, name) in list.enumerated() { names[name] = index + 1 } }
    return names
  }()
}
