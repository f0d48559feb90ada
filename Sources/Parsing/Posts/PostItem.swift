import Records

/// One of several things that a post offers or wants.
struct PostItem: Hashable, Sendable {
  /// What it is, in the words of the post.
  var title: String
  /// Its own price as shown; nil when it has none, or several.
  var price: String?
  /// The text of its quantity, where a table has one.
  var quantity: String?
  /// Which way it goes, when its line or heading says so.
  var side: Listing.Side?
  /// Whether it is struck through or marked as sold.
  var isSold: Bool
  /// The whole of its line.
  var line: String
}

extension PostItem {
  /// The listing that an item of a post is.
  ///
  /// - Parameters:
  ///   - post: The listing of the post as a whole.
  ///   - number: The item's place in the post, from 1.
  func listing(of post: Listing, number: Int) -> Listing {
    var listing = post
    listing.key = "\(post.key)#\(number)"
    listing.title = title
    listing.price = price
    listing.quantityText = quantity ?? post.quantityText
    listing.side = side ?? post.side
    if isSold { listing.status = .sold }
    listing.attributes += [
      Listing.Attribute(name: "post_title", text: post.title), Listing.Attribute(name: "item_text", text: line),
    ]
    return listing
  }
}
