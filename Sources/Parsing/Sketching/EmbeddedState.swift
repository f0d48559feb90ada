import Records
import XMLKit

/// JSON that a script holds for the page's own program, which often has more than the markup.
enum EmbeddedState {
  /// A sentence on the largest list in a script; nil for a script without one.
  static func note(on element: borrowing MarkupElement) -> String? {
    let type = element.attribute("type") ?? ""
    // What schema.org says is read by a format of its own.
    guard !type.contains("ld+json") else { return nil }
    let text = Array(element.rawText.utf8)
    var name = element.attribute("id").map { "script#\($0)" } ?? "a script"
    var body = text[...].trimmed
    if body.first != UInt8(ascii: "{") && body.first != UInt8(ascii: "[") {
      // window.__STATE__ = {…};
      guard let equals = body.prefix(200).firstIndex(of: UInt8(ascii: "=")) else { return nil }
      let variable = body[..<equals].trimmed
      guard variable.count < 100, !variable.contains(where: { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "{") })
      else { return nil }
      body = body[(equals + 1)...].trimmed
      guard body.first == UInt8(ascii: "{") || body.first == UInt8(ascii: "[") else { return nil }
      while let last = body.last, last != UInt8(ascii: "}"), last != UInt8(ascii: "]") { body = body.dropLast() }
      name = "the script that sets \(String(decoding: variable.split(separator: 0x20).last ?? variable, as: UTF8.self))"
    }
    var notes = ScriptNotes()
    guard let json = JSON.lenient(Array(body), noting: &notes) else { return nil }
    guard let best = JSONSketch.candidates(in: json).max(by: { ($0.score, $1.rows) < ($1.score, $0.rows) }) else {
      return nil
    }
    return "\(name) holds JSON with a list of \(best.count) objects at \(best.rows.isEmpty ? "its root" : best.rows): "
      + "save that JSON as a file of its own and sketch it; a source file cannot read JSON inside HTML"
  }
}
