/// How one field is taken from a page or a row.
public struct FieldRule: Hashable, Sendable {
  /// What the text of a match must be like for it to count; a match that fails is passed over.
  public struct Filter: Hashable, Sendable {
    /// Any of these must begin it, when there are any.
    public var startsWith: [[UInt8]] = []
    /// Any of these must occur in it, when there are any.
    public var contains: [[UInt8]] = []
    /// None of these may occur in it.
    public var excludes: [[UInt8]] = []

    /// A filter that lets everything pass.
    public init() {}

    var isEmpty: Bool { startsWith.isEmpty && contains.isEmpty && excludes.isEmpty }
  }

  /// Which elements; `nil` means the row itself.
  public let selector: Selector?
  /// The attribute whose value is meant; `nil` means the text.
  public let attribute: String?
  /// Whether every match is taken, or only the first.
  public let takesAll: Bool
  /// Whether the text is taken with its blanks, scripts too.
  public let isRaw: Bool
  /// What a match's text must be like.
  public let filter: Filter

  /// A rule; by default the text of the first match.
  public init(
    selector: Selector?, attribute: String? = nil, takesAll: Bool = false, isRaw: Bool = false,
    filter: Filter = Filter()
  ) {
    self.selector = selector
    self.attribute = attribute
    self.takesAll = takesAll
    self.isRaw = isRaw
    self.filter = filter
  }
}

/// Everything that is read in one walk over a page: fields of the page, and rows with fields of their own.
public struct RowPlan: Sendable {
  /// One kind of row; a class, so that the hot path hands on one reference instead of ten arrays.
  final class Layout: Sendable {
    let program: SelectorProgram
    private let built: SelectorProgramBuilder
    let rules: [FieldRule]
    let attributes: [[UInt8]]
    /// The rules read from the row element itself.
    let own: [Int]
    /// The rule of each selector in the program.
    let ruleOfOwner: [Int]

    init(_ rules: [FieldRule]) throws(MarkupFailure) {
      var program = SelectorProgramBuilder()
      var own: [Int] = []
      var ruleOfOwner: [Int] = []
      for (index, rule) in rules.enumerated() {
        if let selector = rule.selector {
          try program.add(selector)
          ruleOfOwner.append(index)
        } else {
          own.append(index)
        }
      }
      self.program = SelectorProgram(program)
      built = program
      self.rules = rules
      self.own = own
      self.ruleOfOwner = ruleOfOwner
      attributes = rules.map { Array(($0.attribute ?? "").utf8) }
    }

    /// The same layout as an object of its own, over the same arrays.
    init(_ other: Layout) {
      program = SelectorProgram(other.built)
      built = other.built
      rules = other.rules
      attributes = other.attributes
      own = other.own
      ruleOfOwner = other.ruleOfOwner
    }
  }

  let page: Layout
  /// The rows' own selectors come first in the page's program.
  let rowKinds: Int
  let layouts: [Layout]

  /// Compiles a plan.
  ///
  /// - Parameters:
  ///   - pageFields: What is read once a page. Fields inside a row are not seen by these.
  ///   - layouts: For each kind of row, which elements are rows and how its fields are read. Rows do not nest.
  /// - Throws: `selector` when the selectors of one layout have more than 64 steps together.
  public init(pageFields: [FieldRule], layouts: [(rows: Selector, fields: [FieldRule])]) throws(MarkupFailure) {
    let rowRules = layouts.map { FieldRule(selector: $0.rows) }
    page = try Layout(rowRules + pageFields)
    rowKinds = layouts.count
    var compiled: [Layout] = []
    for layout in layouts { compiled.append(try Layout(layout.fields)) }
    self.layouts = compiled
  }

  /// The same plan with objects of its own, for one page.
  ///
  /// Each element of a page takes hold of these objects and lets go of them. Two pages read at the same time with the
  /// same objects would spend a fifth of their time on handing the counts from core to core.
  func forOnePage() -> RowPlan { RowPlan(page: Layout(page), layouts: layouts.map(Layout.init)) }

  private init(page: Layout, layouts: [Layout]) {
    self.page = page
    self.layouts = layouts
    rowKinds = layouts.count
  }
}
