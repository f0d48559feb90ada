import Records

/// Holds a claim against the catalog: over every form, memory version and precision of the families it names.
///
/// A claim `holds` when every figure that naturally speaks to it bears it out (for a ratio: the same precision on both
/// sides); `holds_if` when some do, or when it takes another precision on one side or sparsity; `differs` otherwise, with
/// the nearest figure; `unknown` when the catalog has no figure. "Up to" is held against the largest figure.
/// Tolerances: 1 % for memory, 5 % for other figures and percentages, 10 % for ratios and for "about".
struct ClaimChecker: Sendable {
  private let boards: [String: [Board]]

  init(catalog: Catalog) {
    var boards: [String: [Board]] = [:]
    for model in catalog.models { boards[model.family, default: []].append(Board(model)) }
    self.boards = boards.mapValues { all in
      // Boards that somebody rebuilt, and modules for cars and the like, are not what a report means by the name.
      let made = all.filter { !$0.isModified }
      let sold = made.filter { $0.form != "module" }
      return sold.isEmpty ? made.isEmpty ? all : made : sold
    }
  }

  /// Words beside a family's name that leave some of its models only.
  struct Variant: Hashable {
    var memoryGB: Int?
    var form: String?
  }

  private struct Reading {
    var model: Board
    var order: Int
    var name: String
    var value: Double
    var isSparse = false
    var label: String { "\(model.name) \(name) \(trim(value))" + (isSparse ? " with sparsity" : "") }
  }

  /// The models that a family name stands for: as made, by their maker.
  private func models(of family: String, _ variant: Variant = Variant()) -> [Board] {
    let base = boards[family] ?? []
    if variant == Variant() { return base }
    let fitting = base.filter { board in
      (variant.memoryGB.map { board.memoryGB == $0 } ?? true)
        && (variant.form.map { board.form.hasPrefix($0) || board.lowerName.contains($0) } ?? true)
    }
    return fitting.isEmpty ? base : fitting
  }

  private func readings(_ family: String, _ attribute: ClaimAttribute, _ variant: Variant) -> [Reading] {
    let models = models(of: family, variant)
    switch attribute {
    case .memory:
      return models.compactMap { model in
        model.memoryGB.map { Reading(model: model, order: 0, name: "memory", value: Double($0)) }
      }
    case .interconnectBandwidth:
      return models.compactMap { model in
        model.linkSpeed.map { Reading(model: model, order: 0, name: "link", value: $0) }
      }
    default:
      return models.flatMap { model in
        attribute.figures.enumerated().compactMap { order, figure in
          model.figures[figure.spec].map { Reading(model: model, order: order, name: figure.name, value: $0) }
        }
      }
    }
  }

  /// Checks a figure of one family.
  func check(
    _ claim: inout ReportClaim, _ attribute: ClaimAttribute, _ figure: ClaimedFigure, _ variant: Variant,
    isSparse: Bool
  ) {
    let all = readings(claim.family, attribute, variant)
    guard let top = all.max(by: { $0.value < $1.value }) else {
      claim.checkNote = "the catalog has no \(attribute.rawValue) of the \(claim.family)"
      return
    }
    let natural = all.filter { $0.order == 0 || attribute == .performance }
    let isUpTo = figure.low == nil
    let met = all.filter { figure.isMet(by: $0.value) }
    if isUpTo, figure.isMet(by: top.value) {
      (claim.check, claim.checkNote) = (.holds, "\(top.label) at most")
    } else if !isUpTo, !natural.isEmpty, natural.allSatisfy({ figure.isMet(by: $0.value) }) {
      (claim.check, claim.checkNote) = (.holds, span(natural))
    } else if let first = met.first {
      claim.check = .holdsIf
      claim.checkNote = "\(first.label); all: \(span(all))"
      claim.condition = condition(met, of: all, names: attribute.figures.count > 1)
    } else if attribute.mayBeSparse, let doubled = all.first(where: { figure.isMet(by: $0.value * 2) }) {
      claim.check = .holdsIf
      claim.checkNote = "\(doubled.label) dense, \(trim(doubled.value * 2)) with sparsity"
      claim.condition = "\(doubled.model.name), \(doubled.name) with sparsity"
    } else {
      let nearest = all.min { figure.factor(to: $0.value) < figure.factor(to: $1.value) } ?? top
      claim.check = .differs
      claim.checkNote = "\(nearest.label), off by a factor of \(trim(figure.factor(to: nearest.value)))"
    }
  }

