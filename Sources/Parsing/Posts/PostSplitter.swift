import Records

/// Splits a post into the things it offers: list entries, lines, rows of a table, each with one amount of its own.
///
/// It splits all of a post or nothing of it: an amount that belongs to no item could be the price of any.
struct PostSplitter: Sendable {
  private let until: String?
  private let amounts: AmountFinder
  private let ignore: PostWords
  private let ignoreAnywhere: PostWords
  private let cutter: ItemCutter
  private let sold: SoldMarks
  private let sides: [(side: Listing.Side, words: PostWords, starts: [String])]
  private let priceColumns: PostWords
  private let quantityColumns: PostWords

  /// Items beyond which a post is no offer of a few things.
  private static let most = 200
  private static let longestLine = 2000

  init(_ rule: SplitRule) {
    until = rule.until
    amounts = AmountFinder(signs: rule.amountSigns)
    ignore = PostWords(rule.ignore.filter { !$0.hasPrefix(" ") })
    ignoreAnywhere = PostWords(rule.ignore.filter { $0.hasPrefix(" ") })
    cutter = ItemCutter(amounts: amounts, beside: PostWords(rule.beside), trim: PostWords(rule.trim))
    sold = SoldMarks(marks: rule.sold, unless: rule.soldUnless)
    sides = rule.sides.map { ($0.side, PostWords($0.startsWith), $0.startsWith) }
    priceColumns = PostWords(rule.priceColumns)
    quantityColumns = PostWords(rule.quantityColumns)
  }

  /// The items of a post, at least two; none when it stays one.
  func items(of markup: String) -> [PostItem] {
    var items: [PostItem] = []
    var heading: Listing.Side?
    var pending: (title: String, isSold: Bool)?
    var columns: Columns?
    for line in PostLine.lines(of: markup) {
      if let until, line.text.contains(until) { break }
      if !line.cells.isEmpty {
        pending = nil
        guard let known = columns else {
          columns = Columns(of: line.cells, prices: priceColumns, quantities: quantityColumns)
          if columns?.price == nil, !amounts.amounts(in: Array(line.text.utf8)[...]).isEmpty { return [] }
          continue
        }
        guard row(line, known, heading, into: &items) else { return [] }
        continue
      }
      columns = nil
      var (text, isSold) = sold.read(line)
      var isListed = line.isListed
      if let bare = Self.withoutBullet(text) {
        text = bare
        isListed = true
      }
      var side = heading
      if let mark = sides.first(where: { $0.words.begin(PostWords.padded(text)) }) {
        side = mark.side
        text = Self.without(mark.starts, text)
        if cutter.isBare(text) {
          heading = side
          pending = nil
          continue
        }
      }
      // A line as long as a page is no item, and would take long to cut.
      guard text.utf8.count <= Self.longestLine else { return [] }
      let padded = PostWords.padded(text)
      let found = amounts.amounts(in: Array(text.utf8)[...])
      if ignore.begin(padded) || ignoreAnywhere.occur(in: padded) {
        pending = nil
        continue
      }
      if found.isEmpty {
        pending = nil
        guard cutter.namesGoods(text) else { continue }
        if isSold {
          items.append(
            PostItem(title: cutter.clean(text), price: nil, side: side, isSold: true, line: line.whole))
        } else if text.utf8.count <= 140 {
          pending = (text, isSold)
        }
        continue
      }
      if let pieces = cutter.pieces(of: text, isListed: isListed) {
        for piece in pieces {
          items.append(
            PostItem(
              title: piece.title, price: piece.price, side: side, isSold: isSold,
              line: pieces.count > 1 ? piece.text : line.whole))
        }
      } else if let above = pending, let price = cutter.onlyPrice(of: text) {
        items.append(
          PostItem(
            title: cutter.clean(above.title), price: price, side: side, isSold: isSold,
            line: "\(above.title) \(line.whole)"))
      } else {
        return []
      }
      pending = nil
      if items.count > Self.most { return [] }
    }
    return items.count >= 2 ? items : []
  }

