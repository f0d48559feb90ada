import XMLKit

/// Finds the main text of an article in the outline of its page.
///
/// Long blocks with few links lift the box that they stand in; what stands around a text is told by its element, by the
/// words of its label and by its share of links. No rule knows a site.
struct MainText {
  /// The paragraphs, in page order.
  var paragraphs: [String] = []
  /// The box that holds them, or -1.
  var box = -1
  /// How many bytes the paragraphs have.
  var count: Int { paragraphs.reduce(0) { $0 + $1.utf8.count } }

  /// The text, its paragraphs divided by line ends; nil when there is none.
  var text: String? { paragraphs.isEmpty ? nil : paragraphs.joined(separator: "\n") }

  init() {}

  /// The main text of a page.
  ///
  /// - Parameter title: The article's title, which is no part of its text.
  init(_ outline: PageOutline, title: String?, _ words: PageWords) {
    let strict = TextFinder(outline, title: title, words, usesLabels: true).find()
    if strict.count >= 400 {
      self = strict
      return
    }
    // A page whose very text is labelled as something else.
    let loose = TextFinder(outline, title: title, words, usesLabels: false).find()
    self = loose.count > strict.count * 2 + 200 ? loose : strict
  }
}

/// The search for a main text.
struct TextFinder {
  private let outline: PageOutline
  private let title: [UInt8]
  private let words: PageWords
  private let usesLabels: Bool
  /// Whether a box, or one that it stands in, is none of the text.
  private var isBanned: [Bool]
  private var isMarked: [Bool]
  private var own: [Tally]
  private var whole: [Tally] = []

  private struct Tally {
    var good = 0
    var all = 0
    var links = 0
    var points = 0.0
  }

  init(_ outline: PageOutline, title: String?, _ words: PageWords, usesLabels: Bool) {
    self.outline = outline
    self.words = words
    self.title = Self.plain(Array((title ?? "").utf8)[...])
    self.usesLabels = usesLabels
    isBanned = [Bool](repeating: false, count: outline.boxes.count)
    isMarked = isBanned
    own = [Tally](repeating: Tally(), count: outline.boxes.count)
  }

