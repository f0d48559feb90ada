import Records

/// An answer as named values, lists and parts, printed as text or as JSON from the same tree.
struct Outline {
  private(set) var members: [JSON.Member] = []

  /// Adds a text, when there is one.
  mutating func add(_ name: String, _ text: String?) { if let text { add(name, JSON(.string(text))) } }

  /// Adds a whole number, when there is one.
  mutating func add(_ name: String, _ number: Int?) { if let number { add(name, JSON(.number(String(number)))) } }

  /// Adds a number rounded to `digits` after the point, when there is one.
  mutating func add(_ name: String, _ number: Double?, digits: Int) {
    guard let number, number.isFinite else { return }
    add(name, JSON(.number(Outline.rounded(number, digits))))
  }

  /// Adds a truth value, when there is one.
  mutating func add(_ name: String, _ truth: Bool?) { if let truth { add(name, JSON(.bool(truth))) } }

  /// Adds a list of texts, also an empty one.
  mutating func add(_ name: String, _ texts: [String]) { add(name, JSON(.array(texts.map { JSON(.string($0)) }))) }

  /// Adds a part.
  mutating func add(_ name: String, _ part: Outline?) { if let part { add(name, part.json) } }

  /// Adds a list of parts, also an empty one.
  mutating func add(_ name: String, _ parts: [Outline]) { add(name, JSON(.array(parts.map(\.json)))) }

  private mutating func add(_ name: String, _ value: JSON) { members.append(JSON.Member(key: name, value: value)) }

  /// The answer as one value.
  var json: JSON { JSON(.object(members)) }

  /// The answer as one line of JSON.
  var line: String {
    var writer = JSONWriter()
    writer.value(json)
    writer.endLine()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The answer for people: a line for each value, parts indented, control characters escaped.
  var text: String {
    var lines: [String] = []
    Outline.print(members, indent: "", to: &lines)
    return lines.map { Story.escaped($0) + "\n" }.joined()
  }

  private static func print(_ members: [JSON.Member], indent: String, to lines: inout [String]) {
    let plain = members.filter { $0.value.object == nil && $0.value.array == nil }
    let width = plain.map { $0.key.count }.max() ?? 0
    for member in members {
      let name = member.key
      if let part = member.value.object {
        lines.append(indent + name)
        print(part, indent: indent + "  ", to: &lines)
      } else if let list = member.value.array {
        lines.append(indent + name + (list.isEmpty ? "  none" : ""))
        for element in list {
          guard let part = element.object else {
            lines.append("\(indent)  - \(shown(element))")
            continue
          }
          let start = lines.count
          print(part, indent: indent + "    ", to: &lines)
          if start < lines.count { lines[start] = indent + "  - " + lines[start].dropFirst(indent.count + 4) }
        }
      } else {
        lines.append(indent + name + String(repeating: " ", count: width - name.count + 2) + shown(member.value))
      }
    }
  }

  private static func shown(_ value: JSON) -> String {
    switch value.content {
    case .string(let text), .number(let text): text
    case .bool(let truth): truth ? "yes" : "no"
    case .null, .array, .object: ""
    }
  }

  /// A number with at most `digits` after the point, without trailing zeros.
  static func rounded(_ number: Double, _ digits: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = (number * scale).rounded(.toNearestOrEven)
    guard scaled.magnitude < 1e15 else { return String(number) }
    let value = scaled / scale
    return value == value.rounded() ? String(Int(value)) : String(value)
  }
}
