/// Pages written by hand.
enum Page {
  /// A list page with one listing.
  static let auction = page(title: "RTX 3090 24GB")

  /// A list page with one listing of a title, which may be hostile.
  static func page(title: String) -> String {
    """
    <html><head><meta charset="utf-8"></head><body>
    <div class="item item_list" id="i77"><div class="price"><p>61 000 р.</p></div>
    <h3><a class="description-title-link" href="/moskva/card_77">\(title)</a></h3></div>
    </body></html>
    """
  }
}