  /// Checks a word: the type of memory, the architecture.
  func check(_ claim: inout ReportClaim, word: String, of attribute: ClaimAttribute, _ variant: Variant) {
    let models = models(of: claim.family, variant)
    let said = models.map { (model: $0, word: attribute == .architecture ? $0.architecture : $0.memoryType) }
      .filter { $0.word != nil }
    guard !said.isEmpty else {
      claim.checkNote = "the catalog has no \(attribute.rawValue) of the \(claim.family)"
      return
    }
    func fits(_ other: String?) -> Bool {
      guard let other else { return false }
      let names = other.lowercased().split { $0 == " " || $0 == "/" || $0 == "(" || $0 == ")" }.map(String.init)
      return names.contains(word.lowercased())
    }
    let met = said.filter { fits($0.word) }
    if met.count == said.count {
      (claim.check, claim.checkNote) = (.holds, met[0].word)
    } else if let first = met.first {
      claim.check = .holdsIf
      claim.condition = names(met.map(\.model), of: said.map(\.model))
      let other = said.first { !fits($0.word) }
      claim.checkNote =
        "\(first.model.name): \(first.word ?? "")" + (other.map { "; \($0.model.name): \($0.word ?? "")" } ?? "")
    } else {
      claim.check = .differs
      claim.checkNote = "\(said[0].model.name): \(said[0].word ?? "")"
    }
  }

  /// Checks the year that a family was launched in: that of its first model.
  func check(_ claim: inout ReportClaim, year: Int) {
    let days = models(of: claim.family).compactMap { model in model.launchedOn.map { (day: $0, model: model) } }
    guard let first = days.min(by: { ($0.day, $0.model.id) < ($1.day, $1.model.id) }) else {
      claim.checkNote = "the catalog has no launch of the \(claim.family)"
      return
    }
    claim.checkNote = "\(first.model.name) launched on \(first.day)"
    if first.day.civil.year == year {
      claim.check = .holds
    } else if let other = days.first(where: { $0.day.civil.year == year }) {
      claim.check = .holdsIf
      claim.condition = other.model.name
    } else {
      claim.check = .differs
      claim.checkNote = "\(claim.checkNote ?? ""), off by \(abs(first.day.civil.year - year)) years"
    }
  }

