import Pipeline

/// What stood on the command line after the command's name.
struct Arguments {
  /// The values of options, by name; a flag has the empty text.
  private(set) var options: [String: String] = [:]
  /// Everything that is not an option, in order.
  private(set) var operands: [String] = []

  /// Reads the words after the command's name.
  ///
  /// `--name value` and `--name=value` are the same; `--` ends the options; `-` is an operand.
  /// - Throws: `Stop` with code 2 for an unknown option, a missing value, or a value for a flag.
  init(_ words: [String], known: [Option], command: String) throws(Stop) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands.append(contentsOf: rest)
        return
      }
      if word == "-h" {
        options["help"] = ""
        continue
      }
      guard word.hasPrefix("--") else {
        guard !word.hasPrefix("-") || word == "-" else {
          throw Stop(.usage, "unknown option \(word); see: aftermarket \(command) --help")
        }
        operands.append(word)
        continue
      }
      let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard let option = known.first(where: { $0.name == name }) else {
        throw Stop(.usage, "unknown option --\(name)\(Self.hint(name, known)); see: aftermarket \(command) --help")
      }
      guard option.value != nil else {
        if parts.count > 1 { throw Stop(.usage, "--\(name) takes no value") }
        options[name] = ""
        continue
      }
      if parts.count > 1 {
        options[name] = String(parts[1])
      } else if let value = rest.popFirst() {
        options[name] = value
      } else {
        throw Stop(.usage, "--\(name) needs a value: --\(name) \(option.value ?? "")")
      }
    }
  }

  /// Whether a flag was given.
  func has(_ flag: String) -> Bool { options[flag] != nil }

  /// The value of an option, when it was given.
  subscript(option: String) -> String? { options[option] }

  /// The known option that a mistyped one is nearest to, as words for the message.
  private static func hint(_ name: String, _ known: [Option]) -> String {
    let nearest = known.map(\.name).min { distance(name, $0) < distance(name, $1) }
    guard let nearest, distance(name, nearest) <= 2 else { return "" }
    return " (did you mean --\(nearest)?)"
  }

  /// The edit distance of two words.
  static func distance(_ left: String, _ right: String) -> Int { EditDistance.between(left, right) }
}