  /// Reads the row of a table.
  ///
  /// - Returns: Whether it could be told what the row says.
  private func row(
    _ line: PostLine, _ columns: Columns, _ side: Listing.Side?, into items: inout [PostItem]
  ) -> Bool {
    guard let column = columns.price, column < line.cells.count else { return line.cells.count < 2 }
    let isSold =
      line.cells.contains { sold.isMark($0) } || (line.cells.allSatisfy(\.isEmpty) && !line.struck.isEmpty)
    let price = line.cells[column]
    var title: [String] = []
    for (index, cell) in line.cells.enumerated() where index != column && index != columns.quantity {
      if !cutter.isBare(cell), !sold.isMark(cell) { title.append(cell) }
    }
    let text = title.isEmpty && isSold ? line.struck : title.joined(separator: " ")
    guard !ignore.begin(PostWords.padded(text)) else { return true }
    guard cutter.namesGoods(text) || !text.isEmpty && !cutter.isBare(text) else { return price.isEmpty }
    // Several amounts in the title's cells would each be a price.
    guard amounts.amounts(in: Array(text.utf8)[...]).isEmpty || isSold else { return false }
    let shown = price.contains(where: \.isNumber) && !sold.isMark(price) ? price : nil
    let quantity = columns.quantity.flatMap { $0 < line.cells.count ? line.cells[$0].squeezed : nil }
    items.append(
      PostItem(
        title: cutter.clean(text), price: shown, quantity: quantity, side: side, isSold: isSold, line: line.whole))
    return true
  }

  /// Which columns of a table hold what, as its first row says.
  private struct Columns {
    var price: Int?
    var quantity: Int?

    init(of cells: [String], prices: PostWords, quantities: PostWords) {
      let padded = cells.map(PostWords.padded)
      // Of two columns of prices neither is the price.
      let priced = padded.indices.filter { prices.occur(in: padded[$0]) }
      price = priced.count == 1 ? priced[0] : nil
      quantity = padded.indices.first { $0 != price && quantities.occur(in: padded[$0]) }
    }
  }

  /// A line without the sign or number of a list in front of it; nil when it has none.
  private static func withoutBullet(_ text: String) -> String? {
    let signs: Set<Character> = ["-", "*", "•", "·", "–", "—", "●", "▪", "►", "+", "✅", "❌", "➤", "■", "◆", "○"]
    if let first = text.first, signs.contains(first) {
      return text.drop { signs.contains($0) || $0.isWhitespace }.squeezedText
    }
    let number = text.prefix { $0.isNumber }
    let behind = text.dropFirst(number.count)
    guard (1...2).contains(number.count), let mark = behind.first, ".)、".contains(mark),
      behind.dropFirst().first?.isWhitespace == true || mark == "、"
    else { return nil }
    return behind.dropFirst().squeezedText
  }

  /// A line without the longest of some phrases in front of it.
  private static func without(_ phrases: [String], _ text: String) -> String {
    let lower = text.lowercased()
    let marks = "[]():：-–*【】 "
    let start = lower.drop { marks.contains($0) }
    let bare = phrases.map {
      String($0.lowercased().drop { marks.contains($0) }.reversed().drop { marks.contains($0) }.reversed())
    }
    guard let phrase = bare.filter({ start.hasPrefix($0) }).max(by: { $0.count < $1.count }),
      lower.count == text.count
    else { return text }
    let cut = lower.count - start.count + phrase.count
    return String(text.dropFirst(cut).drop { marks.contains($0) })
  }
}

extension PostLine {
  /// All that stands in it.
  var whole: String { text.isEmpty ? struck : struck.isEmpty ? text : "\(struck) \(text)" }
}

extension Substring {
  fileprivate var squeezedText: String { String(self).squeezed ?? "" }
}
