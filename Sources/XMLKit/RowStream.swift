internal import CLibXML2

/// Drives the programs of a plan with the events of a streaming parser; no tree is built.
///
/// It finds what `RowReader` finds in a tree. The text of a match is known only when its element closes, so a match is
/// a candidate until then: of the candidates of a rule that takes one, the first in page order that has a text and
/// passes the filter wins.
@safe
struct RowStream {
  private let plan: RowPlan
  private let limits: MarkupLimits
  private(set) var rows = RowTable()
  /// The limit that was passed; nothing more is read then.
  private(set) var failure: MarkupFailure?
  private var path = EventPath()
  /// What is being read now: the page (-1) or a row of this layout.
  private var layout = -1
  private var rowDepth = 0
  private var rowPath = ""
  private var active: UInt64 = .max
  private var pageActive: UInt64 = .max
  private var order = 0
  private var captures: [TextCapture] = []
  private var buffers: [[UInt8]] = []
  /// What the row being read, and the page, have got, each with its place in page order.
  private var rowFound: [Found] = []
  private var pageFound: [Found] = []
  private var tags = TagCache()
  /// Whether a comment or declaration stood before the first element.
  private var hasPreamble = false
  /// The work done for matches that are still open: one for an element, one for a byte of text, for each of them.
  private var effort = 0
  /// Whether every element that was opened has been closed.
  private var isOutside = true

  private struct Found {
    let order: Int
    let value: RowTable.Value
  }

  init(plan: RowPlan, limits: MarkupLimits) {
    self.plan = plan
    self.limits = limits
  }

  /// What was found; every element still open is taken as closed here.
  mutating func finish() -> RowTable {
    while path.depth > 0 { closeInnermost() }
    for found in Self.settled(&pageFound, plan.page.rules, ruleOffset: plan.rowKinds) { rows.pageValues.append(found) }
    return rows
  }

  /// Whether the text of a script that opens here would be part of what is read.
  var wantsScripts: Bool { captures.contains { $0.isRaw } }

  /// A comment or declaration stands here.
  mutating func remark() {
    if rows.elements == 0 { hasPreamble = true }
  }

  /// An element opens.
  mutating func open(_ name: UnsafePointer<UInt8>, _ attributes: EventElement) {
    let depth = path.depth
    if depth > limits.depth { failure = MarkupFailure(.tooDeep(limit: limits.depth)) }
    rows.elements += 1
    isOutside = false
    let outer = path.matches
    unsafe path.open(name)
    let isCapturing = !captures.isEmpty
    if isCapturing {
      strain(1)
      let kind = unsafe ElementKind(name)
      for index in captures.indices { captures[index].open(kind, at: depth) }
    }
    let kind = layout < 0 ? plan.page : plan.layouts[layout]
    let (parent, above) = outer
    let matched = kind.program.match(
      attributes, tag: unsafe tags.tag(name, in: kind.program, slot: layout + 1), ancestors: above, parent: parent,
      active: active)
    if matched == 0 {
      path.matches = (0, above)
      return
    }
    path.matches = (matched, above | matched)
    var finals = matched & kind.program.finals
    while finals != 0 {
      let owner = kind.program.ownersOfFinals[finals.trailingZeroBitCount]
      finals &= ~kind.program.stepsOfOwner[owner]
      if layout < 0, owner < plan.rowKinds {
        unsafe beginRow(owner, name, attributes, depth)
        return
      }
      unsafe take(kind.ruleOfOwner[owner], name, attributes, depth)
    }
  }

  /// The innermost element closes.
  ///
  /// libxml2 hangs elements behind the end of the first one below it, unless something stood before that one; so the
  /// first one is kept open for them.
  mutating func close() {
    if path.depth == 1 && !hasPreamble {
      isOutside = true
    } else {
      closeInnermost()
    }
  }

  private mutating func closeInnermost() {
    let name = unsafe path.close()
    let depth = path.depth
    while captures.last?.depth == depth {
      var capture = captures.removeLast()
      settle(&capture)
    }
    if !captures.isEmpty {
      let kind = unsafe ElementKind(name)
      for index in captures.indices { captures[index].close(kind, at: depth) }
    }
    if depth == 0 { isOutside = true }
    if layout >= 0 && depth == rowDepth { endRow() }
  }

