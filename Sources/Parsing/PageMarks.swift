import Records
import XMLKit

/// What is read of a page beside its rows: title, claimed count, proofs of emptiness, dividers.
struct PageMarks: Sendable {
  private enum Role: Sendable {
    case title, empty, blocked, failed
    case claimed(FieldCutter)
    case section(Int)
  }

  /// The rules, in the order the walk numbers them.
  let rules: [FieldRule]
  private let roles: [Role]
  private let sections: [Section]

  init(_ source: SourceDefinition) throws(ParsingFailure) {
    var rules = [FieldRule(selector: try Selector("title", named: "title", of: source))]
    var roles: [Role] = [.title]
    let reading = source.reading
    for spec in reading.claimed {
      rules.append(try FieldRule(spec, named: "claimed", of: source))
      roles.append(.claimed(FieldCutter(spec)))
    }
    for spec in reading.empty {
      rules.append(try FieldRule(spec, named: "empty", of: source))
      roles.append(.empty)
    }
    for spec in reading.blocked {
      rules.append(try FieldRule(spec, named: "blocked", of: source))
      roles.append(.blocked)
    }
    for spec in reading.failed {
      rules.append(try FieldRule(spec, named: "failed", of: source))
      roles.append(.failed)
    }
    for (index, section) in reading.sections.enumerated() {
      rules.append(FieldRule(selector: try Selector(section.selector, named: "sections", of: source)))
      roles.append(.section(index))
    }
    self.rules = rules
    self.roles = roles
    sections = reading.sections
  }

  /// Notes what the page says of itself; returns the dividers with the number of rows before each.
  func read(_ table: RowTable, into harvest: inout Harvest) -> [(rowsBefore: Int, section: Section)] {
    var dividers: [(rowsBefore: Int, section: Section)] = []
    for value in table.pageValues {
      let text = table.text(of: value)
      switch roles[value.rule] {
      case .title: harvest.title = String(decoding: text, as: UTF8.self)
      case .empty: harvest.provesEmpty = true
      case .blocked: harvest.isBlocked = true
      case .failed: harvest.failure = harvest.failure ?? String(decoding: text, as: UTF8.self)
      case .claimed(let cutter):
        if harvest.claimed == nil { harvest.claimed = cutter.value(of: text).flatMap { firstCount(in: $0.utf8) } }
      case .section(let index): dividers.append((value.rowsBefore, sections[index]))
      }
    }
    return dividers
  }
}
