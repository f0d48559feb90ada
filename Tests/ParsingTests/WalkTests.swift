import Testing
import TextKit
import XMLKit

@testable import Parsing

struct WalkTests {
  /// Two pages in one file, as a proxy or a broken save leaves them.
  static let stuck = """
    <html><body><p>First</p></body></html>
    <html><body><div itemscope itemtype="https://schema.org/Product"><b itemprop="name">NVIDIA T4</b></div></body></html>
    """

  @Test func `a walk goes through all of pages that are stuck together`() throws {
    var names: [String] = []
    let document = try HTMLDocument(utf8: Array(Self.stuck.utf8))
    try document.walk(enter: { names.append($0.name) })
    #expect(names.contains("div"))
    #expect(names.count { $0 == "b" } == 1)
  }

  @Test func `microdata of the second page is found`() throws {
    var reader = MicrodataReader()
    let products = try reader.products(of: HTMLDocument(utf8: Array(Self.stuck.utf8)))
    #expect(products.count == 1)
  }
}
