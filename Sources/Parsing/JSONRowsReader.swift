import Records

/// Reads a JSON document whose rows are the elements of a list, or stand in columns.
struct JSONRowsReader: Sendable {
  private struct Layout: Sendable {
    let declared: RowLayout
    let fields: [FieldReader]
    let assembler: RecordAssembler
    let splitter: PostSplitter?
    /// The column that a row of columns is placed in: that of its key; empty for the elements of a list.
    let keyColumn: String
  }

  private let layouts: [Layout]
  private let claimed: FieldReader
  private let empty: FieldReader
  private let blocked: FieldReader
  private let failed: FieldReader
  private let expected: [Expectation]

  init(_ declared: [RowLayout], of source: SourceDefinition) throws(ParsingFailure) {
    var layouts: [Layout] = []
    for layout in declared {
      let key = layout.fields.first { $0.name == "key" }?.alternatives.first?.place ?? ""
      layouts.append(
        Layout(
          declared: layout, fields: layout.fields.map { FieldReader($0.alternatives) },
          assembler: try RecordAssembler(layout, of: source), splitter: layout.split.map(PostSplitter.init),
          keyColumn: layout.language == .columns ? key : ""))
    }
    self.layouts = layouts
    claimed = FieldReader(source.reading.claimed)
    empty = FieldReader(source.reading.empty)
    blocked = FieldReader(source.reading.blocked)
    failed = FieldReader(source.reading.failed)
    expected = source.reading.expected
  }

  /// Reads the page.
  func read(_ text: [UInt8], of page: Page, link: Link?) -> Harvest {
    var harvest = Harvest()
    let root: JSON
    do throws(JSONFailure) {
      root = try JSONReader.read(text)
    } catch {
      harvest.failure = "it is not JSON: \(error)"
      harvest.title = pageTitle(of: text)
      return harvest
    }
    func ofPage(_ spec: FieldSpec) -> [String] { root.texts(of: spec) }
    harvest.claimed = claimed.value(ofPage).flatMap { firstCount(in: $0.utf8) }
    harvest.provesEmpty = empty.value(ofPage) != nil
    harvest.isBlocked = blocked.value(ofPage) != nil
    harvest.failure = failed.value(ofPage)
    for layout in layouts {
      let declared = layout.declared
      guard let value = root.value(at: declared.rows) else { continue }
      let rows: [JSON]
      if declared.language == .columns {
        if let lengths = value.unequalColumns {
          harvest.drift = "its columns at \(declared.rows) are of unequal length: \(lengths)"
          return harvest
        }
        rows = value.rowsOfColumns
      } else {
        rows = value.array ?? []
      }
      for (index, row) in rows.enumerated() {
        let texts = layout.fields.map { field in
          field.value { spec in spec.isOfPage ? root.texts(of: spec) : row.texts(of: spec) }
        }
        let place = "\(declared.rows)\(layout.keyColumn)/\(index)"
        let outcome = layout.assembler.assemble(texts, link: link, from: page.provenance(at: place))
        let post = declared.split.flatMap { row.values(at: $0.place).first?.string }
        harvest.add(outcome, items: post.flatMap { layout.splitter?.items(of: $0) } ?? [])
      }
    }
    harvest.drift = harvest.drift(from: expected)
    return harvest
  }
}

extension JSON {
  /// The texts at the place of a field; a list's count, where that is meant.
  fileprivate func texts(of spec: FieldSpec) -> [String] {
    values(at: spec.place).compactMap { value in
      spec.counts ? value.array.map { String($0.count) } : value.plainText
    }
  }

  /// How long the columns of an object are, when they are not all equally long.
  fileprivate var unequalColumns: String? {
    let columns = (object ?? []).compactMap { member in member.value.array.map { (member.key, $0.count) } }
    guard let first = columns.first, let other = columns.first(where: { $0.1 != first.1 }) else { return nil }
    return "\(first.0) has \(first.1), \(other.0) has \(other.1)"
  }

  /// The rows of an object of lists of equal length, each an object of one element of every list.
  fileprivate var rowsOfColumns: [JSON] {
    let columns = (object ?? []).compactMap { member in member.value.array.map { (member, $0) } }
    return (0..<(columns.first?.1.count ?? 0)).map { index in
      JSON(
        .object(columns.map { JSON.Member(key: $0.0.key, offset: $0.0.offset, value: $0.1[index]) }), offset: offset)
    }
  }
}