  /// Checks a ratio of two families.
  ///
  /// - Parameter figure: The ratio of the family to the other one, or the other way round when `isInverse`.
  func check(
    _ claim: inout ReportClaim, _ attribute: ClaimAttribute, ratio figure: ClaimedFigure, isInverse: Bool,
    to other: String,
    _ variants: (Variant, Variant)
  ) {
    let mine = readings(claim.family, attribute, variants.0)
    let theirs = readings(other, attribute, variants.1)
    guard !mine.isEmpty, !theirs.isEmpty else {
      let missing = mine.isEmpty ? claim.family : other
      claim.checkNote =
        attribute == .price
        ? "the catalog has no prices" : "the catalog has no \(attribute.rawValue) of the \(missing)"
      return
    }
    struct Pair {
      var a: Reading
      var b: Reading
      var ratio: Double
      var isNatural: Bool
      var rank: Int
    }
    var pairs: [Pair] = []
    for a in mine {
      for b in theirs {
        let ratio = isInverse ? b.value / a.value : a.value / b.value
        let isNatural = a.name == b.name && (a.order == 0 || attribute.figures.count > 2)
        pairs.append(Pair(a: a, b: b, ratio: ratio, isNatural: isNatural, rank: (isNatural ? 0 : 10) + b.order))
      }
    }
    func words(_ pair: Pair) -> String { "\(pair.b.label) vs \(pair.a.label): \(trim(pair.ratio))x" }
    func best(_ list: [Pair]) -> Pair? {
      list.min { (figure.factor(to: $0.ratio), $0.rank) < (figure.factor(to: $1.ratio), $1.rank) }
    }
    let natural = pairs.filter(\.isNatural)
    let spread = natural.map(\.ratio)
    let range = spread.isEmpty ? "" : "; like for like \(trim(spread.min() ?? 0))x to \(trim(spread.max() ?? 0))x"
    if let top = natural.max(by: { $0.ratio < $1.ratio }), figure.low == nil, figure.isMet(by: top.ratio) {
      (claim.check, claim.checkNote) = (.holds, words(top) + range)
    } else if figure.low != nil, !natural.isEmpty, natural.allSatisfy({ figure.isMet(by: $0.ratio) }),
      let pair = best(natural)
    {
      (claim.check, claim.checkNote) = (.holds, words(pair) + range)
    } else if let pair = best(natural.filter { figure.isMet(by: $0.ratio) }) {
      (claim.check, claim.checkNote) = (.holdsIf, words(pair) + range)
      let met = natural.filter { figure.isMet(by: $0.ratio) }
      let sides = [
        names(met.map(\.a.model), of: natural.map(\.a.model)), names(met.map(\.b.model), of: natural.map(\.b.model)),
      ].filter { !$0.isEmpty }
      var precisions: [String] = []
      for pair in met where !precisions.contains(pair.a.name) { precisions.append(pair.a.name) }
      claim.condition =
        sides.joined(separator: " against ") + (sides.isEmpty ? "" : "; ") + precisions.joined(separator: ", ")
    } else if let pair = pairs.filter({ figure.isMet(by: $0.ratio) }).min(by: { $0.rank < $1.rank }) {
      (claim.check, claim.checkNote) = (.holdsIf, words(pair) + range)
      claim.condition = "\(pair.a.model.name) \(pair.a.name) against \(pair.b.model.name) \(pair.b.name)"
    } else if attribute.mayBeSparse,
      let pair = best(natural.filter { figure.isMet(by: isInverse ? $0.ratio / 2 : $0.ratio * 2) })
    {
      claim.check = .holdsIf
      claim.checkNote = words(pair) + " dense" + range
      claim.condition = "\(pair.a.name) with sparsity on the \(pair.a.model.family) only"
    } else if let pair = best(natural) ?? best(pairs) {
      claim.check = .differs
      claim.checkNote = words(pair) + ", off by a factor of \(trim(figure.factor(to: pair.ratio)))" + range
    }
  }

  private func span(_ readings: [Reading]) -> String {
    guard let low = readings.min(by: { $0.value < $1.value }), let high = readings.max(by: { $0.value < $1.value })
    else { return "" }
    return low.value == high.value ? low.label : "\(low.label) to \(high.label)"
  }

  private func condition(_ met: [Reading], of all: [Reading], names isNamed: Bool) -> String {
    let models = names(met.map(\.model), of: all.map(\.model))
    guard isNamed else { return models }
    var precisions: [String] = []
    for reading in met where !precisions.contains(reading.name) { precisions.append(reading.name) }
    return models.isEmpty ? precisions.joined(separator: ", ") : "\(models); \(precisions.joined(separator: ", "))"
  }

  private func names(_ met: [Board], of all: [Board]) -> String {
    var names: [String] = []
    for model in met where !names.contains(model.name) { names.append(model.name) }
    return Set(met.map(\.id)) == Set(all.map(\.id)) ? "" : names.joined(separator: ", ")
  }
}

/// A figure with at most two digits behind the point, and none that are zero.
private func trim(_ value: Double) -> String {
  guard value.isFinite, value < 1e12 else { return "?" }
  let hundredths = Int((value * (value < 10 ? 100 : 10)).rounded())
  let base = value < 10 ? 100 : 10
  var fraction = String(hundredths % base)
  if base == 100, fraction.utf8.count < 2 { fraction = "0" + fraction }
  while fraction.utf8.last == 0x30 { fraction.removeLast() }
  return String(hundredths / base) + (fraction.isEmpty ? "" : "." + fraction)
}
