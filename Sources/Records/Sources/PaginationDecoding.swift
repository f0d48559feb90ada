extension Pagination {
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    let kinds = ["next", "number", "offset", "cursor"].filter { reader.keys.contains($0) }
    guard let kind = kinds.first, kinds.count == 1 else {
      throw reader.failure("pagination is one of next, number, offset and cursor")
    }
    if kind == "next" {
      self = .next(try FieldSpec.links(&reader, kind))
      return
    }
    guard var own = try reader.objectReader(kind) else { throw reader.failure("\"\(kind)\" is empty") }
    let parameter = try own.required("parameter", "a name of the query") { json in
      json.string.flatMap { name in
        let isName =
          !name.isEmpty && name.unicodeScalars.allSatisfy { $0.value > 0x20 && !"&=#?{}".contains(Character($0)) }
        return isName ? name : nil
      }
    }
    switch kind {
    case "number": self = .number(parameter: parameter, first: try own.integer("first") ?? 1)
    case "offset":
      let size = try own.required("size", "a whole number of items above 0") { json in
        json.integer.flatMap { $0 > 0 && $0 <= 1_000_000 ? $0 : nil }
      }
      self = .offset(parameter: parameter, size: size)
    default: self = .cursor(try FieldSpec.links(&own, "read"), parameter: parameter)
    }
    try own.finish()
  }
}

extension FieldSpec {
  /// Reads the field of a link or cursor; empty when the key is absent.
  static func links(_ reader: inout JSONObjectReader, _ key: String) throws(JSONFailure) -> [FieldSpec] {
    guard let json = reader.value(key) else {
      if key == "details" { return [] }
      throw reader.failure("the key \"\(key)\" is missing")
    }
    let specs = try alternatives(&reader, key)
    if specs.isEmpty { throw reader.failure("there is no field in it", json, key) }
    if specs.contains(where: { $0.constant != nil }) {
      throw reader.failure("a constant is the same on each page; say where it stands on the page", json, key)
    }
    return specs
  }
}
