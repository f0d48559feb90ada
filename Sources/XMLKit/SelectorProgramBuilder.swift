/// Takes selectors apart into the steps of one program.
struct SelectorProgramBuilder {
  /// The most steps that all the selectors of one program may have together.
  static let capacity = 64

  private(set) var tags = TokenTable()
  private(set) var classes = TokenTable()
  private(set) var steps: [Selector.Step] = []
  private(set) var firstSteps: UInt64 = 0
  private(set) var childSteps: UInt64 = 0
  private(set) var descendantSteps: UInt64 = 0
  /// The steps that need no tag, or the tag with this number (offset by one).
  private(set) var stepsOfTag: [UInt64] = [0]
  private(set) var neededClasses: [UInt64] = []
  private(set) var stepsWithoutClass: UInt64 = 0
  private(set) var stepsWithAttributes: UInt64 = 0

  /// The last step of each selector's chains, by the number the selector was added under.
  private(set) var finals: UInt64 = 0
  private(set) var ownersOfFinals = [Int](repeating: -1, count: capacity)
  /// All steps of a selector, by its number.
  private(set) var stepsOfOwner: [UInt64] = []

  /// Adds a selector; its number is how many there were before.
  mutating func add(_ selector: Selector) throws(MarkupFailure) {
    let owner = stepsOfOwner.count
    let names = Set(selector.chains.joined().flatMap(\.compound.classes))
    guard classes.count + names.count <= Self.capacity else {
      throw MarkupFailure(
        .selector(text: selector.text, message: "more than \(Self.capacity) classes in the selectors of one layout"))
    }
    stepsOfOwner.append(0)
    for chain in selector.chains {
      guard steps.count + chain.count <= Self.capacity else {
        throw MarkupFailure(
          .selector(text: selector.text, message: "more than \(Self.capacity) steps in the selectors of one layout"))
      }
      for (index, step) in chain.enumerated() {
        add(step, isFirst: index == 0, owner: owner)
      }
      let last = steps.count - 1
      finals |= 1 << UInt64(last)
      ownersOfFinals[last] = owner
    }
  }

  private mutating func add(_ step: Selector.Step, isFirst: Bool, owner: Int) {
    let bit: UInt64 = 1 << UInt64(steps.count)
    if isFirst {
      firstSteps |= bit
    } else if step.isChild {
      childSteps |= bit
    } else {
      descendantSteps |= bit
    }
    if let tag = step.compound.tag {
      let number = tags.number(of: tag)
      while stepsOfTag.count <= number + 1 { stepsOfTag.append(stepsOfTag[0]) }
      stepsOfTag[number + 1] |= bit
    } else {
      for index in stepsOfTag.indices { stepsOfTag[index] |= bit }
    }
    var needed: UInt64 = 0
    for name in step.compound.classes { needed |= 1 << UInt64(classes.number(of: name)) }
    neededClasses.append(needed)
    if needed == 0 { stepsWithoutClass |= bit }
    if !step.compound.attributes.isEmpty { stepsWithAttributes |= bit }
    steps.append(step)
    stepsOfOwner[owner] |= bit
  }
}