  /// The letters and digits of a text.
  static func plain(_ text: ArraySlice<UInt8>) -> [UInt8] {
    text.filter { $0 >= 0x80 || ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) }.map {
      $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0
    }
  }

  consuming func find() -> MainText {
    guard !outline.boxes.isEmpty, !outline.blocks.isEmpty else { return MainText() }
    tally()
    ban()
    score()
    guard let top = best() else { return MainText() }
    var result = MainText()
    result.box = top
    result.paragraphs = paragraphs(in: top)
    return result
  }

  /// Counts the text of every box with all in it.
  private mutating func tally() {
    for block in outline.blocks where block.box >= 0 {
      own[block.box].all += block.count
      own[block.box].links += block.linkBytes
    }
    whole = own
    for index in outline.boxes.indices.reversed() {
      let parent = outline.boxes[index].parent
      guard parent >= 0 else { continue }
      whole[parent].all += whole[index].all
      whole[parent].links += whole[index].links
    }
  }

  private mutating func ban() {
    let total = max(1, whole.first.map { $0.all - $0.links } ?? 1)
    for (index, box) in outline.boxes.enumerated() {
      if box.parent >= 0, isBanned[box.parent] {
        isBanned[index] = true
        continue
      }
      if whole[index].all == 0 { continue }
      if box.isHidden {
        isBanned[index] = true
        continue
      }
      let share = Double(whole[index].all - whole[index].links) / Double(total)
      switch box.kind {
      case .navigation, .footer, .aside, .caption, .dialog: isBanned[index] = share < 0.6
      case .form: isBanned[index] = share < 0.4
      case .header: isBanned[index] = share < 0.3
      default: break
      }
      if box.kind == .body || box.kind == .root || box.kind == .paragraph && !usesLabels { continue }
      let label = outline.label(of: box)
      guard usesLabels, !label.isEmpty else { continue }
      switch words.verdict(on: label) {
      case .comments: if share < 0.9 { isBanned[index] = true }
      case .around: if box.kind != .article, box.kind != .main, share < 0.45 { isBanned[index] = true }
      case .text: isMarked[index] = true
      case .neutral: break
      }
    }
  }

  /// Whether a block reads like a part of a text.
  private func isGood(_ block: PageOutline.Block) -> Bool {
    block.count >= 40 && block.linkBytes * 2 < block.count && !isBanned[block.box]
      && outline.boxes[block.box].kind != .heading
  }

  private mutating func score() {
    for block in outline.blocks where block.box >= 0 && isGood(block) {
      let box = outline.boxes[block.box]
      let text = outline.text(of: block)
      var points = Double(min(block.count, 500)) / 100
      if Sentences.ends(text) { points += 1 }
      if box.kind == .item || box.kind == .cell { points *= 0.5 }
      own[block.box].good += block.count
      var holder = Self.isLine(box.kind) ? box.parent : block.box
      var share = 1.0
      var level = 0
      while holder >= 0, level < 5 {
        own[holder].points += points * share
        level += 1
        share = level == 1 ? 0.5 : 1 / Double(level * 3)
        holder = outline.boxes[holder].parent
      }
    }
    for index in outline.boxes.indices { whole[index].good = own[index].good }
    for index in outline.boxes.indices.reversed() {
      let parent = outline.boxes[index].parent
      if parent >= 0 { whole[parent].good += whole[index].good }
    }
  }

  private static func isLine(_ kind: PageOutline.Kind) -> Bool {
    switch kind {
    case .paragraph, .item, .quote, .preformatted, .cell, .row, .term: true
    default: false
    }
  }

  private func best() -> Int? {
    var top: Int?
    var most = 0.0
    for (index, box) in outline.boxes.enumerated() where own[index].points > 0 && !isBanned[index] {
      var points = own[index].points
      let tally = whole[index]
      points *= 1 - Double(tally.links) / Double(max(1, tally.all))
      switch box.kind {
      case .article: points *= 1.2
      case .row, .cell, .item, .list, .table: points *= 0.6
      default: break
      }
      if isMarked[index] { points *= 1.25 }
      if outline.label(of: box).firstRange(ofBytes: Array("articleBody".utf8)) != nil { points *= 1.5 }
      if points > most {
        most = points
        top = index
      }
    }
    guard var top else { return nil }
    // The text may go on beside it, in boxes that look no worse; boxes that hold nothing else are stepped through.
    var outer = top
    while outline.boxes[outer].parent >= 0 {
      // Several articles on a page are several texts.
      if outline.boxes[outer].kind == .article { break }
      outer = outline.boxes[outer].parent
      if outline.boxes[outer].kind == .root || isBanned[outer] { break }
      let more = whole[outer].good - whole[top].good
      let around = whole[outer].all - whole[top].all - more
      if more == 0, around * 4 < whole[top].good { continue }
      let moreLinks = whole[outer].links - whole[top].links
      guard more * 8 > whole[top].good, more > around, moreLinks * 4 < more else { break }
      top = outer
    }
    return top
  }

  private struct Piece {
    let block: Int
    let isHeading: Bool
    let row: Int
    let cell: Int
  }

  private func paragraphs(in top: Int) -> [String] {
    var inside = [Bool](repeating: false, count: outline.boxes.count)
    var dropped = inside
    for index in outline.boxes.indices {
      let parent = outline.boxes[index].parent
      inside[index] = index == top || parent >= 0 && inside[parent]
      guard inside[index] else { continue }
      dropped[index] = isBanned[index] || index != top && parent >= 0 && dropped[parent]
      switch outline.boxes[index].kind {
      case .list, .table, .section, .other:
        // A part that is mostly links leads elsewhere.
        let tally = whole[index]
        if index != top, tally.all > 0, tally.links * 2 > tally.all, tally.good * 3 < tally.all {
          dropped[index] = true
        }
      default: break
      }
    }
    var kept: [Piece] = []
    var hasText = false
    for (number, block) in outline.blocks.enumerated() where block.box >= 0 && inside[block.box] && !dropped[block.box]
    {
      let kind = kindOfBlock(block.box)
      let text = outline.text(of: block)
      if kind.isHeading {
        if hasText, !isTitle(text) { kept.append(Piece(block: number, isHeading: true, row: -1, cell: -1)) }
        continue
      }
      guard isKept(block, text, isLine: kind.isLine, hasText: hasText) else { continue }
      if block.count >= 40 { hasText = true }
      kept.append(Piece(block: number, isHeading: false, row: kind.row, cell: kind.cell))
    }
    trimEnd(&kept)
    return lead(before: kept.first?.block ?? 0, inside) + joined(kept)
  }

  /// The sentence or two that many sites set between title and text, outside of the text's box.
  private func lead(before first: Int, _ inside: [Bool]) -> [String] {
    for number in (max(0, first - 12)..<first).reversed() {
      let block = outline.blocks[number]
      guard block.box >= 0, !inside[block.box], block.count >= 60, block.linkBytes * 2 < block.count else { continue }
      var at = block.box
      for _ in 0..<2 where at >= 0 {
        if words.isLead(String(decoding: outline.label(of: outline.boxes[at]), as: UTF8.self)), !isBanned[at] {
          return [String(decoding: outline.text(of: block), as: UTF8.self)]
        }
        at = outline.boxes[at].parent
      }
    }
    return []
  }

  private func kindOfBlock(_ box: Int) -> (isHeading: Bool, isLine: Bool, row: Int, cell: Int) {
    var at = box
    var isLine = false
    var cell = -1
    for _ in 0..<4 where at >= 0 {
      switch outline.boxes[at].kind {
      case .heading: return (true, true, -1, -1)
      case .paragraph, .quote, .preformatted, .item: isLine = true
      case .cell: if cell < 0 { cell = at }
      case .row: return (false, true, at, cell)
      default: break
      }
      at = outline.boxes[at].parent
    }
    return (false, isLine, -1, cell)
  }

  private func isKept(_ block: PageOutline.Block, _ text: ArraySlice<UInt8>, isLine: Bool, hasText: Bool) -> Bool {
    if block.linkBytes * 10 > block.count * 9 || block.linkBytes * 2 > block.count && block.count < 300 { return false }
    if block.count < 160, isTitle(text) || words.opens(text) { return false }
    if block.count >= 80 { return true }
    if Sentences.ends(text) { return block.count >= (isLine ? 3 : 25) }
    // Before the text stand date and names; in it, short lines are lists, tables and exclamations.
    return hasText && (isLine || block.count >= 40)
  }

  private func isTitle(_ text: ArraySlice<UInt8>) -> Bool { !title.isEmpty && Self.plain(text) == title }

  /// Headings behind which nothing comes, and short lines at the end that are no sentence.
  private func trimEnd(_ kept: inout [Piece]) {
    while let last = kept.last {
      let block = outline.blocks[last.block]
      let isTail =
        last.isHeading
        || last.row < 0 && block.count < 40 && !Sentences.ends(outline.text(of: block))
          && outline.boxes[block.box].kind != .item
      guard isTail else { break }
      kept.removeLast()
    }
  }

  /// How many bytes the text of a cell has at most that stands in one line with its neighbors.
  private static let longestCell = 160

  private func joined(_ kept: [Piece]) -> [String] {
    var lines: [String] = []
    var row = -1
    var cell = -1
    for piece in kept {
      let text = String(decoding: outline.text(of: outline.blocks[piece.block]), as: UTF8.self)
      // Tables that only lay out the page hold paragraphs, each a line of its own.
      let isCell = piece.row >= 0 && text.utf8.count <= Self.longestCell
      if isCell, piece.row == row, piece.cell != cell, let last = lines.popLast() {
        lines.append(last + " | " + text)
      } else {
        lines.append(text)
      }
      row = isCell ? piece.row : -1
      cell = piece.cell
    }
    return lines
  }
}
