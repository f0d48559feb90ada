internal import CLibXML2

/// One depth-first walk that drives the programs of a plan.
@safe
struct RowReader {
  private let plan: RowPlan
  private let limits: MarkupLimits
  private var sink = ByteSink()
  private var paths = PathWriter()
  private(set) var rows = RowTable()
  /// The steps matched by each open element and by all above it; the first entry is the root of the scope.
  private var parents: [UInt64] = [0]
  private var ancestors: [UInt64] = [0]
  /// What is being read now: the page (-1) or a row of this layout.
  private var layout = -1
  private var rowDepth = 0
  private var rowStart = 0
  private var rowPath = ""
  private var active: UInt64 = .max
  private var pageStack: (parents: [UInt64], ancestors: [UInt64], active: UInt64) = ([], [], 0)

  init(plan: RowPlan, limits: MarkupLimits) {
    self.plan = plan
    self.limits = limits
  }

  /// What was found.
  var table: RowTable {
    var table = rows
    table.bytes = sink.bytes
    return table
  }

  /// Walks every node at the top: a saved file may hold several pages one after another.
  mutating func run(from first: xmlNodePtr?) throws(MarkupFailure) {
    guard let first = unsafe first else { return }
    var node: xmlNodePtr = unsafe first
    var depth = 0
    while true {
      if unsafe node.pointee.type == XML_ELEMENT_NODE {
        unsafe open(node, depth)
        if sink.bytes.count > limits.text { throw MarkupFailure(.tooMuchText(limit: limits.text)) }
        if let child = unsafe node.pointee.children {
          unsafe node = child
          depth += 1
          if depth > limits.depth { throw MarkupFailure(.tooDeep(limit: limits.depth)) }
          continue
        }
        close(depth)
      }
      while unsafe node.pointee.next == nil {
        guard depth > 0, let parent = unsafe node.pointee.parent else { return }
        unsafe node = parent
        depth -= 1
        close(depth)
      }
      guard let next = unsafe node.pointee.next else { return }
      unsafe node = next
    }
  }

  private mutating func open(_ node: xmlNodePtr, _ depth: Int) {
    rows.elements += 1
    let top = parents.count - 1
    let above = ancestors[top]
    if layout >= 0 {
      let matched = unsafe match(node, plan.layouts[layout].program, above, parents[top])
      parents.append(matched)
      ancestors.append(above | matched)
      let finals = matched & plan.layouts[layout].program.finals
      if finals != 0 { unsafe collect(finals, node, plan.layouts[layout]) }
      return
    }
    let matched = unsafe match(node, plan.page.program, above, parents[top])
    parents.append(matched)
    ancestors.append(above | matched)
    var finals = matched & plan.page.program.finals
    while finals != 0 {
      let step = finals.trailingZeroBitCount
      finals &= finals - 1
      let owner = plan.page.program.ownersOfFinals[step]
      finals &= ~plan.page.program.stepsOfOwner[owner]
      if owner < plan.rowKinds {
        unsafe beginRow(owner, node, depth)
        return
      }
      unsafe collect(1 << UInt64(step), node, plan.page)
    }
  }

  private func match(
    _ node: xmlNodePtr, _ program: SelectorProgram, _ ancestors: UInt64, _ parent: UInt64
  ) -> UInt64 {
    guard let name = unsafe node.pointee.name else { return 0 }
    return unsafe program.match(
      TreeElement(node), tag: program.tag(name), ancestors: ancestors, parent: parent, active: active)
  }

  private mutating func close(_ depth: Int) {
    parents.removeLast()
    ancestors.removeLast()
    if layout >= 0 && depth == rowDepth { endRow() }
  }

  private mutating func beginRow(_ kind: Int, _ node: xmlNodePtr, _ depth: Int) {
    layout = kind
    rowDepth = depth
    rowStart = rows.rowValues.count
    rowPath = unsafe paths.path(of: node)
    pageStack = (parents, ancestors, active)
    pageStack.parents.removeLast()
    pageStack.ancestors.removeLast()
    // The row is the root of its fields' scope; one more entry is popped when it closes.
    parents = [0, 0]
    ancestors = [0, 0]
    active = .max
    for rule in plan.layouts[kind].own { unsafe take(rule, node, plan.layouts[kind]) }
  }

  private mutating func endRow() {
    rows.rows.append(RowTable.Row(layout: layout, path: rowPath, values: rowStart..<rows.rowValues.count))
    layout = -1
    parents = pageStack.parents
    ancestors = pageStack.ancestors
    active = pageStack.active
  }

  private mutating func collect(_ steps: UInt64, _ node: xmlNodePtr, _ layout: RowPlan.Layout) {
    var finals = steps
    while finals != 0 {
      let step = finals.trailingZeroBitCount
      finals &= finals - 1
      let owner = layout.program.ownersOfFinals[step]
      // Another chain of the same selector means the same element.
      finals &= ~layout.program.stepsOfOwner[owner]
      let rule = layout.ruleOfOwner[owner]
      if unsafe take(rule, node, layout) {
        active &= ~(layout.rules[rule].takesAll ? 0 : layout.program.stepsOfOwner[owner])
      }
    }
  }

  /// Keeps the text if it is there and passes the filter.
  @discardableResult
  private mutating func take(_ index: Int, _ node: xmlNodePtr, _ layout: RowPlan.Layout) -> Bool {
    let rule = layout.rules[index]
    let start = sink.bytes.count
    if rule.attribute != nil {
      guard let attribute = unsafe TreeElement(node).attribute(layout.attributes[index]) else { return false }
      unsafe sink.append(valueOf: attribute)
    } else if rule.isRaw {
      unsafe sink.append(rawTextOf: node)
    } else {
      unsafe sink.append(textOf: node)
    }
    let end = sink.bytes.count
    let isPage = self.layout < 0
    // An empty text is no value, except on the page, where being there is what a mark says.
    if end == start && !isPage { return false }
    if !rule.filter.isEmpty, !rule.filter.passes(sink.bytes[start..<end]) {
      sink.truncate(to: start)
      return false
    }
    let value = RowTable.Value(
      rule: isPage ? index - plan.rowKinds : index, rowsBefore: rows.rows.count, bytes: start..<end)
    if isPage {
      rows.pageValues.append(value)
    } else {
      rows.rowValues.append(value)
    }
    return true
  }
}

extension FieldRule.Filter {
  /// Whether a text may be taken.
  func passes(_ text: ArraySlice<UInt8>) -> Bool {
    unsafe text.withUnsafeBufferPointer { bytes in
      if !startsWith.isEmpty, !startsWith.contains(where: { unsafe bytes.starts(with: $0) }) { return false }
      if !contains.isEmpty, !contains.contains(where: { unsafe XMLKit.contains($0, in: bytes) }) { return false }
      return !excludes.contains { unsafe XMLKit.contains($0, in: bytes) }
    }
  }
}
