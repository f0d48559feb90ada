/// Phrases compiled into an automaton over folded bytes, which finds all of them in one pass over a text.
///
/// The automaton is entered at the start of each word, and within a word written without spaces (Chinese, Japanese)
/// at each letter, since nowhere else may a phrase begin; that replaces the failure links of Aho and Corasick and
/// leaves most bytes of a title unread. A phrase ends where a word ends, unless it is a stem or ideographic.
struct PhraseTrie: Sendable {
  /// Where a phrase may begin and end.
  struct Bounds: OptionSet, Sendable {
    let rawValue: UInt8
    /// It may begin inside an ideographic word.
    static let beginsInside = Bounds(rawValue: 1)
    /// It may end inside a word.
    static let endsInside = Bounds(rawValue: 2)
  }

  /// A phrase found.
  struct Match: Hashable, Sendable {
    let id: Int
    /// The indices of the words it touches.
    let words: Range<Int>
    /// Whether it begins inside an ideographic word.
    let isInside: Bool
    /// Where it stands in the bytes of the text.
    let bytes: Range<Int>
  }

  private struct Node: Sendable {
    var firstChild: Int32 = 0
    var children: Int32 = 0
    /// Where this node's row stands in `rows`; -1 when its children are few and are looked through.
    var row: Int32 = -1
    var firstOutput: Int32 = 0
    var outputs: Int32 = 0
  }

  private struct Output: Sendable {
    let id: Int
    let bounds: Bounds
  }

  private var nodes: [Node] = []
  private var labels: [UInt8] = []
  private var rows: [Int32] = []
  private var outputs: [Output] = []

  /// Compiles phrases: each is its folded bytes without the spaces around it, an id and its bounds.
  init(_ phrases: [(bytes: [UInt8], id: Int, bounds: Bounds)]) {
    let sorted = phrases.filter { !$0.bytes.isEmpty }.sorted {
      $0.bytes == $1.bytes ? $0.id < $1.id : $0.bytes.lexicographicallyPrecedes($1.bytes)
    }
    // Breadth first, so that the children of a node are neighbors.
    var queue: [(range: Range<Int>, depth: Int)] = [(sorted.indices, 0)]
    nodes.append(Node())
    labels.append(0)
    var next = 0
    while next < queue.count {
      var (range, depth) = queue[next]
      nodes[next].firstOutput = Int32(outputs.count)
      while let first = range.first, sorted[first].bytes.count == depth {
        outputs.append(Output(id: sorted[first].id, bounds: sorted[first].bounds))
        range.removeFirst()
      }
      nodes[next].outputs = Int32(outputs.count) - nodes[next].firstOutput
      nodes[next].firstChild = Int32(nodes.count)
      var at = range.lowerBound
      while at < range.upperBound {
        let label = sorted[at].bytes[depth]
        var end = at + 1
        while end < range.upperBound, sorted[end].bytes[depth] == label { end += 1 }
        queue.append((at..<end, depth + 1))
        nodes.append(Node())
        labels.append(label)
        at = end
      }
      nodes[next].children = Int32(nodes.count) - nodes[next].firstChild
      if nodes[next].children > 4 {
        nodes[next].row = Int32(rows.count)
        var row = [Int32](repeating: -1, count: 256)
        for child in Int(nodes[next].firstChild)..<nodes.count { row[Int(labels[child])] = Int32(child) }
        rows += row
      }
      next += 1
    }
  }

  private func child(of node: Int, _ byte: UInt8) -> Int {
    let here = nodes[node]
    if here.row >= 0 { return Int(rows[Int(here.row) + Int(byte)]) }
    var at = Int(here.firstChild)
    let end = at + Int(here.children)
    while at < end {
      if labels[at] == byte { return at }
      at += 1
    }
    return -1
  }

  /// Every phrase in a text: by its first word, then by its length, then by id.
  func matches(in text: FoldedText) -> [Match] {
    var found: [Match] = []
    for index in text.marks.indices {
      let mark = text.marks[index]
      walk(text, from: mark.start, word: index, isInside: false, into: &found)
      guard mark.isIdeographic else { continue }
      var at = mark.start + 1
      while at < mark.end {
        if text.bytes[at] & 0xC0 != 0x80 { walk(text, from: at, word: index, isInside: true, into: &found) }
        at += 1
      }
    }
    return found
  }

  private func walk(_ text: FoldedText, from start: Int, word: Int, isInside: Bool, into found: inout [Match]) {
    var node = 0
    var at = start
    var last = word
    while at < text.bytes.count {
      node = child(of: node, text.bytes[at])
      guard node >= 0 else { return }
      at += 1
      while last + 1 < text.marks.count, text.marks[last + 1].start < at { last += 1 }
      let here = nodes[node]
      guard here.outputs > 0 else { continue }
      let isAtEnd = text.bytes[at] == 0x20
      for output in outputs[Int(here.firstOutput)..<Int(here.firstOutput + here.outputs)] {
        guard isAtEnd || output.bounds.contains(.endsInside), !isInside || output.bounds.contains(.beginsInside) else {
          continue
        }
        found.append(Match(id: output.id, words: word..<last + 1, isInside: isInside, bytes: start..<at))
      }
    }
  }

  /// The id of the longest phrase of whole words in a text, the first of several; nil when there is none.
  func longest(in text: FoldedText) -> Int? {
    var best = 0
    var id: Int?
    for mark in text.marks {
      var node = 0
      var at = mark.start
      while at < text.bytes.count {
        node = child(of: node, text.bytes[at])
        guard node >= 0 else { break }
        at += 1
        let here = nodes[node]
        if here.outputs > 0, at - mark.start > best, text.bytes[at] == 0x20 {
          best = at - mark.start
          id = outputs[Int(here.firstOutput)].id
        }
      }
    }
    return id
  }
}
