/// A page as boxes and the blocks of text in them: what is needed to tell an article from what stands around it.
///
/// Made while the page is parsed; no tree is built. A box is an element that begins a line of its own, a block a run of
/// text in one. Text of scripts, styles, buttons, choices and hidden elements is left out.
public struct PageOutline: Sendable {
  /// What an element is for.
  public enum Kind: UInt8, Sendable {
    case other, article, main, section, paragraph, heading, item, list, cell, row, table, quote, preformatted
    case figure, caption, header, footer, navigation, aside, form, body, root, term, dialog
  }

  /// One element that begins a line of its own.
  public struct Box: Sendable {
    /// The box it stands in, or -1.
    public let parent: Int
    /// What it is for.
    public let kind: Kind
    /// The level of a heading, else 0.
    public let level: Int
    /// Whether nothing in it is shown.
    public let isHidden: Bool
    /// The number of its name among names.
    let name: Int
    let label: Range<Int>
  }

  /// A run of text without a break of line.
  public struct Block: Sendable {
    /// The box it stands in.
    public let box: Int
    /// How many of its bytes are text of links.
    public let linkBytes: Int
    let text: Range<Int>

    /// How many bytes it has.
    public var count: Int { text.count }
  }

  /// A remark of the page about itself or about its article.
  public struct Mark: Sendable {
    /// Where it comes from.
    public enum Kind: Sendable { case meta, link, language, title, script, time, author, image }
    /// Where it comes from.
    public let kind: Kind
    /// The name of a `meta` element or the relation of a `link`, in lower case; the attribute `datetime` of a time.
    public let name: String
    /// What it says.
    public let value: String
    /// How many blocks had ended before it.
    public let blocksBefore: Int
    /// The box that it stands in.
    public let box: Int
  }

  /// The boxes, each after the one it stands in.
  public internal(set) var boxes: [Box] = []
  /// The blocks in page order.
  public internal(set) var blocks: [Block] = []
  /// What the page says of itself, in page order.
  public internal(set) var marks: [Mark] = []
  /// How many elements it has.
  public internal(set) var elements = 0
  var bytes: [UInt8] = []
  var labels: [UInt8] = []
  var names: [String] = []

  /// The text of a block: UTF-8, blanks collapsed and trimmed.
  public func text(of block: Block) -> ArraySlice<UInt8> { bytes[block.text] }

  /// The classes, id, role and item property of a box, in lower case but for the bounds of camel case.
  public func label(of box: Box) -> ArraySlice<UInt8> { labels[box.label] }

  /// The place of a box as an XPath: `(//div)[12]`.
  public func path(ofBox index: Int) -> String {
    let name = boxes[index].name
    let number = boxes[...index].count { $0.name == name }
    return "(//\(names[name]))[\(number)]"
  }

  /// Reads the outline of a page.
  ///
  /// - Parameters:
  ///   - utf8: Well-formed UTF-8 without NUL; what `meta` says of it is not looked at.
  ///   - limits: What is refused for being too much.
  /// - Throws: When a limit is passed or nothing at all could be read.
  public init(utf8: [UInt8], limits: MarkupLimits = MarkupLimits()) throws(MarkupFailure) {
    LibXML.start()
    try limits.check(utf8)
    var reader = OutlineReader(limits: limits, size: utf8.count)
    let isSetUp = unsafe utf8.withUnsafeBytes { bytes in
      unsafe withUnsafeMutablePointer(to: &reader) { state in unsafe readOutline(bytes, into: state) }
    }
    guard isSetUp else { throw MarkupFailure(.empty) }
    if let failure = reader.failure { throw failure }
    reader.finish()
    guard reader.outline.elements > 0 else { throw MarkupFailure(.empty) }
    self = reader.outline
  }

  init() {}
}
