internal import CLibXML2

/// Gathers the outline of a page from the events of a streaming parser.
@safe
struct OutlineReader {
  private struct Open {
    let element: OutlineElement
    /// The box it is, or -1.
    let box: Int
    let hides: Bool
    /// Where the text begins that is a mark, or -1.
    let captured: Int
    let detail: String
  }

  private(set) var outline = PageOutline()
  /// The limit that was passed; nothing more is read then.
  private(set) var failure: MarkupFailure?
  private let limits: MarkupLimits
  private var names = OutlineNames()
  private var open: [Open] = []
  private var box = -1
  private var hidden = 0
  private var links = 0
  private var start = 0
  private var linkBytes = 0
  private var owesBlank = false
  /// Text that is kept although it is not shown: of the title, or of a script.
  private var aside: [UInt8]?

  init(limits: MarkupLimits, size: Int) {
    self.limits = limits
    outline.bytes.reserveCapacity(size / 4)
    outline.blocks.reserveCapacity(256)
    outline.boxes.reserveCapacity(1024)
    outline.labels.reserveCapacity(size / 8)
    open.reserveCapacity(64)
  }

  /// Ends the last block.
  mutating func finish() {
    while !open.isEmpty { close() }
    endBlock()
    outline.names = names.names
  }

  /// Whether the text of a script that opens here is wanted.
  var wantsScript: Bool { aside != nil }

  /// An element opens.
  mutating func open(_ name: UnsafePointer<UInt8>, _ attributes: EventElement) {
    outline.elements += 1
    if open.count > limits.depth {
      failure = MarkupFailure(.tooDeep(limit: limits.depth))
      return
    }
    let number = unsafe names.number(name)
    let element = names.elements[number]
    switch element.role {
    case .inline: push(element, authorIn: attributes)
    case .link:
      links += 1
      push(element, authorIn: attributes)
    case .box, .root: openBox(element, number, attributes)
    case .hidden:
      hidden += 1
      open.append(Open(element: element, box: -1, hides: true, captured: -1, detail: ""))
    case .lineBreak:
      endBlock()
      open.append(Open(element: element, box: -1, hides: false, captured: -1, detail: ""))
    case .meta, .relation, .picture:
      note(element, attributes)
      open.append(Open(element: element, box: -1, hides: false, captured: -1, detail: ""))
    case .title:
      if aside == nil, hidden == 0 { aside = [] }
      hidden += 1
      open.append(Open(element: element, box: -1, hides: true, captured: 0, detail: ""))
    case .script:
      if aside == nil, let type = attribute("type", of: attributes), type.utf8.contains(UInt8(ascii: "+")),
        type.lowercased().contains("ld+json")
      {
        aside = []
      }
      hidden += 1
      open.append(Open(element: element, box: -1, hides: true, captured: aside == nil ? -1 : 0, detail: ""))
    case .time:
      let detail = attribute("datetime", of: attributes) ?? ""
      let words = [attribute("itemprop", of: attributes), attribute("class", of: attributes)].compactMap { $0 }
      open.append(
        Open(
          element: element, box: -1, hides: false, captured: outline.bytes.count,
          detail: words.isEmpty ? detail : detail + " " + words.joined(separator: " ")))
    }
  }

  private mutating func openBox(_ element: OutlineElement, _ number: Int, _ attributes: EventElement) {
    endBlock()
    var label = outline.labels.count..<outline.labels.count
    var isHidden = hidden > 0
    var isAuthor = false
    if let first = unsafe attributes.attributes, unsafe first.pointee != nil {
      let begin = outline.labels.count
      unsafe readAttributes(first, &isHidden)
      label = begin..<outline.labels.count
      if element.role == .root,
        let language = attribute("lang", of: attributes) ?? attribute("xml:lang", of: attributes)
      {
        mark(.language, "", language)
      }
      isAuthor =
        element.kind != .body && element.role != .root
        && (unsafe outline.labels.withUnsafeBufferPointer {
          unsafe namesAuthor(UnsafeBufferPointer(rebasing: $0[label]))
        })
      if element.kind == .paragraph || element.kind == .other || element.kind == .item {
        noteProperty(attributes)
      }
    }
    outline.boxes.append(
      PageOutline.Box(
        parent: box, kind: element.kind, level: element.level, isHidden: isHidden, name: number, label: label))
    let hides = isHidden && hidden == 0
    if hides { hidden += 1 }
    box = outline.boxes.count - 1
    open.append(
      Open(
        element: element, box: box, hides: hides, captured: isAuthor && hidden == 0 ? outline.bytes.count : -1,
        detail: ""))
  }

