import Records

extension JSON {
  /// The value at a JSON pointer (RFC 6901), or nil.
  func value(at pointer: String) -> JSON? { values(at: pointer).first }

  /// The values at a JSON pointer in which `*` stands for each element of a list or member of an object.
  func values(at pointer: String) -> [JSON] {
    if pointer.isEmpty { return [self] }
    guard pointer.hasPrefix("/") else { return [] }
    var values = [self]
    for raw in pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      let key = raw.unescapedPointer
      var next: [JSON] = []
      for value in values {
        if let array = value.array {
          if key == "*" {
            next += array
          } else if let index = Int(key), array.indices.contains(index) {
            next.append(array[index])
          }
        } else if let member = value[key] {
          next.append(member)
        } else if key == "*" {
          next += (value.object ?? []).map(\.value)
        }
      }
      values = next
    }
    return values
  }

  /// The text of a string, number or truth value at a pointer, trimmed; nil for anything else and for "".
  func text(at pointer: String) -> String? { value(at: pointer)?.plainText }

  /// The text of a string, number or truth value, blanks collapsed; nil for anything else and for "".
  var plainText: String? {
    switch content {
    case .string(let text): text.squeezed
    case .number(let text): text
    case .bool(let flag): flag ? "true" : "false"
    default: nil
    }
  }
}

extension Substring {
  /// `~1` is a slash and `~0` a tilde.
  fileprivate var unescapedPointer: String {
    guard contains("~") else { return String(self) }
    var result = ""
    var isEscape = false
    for character in self {
      if isEscape {
        result.append(character == "1" ? "/" : "~")
        isEscape = false
      } else if character == "~" {
        isEscape = true
      } else {
        result.append(character)
      }
    }
    return result
  }
}
