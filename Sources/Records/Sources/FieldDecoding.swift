extension FieldSpec {
  /// Reads a field: a string, an object, or a list of either in order of preference.
  static func alternatives(_ reader: inout JSONObjectReader, _ key: String) throws(JSONFailure) -> [FieldSpec] {
    guard let json = reader.value(key) else { return [] }
    guard let list = json.array else { return [try FieldSpec(json, reader, key)] }
    var specs: [FieldSpec] = []
    for (index, element) in list.enumerated() { specs.append(try FieldSpec(element, reader, "\(key)/\(index)")) }
    return specs
  }

  private init(_ json: JSON, _ outer: JSONObjectReader, _ key: String) throws(JSONFailure) {
    self.init()
    if let text = json.string {
      set(text)
      return
    }
    guard json.object != nil else {
      throw outer.failure("\(json.kindName) where a selector or an object should be", json, key)
    }
    var reader = try JSONObjectReader(json, outer.document, path: "\(outer.path)/\(key)")
    if let text = try reader.string("select") { set(text) }
    if let text = try reader.string("xpath") { place = text }
    if let text = try reader.string("pointer") { place = text }
    if let text = try reader.string("root") {
      place = text
      isOfPage = true
    }
    for (index, part) in (try reader.optional("join", "a list", \.array) ?? []).enumerated() {
      parts.append(try FieldSpec(part, reader, "join/\(index)"))
    }
    counts = try reader.bool("size") ?? false
    separator = try reader.string("all")
    startsWith = try reader.strings("starts_with")
    contains = try reader.strings("contains")
    excludes = try reader.strings("not")
    after = try reader.string("after")
    until = try reader.string("until")
    digits = try reader.bool("digits") ?? false
    remove = try reader.strings("remove")
    strip = try reader.strings("strip")
    stripStart = try reader.strings("strip_start")
    amountSigns = try reader.strings("one_amount")
    equals = try reader.strings("equals")
    ignoresCase = try reader.bool("any_case") ?? false
    constant = try reader.string("value")
    for var rule in try reader.objects("map") {
      map.append(
        Mapping(
          value: try rule.requiredString("value"), startsWith: try rule.strings("starts_with"),
          contains: try rule.strings("contains")))
      try rule.finish()
    }
    try reader.finish()
  }

  /// Splits `selector@attribute`; what begins with `/` or `./` is an XPath or JSON pointer and stays whole.
  private mutating func set(_ text: String) {
    if !text.hasPrefix("/"), !text.hasPrefix("./"), let at = text.lastIndex(of: "@"), !text[at...].contains("]") {
      place = String(text[..<at])
      attribute = String(text[text.index(after: at)...])
      while place.last == " " { place.removeLast() }
    } else {
      place = text
    }
  }
}