  /// Takes the label of a box, and whether it is hidden.
  private mutating func readAttributes(
    _ first: UnsafeMutablePointer<UnsafePointer<UInt8>?>, _ isHidden: inout Bool
  ) {
    var at = unsafe first
    while let name = unsafe at.pointee {
      let value = unsafe at[1]
      unsafe at += 2
      switch unsafe name.pointee {
      case UInt8(ascii: "c"), UInt8(ascii: "i"), UInt8(ascii: "r"):
        guard let value = unsafe value else { continue }
        guard unsafe isName(name, "class") || isName(name, "id") || isName(name, "role") || isName(name, "itemprop")
        else { continue }
        unsafe outline.labels.append(contentsOf: UnsafeBufferPointer(start: value, count: min(length(value), 400)))
        outline.labels.append(0x20)
      case UInt8(ascii: "h"):
        if unsafe isName(name, "hidden") {
          // "until-found" is still not shown.
          isHidden = true
        }
      case UInt8(ascii: "a"):
        if let value = unsafe value, unsafe isName(name, "aria-hidden"), unsafe isName(value, "true") {
          isHidden = true
        }
      case UInt8(ascii: "s"):
        guard let value = unsafe value, unsafe isName(name, "style") else { continue }
        let style = unsafe UnsafeBufferPointer(start: value, count: length(value))
        if style.count < 400, unsafe hides(style) { isHidden = true }
      default: continue
      }
    }
  }

  /// An element closes.
  mutating func close() {
    guard let last = open.popLast() else { return }
    switch last.element.role {
    case .box, .root:
      endBlock()
      if last.captured >= 0 { mark(.author, "", text(from: last.captured)) }
      box = last.box >= 0 ? outline.boxes[last.box].parent : -1
      if last.hides { hidden -= 1 }
    case .inline, .link:
      if last.element.role == .link { links -= 1 }
      if last.captured >= 0 { mark(.author, "", text(from: last.captured)) }
    case .hidden: hidden -= 1
    case .title, .script:
      hidden -= 1
      if last.captured >= 0, let aside {
        mark(last.element.role == .title ? .title : .script, "", String(decoding: aside, as: UTF8.self))
        self.aside = nil
      }
    case .time:
      if hidden == 0 { mark(.time, last.detail, text(from: last.captured)) }
    case .lineBreak, .meta, .relation, .picture: break
    }
  }