  /// Text stands in the innermost element.
  @inline(__always)
  mutating func text(_ text: UnsafeBufferPointer<UInt8>, isScript: Bool) {
    if path.depth > limits.depth { failure = MarkupFailure(.tooDeep(limit: limits.depth)) }
    if isOutside || failure != nil { return }
    strain(text.count)
    for index in captures.indices { unsafe captures[index].append(text, isScript: isScript) }
  }

  /// Counts what an event costs: matches in matches would take the square of the page.
  @inline(__always)
  private mutating func strain(_ size: Int) {
    effort += size * captures.count
    if effort > limits.text { failure = MarkupFailure(.tooMuchText(limit: limits.text)) }
  }

  private mutating func beginRow(
    _ kind: Int, _ name: UnsafePointer<UInt8>, _ attributes: EventElement, _ depth: Int
  ) {
    layout = kind
    rowDepth = depth
    rowPath = path.text
    pageActive = active
    active = .max
    // The row is the root of its fields' scope: what it matched as an element of the page is of no use inside.
    path.matches = (0, 0)
    for rule in plan.layouts[kind].own { unsafe take(rule, name, attributes, depth) }
  }

  private mutating func endRow() {
    let start = rows.rowValues.count
    rows.rowValues += Self.settled(&rowFound, plan.layouts[layout].rules, ruleOffset: 0)
    rows.rows.append(RowTable.Row(layout: layout, path: rowPath, values: start..<rows.rowValues.count))
    layout = -1
    active = pageActive
  }

  /// Takes an attribute at once; a text when its element closes.
  private mutating func take(
    _ index: Int, _ name: UnsafePointer<UInt8>, _ attributes: EventElement, _ depth: Int
  ) {
    let isPage = layout < 0
    let plan = isPage ? self.plan.page : self.plan.layouts[layout]
    let takesAttribute = !plan.attributes[index].isEmpty
    if takesAttribute && !attributes.has(plan.attributes[index]) { return }
    var capture = TextCapture(
      rule: index, isPage: isPage, isRaw: plan.rules[index].isRaw,
      kind: takesAttribute ? .inline : unsafe ElementKind(name), depth: depth, order: order,
      rowsBefore: rows.rows.count, buffer: buffers.popLast() ?? [])
    order += 1
    guard takesAttribute else {
      captures.append(capture)
      return
    }
    if let value = unsafe attributes.value(of: plan.attributes[index]) {
      unsafe capture.append(UnsafeBufferPointer(start: value, count: length(value)), isScript: false)
    }
    settle(&capture)
  }

  /// Keeps the text of a candidate if it is there and passes the filter.
  private mutating func settle(_ capture: inout TextCapture) {
    let (index, isPage, order, rowsBefore) = (capture.rule, capture.isPage, capture.order, capture.rowsBefore)
    defer { buffers.append(capture.release()) }
    let layout = isPage ? plan.page : plan.layouts[self.layout]
    // An empty text is no value, except on the page, where being there is what a mark says.
    if capture.bytes.isEmpty && !isPage { return }
    if !layout.rules[index].filter.isEmpty, !layout.rules[index].filter.passes(capture.bytes[...]) { return }
    let start = rows.bytes.count
    rows.bytes += capture.bytes
    let value = RowTable.Value(
      rule: isPage ? index - plan.rowKinds : index, rowsBefore: rowsBefore, bytes: start..<rows.bytes.count)
    if isPage {
      pageFound.append(Found(order: order, value: value))
    } else {
      rowFound.append(Found(order: order, value: value))
    }
    guard !layout.rules[index].takesAll, let owner = layout.ruleOfOwner.firstIndex(of: index) else { return }
    let steps = layout.program.stepsOfOwner[owner]
    if isPage && self.layout >= 0 { pageActive &= ~steps } else { active &= ~steps }
  }

  /// The values in page order, only the first of a rule that takes one.
  private static func settled(
    _ found: inout [Found], _ rules: [FieldRule], ruleOffset: Int
  ) -> [RowTable.Value] {
    if found.count > 1, zip(found, found.dropFirst()).contains(where: { $0.order > $1.order }) {
      found.sort { $0.order < $1.order }
    }
    var taken: [RowTable.Value] = []
    taken.reserveCapacity(found.count)
    for one in found {
      let isRepeated = !rules[one.value.rule + ruleOffset].takesAll && taken.contains { $0.rule == one.value.rule }
      if !isRepeated { taken.append(one.value) }
    }
    found.removeAll(keepingCapacity: true)
    return taken
  }
}
