/// Many selectors compiled into one automaton whose states are the bits of a word.
///
/// Each step of each chain is one bit. A step is *enabled* at an element when the step before it was matched by an
/// open ancestor (descendant) or by the parent (child); it *matches* when the element is also what its compound asks.
/// Nothing here needs the tree behind the element: a walk over a tree and the events of a streaming parser drive it
/// alike.
///
/// A class, so that what runs for each element of a page hands on one reference instead of many arrays.
final class SelectorProgram: Sendable {
  let tags: TokenTable
  let classes: TokenTable
  private let steps: [Selector.Step]
  private let firstSteps: UInt64
  private let childSteps: UInt64
  private let descendantSteps: UInt64
  /// The steps that need no tag, or the tag with this number (offset by one).
  private let stepsOfTag: [UInt64]
  private let neededClasses: [UInt64]
  private let stepsWithoutClass: UInt64
  private let stepsWithAttributes: UInt64

  /// The last step of each selector's chains, by the number the selector was added under.
  let finals: UInt64
  let ownersOfFinals: [Int]
  /// All steps of a selector, by its number.
  let stepsOfOwner: [UInt64]

  /// The program that selectors were added to.
  init(_ built: SelectorProgramBuilder) {
    tags = built.tags
    classes = built.classes
    steps = built.steps
    firstSteps = built.firstSteps
    childSteps = built.childSteps
    descendantSteps = built.descendantSteps
    stepsOfTag = built.stepsOfTag
    neededClasses = built.neededClasses
    stepsWithoutClass = built.stepsWithoutClass
    stepsWithAttributes = built.stepsWithAttributes
    finals = built.finals
    ownersOfFinals = built.ownersOfFinals
    stepsOfOwner = built.stepsOfOwner
  }

  /// The number of a tag's name in this program, or -1.
  @inline(__always)
  func tag(_ name: UnsafePointer<UInt8>) -> Int {
    unsafe tags.lookUp(UnsafeBufferPointer(start: name, count: length(name)))
  }

  /// The steps that an element matches.
  ///
  /// - Parameters:
  ///   - tag: What `tag` says of its name.
  ///   - ancestors: The steps matched by any open element above.
  ///   - parent: The steps matched by the parent.
  ///   - active: The steps still of interest.
  @inline(__always)
  func match(
    _ element: some OpenElement, tag: Int, ancestors: UInt64, parent: UInt64, active: UInt64
  ) -> UInt64 {
    let enabled =
      (firstSteps | (ancestors << 1 & descendantSteps) | (parent << 1 & childSteps)) & active
    var candidates = enabled & stepsOfTag[tag + 1]
    if candidates == 0 { return 0 }
    if candidates & ~stepsWithoutClass != 0 {
      let present = unsafe classMask(element.classes)
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
      if !steps[step].compound.attributes.allSatisfy({ $0.matches(element) }) {
        candidates &= ~(1 << UInt64(step))
      }
    }
    return candidates
  }

  /// Which of the known classes stand in the value of a class attribute.
  @inline(__always)
  private func classMask(_ value: UnsafePointer<UInt8>?) -> UInt64 {
    guard let value = unsafe value else { return 0 }
    var mask: UInt64 = 0
    var at = unsafe value
    while true {
      while unsafe at.pointee != 0 && at.pointee <= 0x20 { unsafe at += 1 }
      if unsafe at.pointee == 0 { return mask }
      let start = unsafe at
      while unsafe at.pointee > 0x20 { unsafe at += 1 }
      let number = unsafe classes.lookUp(UnsafeBufferPointer(start: start, count: at - start))
      if number >= 0 { mask |= 1 << UInt64(number) }
    }
  }
}

extension Selector.AttributeTest {
  /// Whether the element has the attribute as asked.
  func matches(_ element: some OpenElement) -> Bool {
    guard element.has(name) else { return false }
    if relation == .exists { return true }
    guard let text = unsafe element.value(of: name) else { return value.isEmpty }
    return unsafe isMet(by: UnsafeBufferPointer(start: text, count: length(text)))
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