  /// Text stands in the innermost element.
  @inline(__always)
  mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
    if hidden == 0 {
      unsafe collapse(text)
    } else if aside != nil {
      unsafe aside?.append(contentsOf: text)
    }
  }

  private mutating func endBlock() {
    let end = outline.bytes.count
    if end > start {
      outline.blocks.append(PageOutline.Block(box: box, linkBytes: linkBytes, text: start..<end))
      start = end
    }
    linkBytes = 0
    owesBlank = false
  }

  private func text(from place: Int) -> String {
    let from = min(place, outline.bytes.count)
    return String(decoding: outline.bytes[from...].prefix(400), as: UTF8.self)
  }

  private mutating func mark(_ kind: PageOutline.Mark.Kind, _ name: String, _ value: String) {
    guard outline.marks.count < 4_096 else { return }
    outline.marks.append(
      PageOutline.Mark(kind: kind, name: name, value: value, blocksBefore: outline.blocks.count, box: box))
  }

  private mutating func push(_ element: OutlineElement, authorIn attributes: EventElement) {
    var captured = -1
    if hidden == 0, let first = unsafe attributes.attributes {
      var at = unsafe first
      while let name = unsafe at.pointee {
        if let value = unsafe at[1], unsafe isName(name, "class") || isName(name, "rel") || isName(name, "itemprop") {
          if unsafe namesAuthor(UnsafeBufferPointer(start: value, count: length(value))) {
            captured = outline.bytes.count
          } else if unsafe isName(name, "itemprop") {
            noteProperty(attributes)
          }
        }
        unsafe at += 2
      }
    }
    open.append(Open(element: element, box: -1, hides: false, captured: captured, detail: ""))
  }

  private mutating func noteProperty(_ attributes: EventElement) {
    guard let property = attribute("itemprop", of: attributes), let content = attribute("content", of: attributes)
    else { return }
    mark(.meta, property.lowercased(), content)
  }

  private mutating func note(_ element: OutlineElement, _ attributes: EventElement) {
    switch element.role {
    case .meta:
      guard let content = attribute("content", of: attributes), content.utf8.count < 10_000,
        let name = attribute("property", of: attributes) ?? attribute("name", of: attributes)
          ?? attribute("itemprop", of: attributes) ?? attribute("http-equiv", of: attributes)
      else { return }
      mark(.meta, name.lowercased(), content)
    case .relation:
      guard let relation = attribute("rel", of: attributes)?.lowercased(), relation == "canonical",
        let address = attribute("href", of: attributes)
      else { return }
      mark(.link, relation, address)
    default: break
    }
  }

  private func attribute(_ name: StaticString, of attributes: EventElement) -> String? {
    guard var at = unsafe attributes.attributes else { return nil }
    while let own = unsafe at.pointee {
      if unsafe isName(own, name) { return unsafe at[1].map { unsafe copied($0) } }
      unsafe at += 2
    }
    return nil
  }

  /// Appends with each run of blanks as one space, none at either end of a block.
  private mutating func collapse(_ text: UnsafeBufferPointer<UInt8>) {
    let before = outline.bytes.count
    var at = 0
    let end = text.count
    while at < end {
      let byte = unsafe text[at]
      if byte <= 0x20 {
        owesBlank = outline.bytes.count > start
        at += 1
      } else if byte == 0xC2, at + 1 < end, unsafe text[at + 1] == 0xA0 {
        owesBlank = outline.bytes.count > start
        at += 2
      } else {
        if owesBlank {
          outline.bytes.append(0x20)
          owesBlank = false
        }
        let first = at
        at = unsafe endOfRun(text, from: at + 1)
        unsafe outline.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[first..<at]))
      }
    }
    if links > 0 { linkBytes += outline.bytes.count - before }
  }
}

/// Whether a string that C ends with NUL is this one.
@inline(__always)
private func isName(_ text: UnsafePointer<UInt8>, _ name: StaticString) -> Bool {
  let count = name.utf8CodeUnitCount
  var index = 0
  while index < count {
    if unsafe text[index] != name.utf8Start[index] { return false }
    index += 1
  }
  return unsafe text[count] == 0
}

/// Whether classes or a relation tell that an author stands there.
private func namesAuthor(_ label: UnsafeBufferPointer<UInt8>) -> Bool {
  guard label.count < 200 else { return false }
  return unsafe stands("author", in: label) || stands("byline", in: label)
}

private func stands(_ name: StaticString, in word: UnsafeBufferPointer<UInt8>) -> Bool {
  let count = name.utf8CodeUnitCount
  var at = 0
  while at + count <= word.count {
    var index = 0
    while index < count, unsafe word[at + index] | 0x20 == name.utf8Start[index] { index += 1 }
    if index == count { return true }
    at += 1
  }
  return false
}

/// Whether a style makes its element vanish.
private func hides(_ style: UnsafeBufferPointer<UInt8>) -> Bool {
  let word = unsafe style.filter { $0 > 0x20 }
  return unsafe word.withUnsafeBufferPointer {
    unsafe stands("display:none", in: $0) || stands("visibility:hidden", in: $0)
  }
}
