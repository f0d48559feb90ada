/// What the outline makes of an element, told by its name alone.
struct OutlineElement {
  enum Role: UInt8 {
    /// It begins a line of its own.
    case box
    /// It stands within a line.
    case inline
    /// Nothing in it is text of the page.
    case hidden
    case link, lineBreak, meta, relation, title, script, time, root, picture
  }

  let role: Role
  let kind: PageOutline.Kind
  let level: Int

  init(_ role: Role, _ kind: PageOutline.Kind = .other, level: Int = 0) {
    self.role = role
    self.kind = kind
    self.level = level
  }

  static let box = OutlineElement(.box)

  /// The elements that are not simply boxes.
  static let known: [(String, OutlineElement)] =
    [
      "span", "b", "i", "em", "strong", "font", "u", "s", "small", "sup", "sub", "wbr", "mark", "bdi", "bdo", "nobr",
      "del", "ins", "abbr", "code", "data", "cite", "q", "big", "tt", "kbd", "samp", "var", "dfn", "acronym", "strike",
      "label", "ruby", "rb", "center-inline",
    ].map { ($0, OutlineElement(.inline)) }
    + [
      "style", "noscript", "template", "svg", "select", "option", "button", "textarea", "iframe", "object", "video",
      "audio", "canvas", "input", "map", "datalist", "math", "applet", "embed", "rt", "rp", "head-hidden",
    ].map { ($0, OutlineElement(.hidden)) }
    + [
      ("a", OutlineElement(.link)), ("br", OutlineElement(.lineBreak)), ("hr", OutlineElement(.lineBreak)),
      ("meta", OutlineElement(.meta)), ("link", OutlineElement(.relation)), ("title", OutlineElement(.title)),
      ("script", OutlineElement(.script)), ("time", OutlineElement(.time)), ("img", OutlineElement(.picture)),
      ("html", OutlineElement(.root, .root)), ("body", OutlineElement(.box, .body)),
      ("article", OutlineElement(.box, .article)), ("main", OutlineElement(.box, .main)),
      ("section", OutlineElement(.box, .section)), ("p", OutlineElement(.box, .paragraph)),
      ("li", OutlineElement(.box, .item)), ("ul", OutlineElement(.box, .list)), ("ol", OutlineElement(.box, .list)),
      ("td", OutlineElement(.box, .cell)), ("th", OutlineElement(.box, .cell)), ("tr", OutlineElement(.box, .row)),
      ("table", OutlineElement(.box, .table)), ("blockquote", OutlineElement(.box, .quote)),
      ("pre", OutlineElement(.box, .preformatted)), ("figure", OutlineElement(.box, .figure)),
      ("figcaption", OutlineElement(.box, .caption)), ("caption", OutlineElement(.box, .caption)),
      ("header", OutlineElement(.box, .header)), ("footer", OutlineElement(.box, .footer)),
      ("nav", OutlineElement(.box, .navigation)), ("menu", OutlineElement(.box, .navigation)),
      ("aside", OutlineElement(.box, .aside)), ("form", OutlineElement(.box, .form)),
      ("fieldset", OutlineElement(.box, .form)), ("dialog", OutlineElement(.box, .dialog)),
      ("dt", OutlineElement(.box, .term)), ("dd", OutlineElement(.box, .item)),
    ]
    + (1...6).map { ("h\($0)", OutlineElement(.box, .heading, level: $0)) }
}

/// Looks elements up by name, once for each name of a page.
@safe
struct OutlineNames {
  /// The names seen, with what they are, by their number.
  private(set) var names: [String] = []
  private(set) var elements: [OutlineElement] = []
  private static let table: TokenTable = {
    var table = TokenTable()
    for (name, _) in OutlineElement.known { _ = table.number(of: Array(name.utf8)) }
    return table
  }()
  private var numbers: [String: Int] = [:]
  /// Where libxml2 keeps a name, which is the same place for the same name.
  private var cachedNames = [UInt](repeating: 0, count: 128)
  private var cachedNumbers = [Int](repeating: 0, count: 128)

  /// The number of a name.
  @inline(__always)
  mutating func number(_ name: UnsafePointer<UInt8>) -> Int {
    let address = UInt(bitPattern: name)
    let slot = Int((address ^ address >> 7) & 127)
    if cachedNames[slot] == address { return cachedNumbers[slot] }
    let number = unsafe looked(up: name)
    cachedNames[slot] = address
    cachedNumbers[slot] = number
    return number
  }

  private mutating func looked(up name: UnsafePointer<UInt8>) -> Int {
    let word = unsafe copied(name)
    if let known = numbers[word] { return known }
    let found = unsafe Self.table.lookUp(UnsafeBufferPointer(start: name, count: length(name)))
    numbers[word] = names.count
    names.append(word)
    elements.append(found < 0 ? .box : OutlineElement.known[found].1)
    return names.count - 1
  }
}
