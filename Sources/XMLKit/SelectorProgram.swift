internal import CLibXML2

/// Many selectors compiled into one automaton whose states are the bits of a word.
///
/// Each step of each chain is one bit. A step is *enabled* at an element when the step before it was matched by an
/// open ancestor (descendant) or by the parent (child); it *matches* when the element is also what its compound asks.
/// Nothing here needs the tree behind the element, so events of a streaming parser could drive it just as well.
struct SelectorProgram: Sendable {
  /// The most steps that all the selectors of one program may have together.
  static let capacity = 64

  private(set) var tags = TokenTable()
  private(set) var classes = TokenTable()
  private var steps: [Selector.Step] = []
  private var firstSteps: UInt64 = 0
  private var childSteps: UInt64 = 0
  private var descendantSteps: UInt64 = 0
  /// The steps that need no tag, or the tag with this number (offset by one).
  private var stepsOfTag: [UInt64] = [0]
  private var neededClasses: [UInt64] = []
  private var stepsWithoutClass: UInt64 = 0
  private var stepsWithAttributes: UInt64 = 0

  /// The last step of each selector's chains, by the number the selector was added under.
  private(set) var finals: UInt64 = 0
  private(set) var ownersOfFinals = [Int](repeating: -1, count: capacity)
  /// All steps of a selector, by its number.
  private(set) var stepsOfOwner: [UInt64] = []

  /// Adds a selector; its number is how many there were before.
  mutating func add(_ selector: Selector) throws(MarkupFailure) {
    let owner = stepsOfOwner.count
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
    for name in step.compound.classes { needed |= 1 << UInt64(classes.number(of: name) & 63) }
    neededClasses.append(needed)
    if needed == 0 { stepsWithoutClass |= bit }
    if !step.compound.attributes.isEmpty { stepsWithAttributes |= bit }
    steps.append(step)
    stepsOfOwner[owner] |= bit
  }

  /// The steps that `node` matches.
  ///
  /// - Parameters:
  ///   - ancestors: The steps matched by any open element above.
  ///   - parent: The steps matched by the parent.
  ///   - active: The steps still of interest.
  @inline(__always)
  func match(_ node: xmlNodePtr, ancestors: UInt64, parent: UInt64, active: UInt64) -> UInt64 {
    let enabled =
      (firstSteps | (ancestors << 1 & descendantSteps) | (parent << 1 & childSteps)) & active
    if enabled == 0 { return 0 }
    guard let name = unsafe node.pointee.name else { return 0 }
    let tag = unsafe tags.lookUp(UnsafeBufferPointer(start: name, count: length(name)))
    var candidates = enabled & stepsOfTag[tag + 1]
    if candidates == 0 { return 0 }
    let properties = unsafe node.pointee.properties
    if candidates & ~stepsWithoutClass != 0 {
      let present = unsafe classMask(properties)
      var open = candidates & ~stepsWithoutClass
      while open != 0 {
        let step = open.trailingZeroBitCount
        open &= open - 1
        if neededClasses[step] & present != neededClasses[step] { candidates &= ~(1 << UInt64(step)) }
      }
    }
    var attributed = candidates & stepsWithAttributes
    while attributed != 0 {
      let step = attributed.trailingZeroBitCount
      attributed &= attributed - 1
      if !steps[step].compound.attributes.allSatisfy({ unsafe $0.matches(properties) }) {
        candidates &= ~(1 << UInt64(step))
      }
    }
    return candidates
  }

  /// Which of the known classes the element has.
  @inline(__always)
  private func classMask(_ properties: xmlAttrPtr?) -> UInt64 {
    guard let value = unsafe attributeValue("class", in: properties) else { return 0 }
    var mask: UInt64 = 0
    var at = unsafe value
    while true {
      while unsafe at.pointee != 0 && at.pointee <= 0x20 { unsafe at += 1 }
      if unsafe at.pointee == 0 { return mask }
      let start = unsafe at
      while unsafe at.pointee > 0x20 { unsafe at += 1 }
      let number = unsafe classes.lookUp(UnsafeBufferPointer(start: start, count: at - start))
      if number >= 0 { mask |= 1 << UInt64(number & 63) }
    }
  }
}

extension Selector.AttributeTest {
  /// Whether one of the attributes is as asked.
  func matches(_ properties: xmlAttrPtr?) -> Bool {
    var attribute = unsafe properties
    while let current = unsafe attribute {
      if let name = unsafe current.pointee.name,
        unsafe UnsafeBufferPointer(start: name, count: length(name)).elementsEqual(self.name)
      {
        if relation == .exists { return true }
        guard let text = unsafe current.pointee.children?.pointee.content else { return value.isEmpty }
        return unsafe isMet(by: UnsafeBufferPointer(start: text, count: length(text)))
      }
      unsafe attribute = current.pointee.next
    }
    return false
  }

  private func isMet(by text: UnsafeBufferPointer<UInt8>) -> Bool {
    switch relation {
    case .exists: true
    case .equals: unsafe text.elementsEqual(value)
    case .prefix: unsafe text.starts(with: value)
    case .suffix: unsafe text.count >= value.count && text.suffix(value.count).elementsEqual(value)
    case .contains: unsafe contains(value, in: text)
    case .word: unsafe text.split(separator: 0x20).contains { unsafe $0.elementsEqual(value) }
    }
  }
}

/// Whether `part` occurs in `text`.
func contains(_ part: [UInt8], in text: UnsafeBufferPointer<UInt8>) -> Bool {
  guard let first = part.first else { return true }
  guard text.count >= part.count else { return false }
  for start in 0...(text.count - part.count) where unsafe text[start] == first {
    if unsafe text[start..<(start + part.count)].elementsEqual(part) { return true }
  }
  return false
}

/// The value of a plain attribute, without a copy.
@inline(__always)
func attributeValue(_ name: StaticString, in properties: xmlAttrPtr?) -> UnsafePointer<UInt8>? {
  var attribute = unsafe properties
  let size = name.utf8CodeUnitCount
  while let current = unsafe attribute {
    if let own = unsafe current.pointee.name, unsafe own.pointee == name.utf8Start.pointee {
      var index = 1
      while unsafe index < size && own[index] == name.utf8Start[index] { index += 1 }
      if unsafe index == size && own[size] == 0 {
        guard let value = unsafe current.pointee.children?.pointee.content else { return nil }
        return unsafe UnsafePointer(value)
      }
    }
    unsafe attribute = current.pointee.next
  }
  return nil
}
