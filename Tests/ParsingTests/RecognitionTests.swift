import Parsing
import Records
import Testing

/// Whose a page is that came without its address.
struct RecognitionTests {
  private static let entry = "<entry><id>1</id><title>A100</title></entry>"

  @Test(
    arguments: [
      ("<feed xmlns='http://www.w3.org/2005/Atom'><title>Blog</title>\(entry)</feed>", "news-rss"),
      (
        "<feed xmlns='http://www.w3.org/2005/Atom'><icon>https://www.redditstatic.com/icon.png/</icon>\(entry)</feed>",
        "reddit-hardwareswap"
      ),
      ("<rss version='2.0'><channel><title>Blog</title></channel></rss>", "news-rss"),
      (
        "<rss><channel><item><content:encoded><![CDATA[<div class=\"bbWrapper\">A100</div>]]></content:encoded></item>"
          + "</channel></rss>", "xenforo-forum"
      ),
      ("<html><body><p>See <a href='https://www.reddit.com/r/homelabsales/'>there</a></p></body></html>", nil),
      (#"{"total":0,"total_pages":1}"#, nil),
      (#"{"href":"https://api.ebay.com/buy/browse/v1/item_summary/search?q=a","total":0}"#, "ebay-browse"),
      (
        "<script type='application/ld+json'>{\"@type\":\"NewsArticle\"}</script><p>bought on reddit.com</p>", "news-rss"
      ),
    ] as [(String, String?)])
  func `a page without address is told by what only its source has`(text: String, source: String?) throws {
    #expect(try Project.parser().recognize(Project.page(text))?.name == source)
  }
}
