import CurlKit

/// Reads the addresses of pages and of redirects.
enum Redirect {
  /// Longer addresses are those of a trap.
  static let byteLimit = 8_192

  /// The address that a source or a page names.
  static func start(_ text: String) throws(Obstacle) -> WebAddress {
    guard text.utf8.count <= byteLimit else { throw Obstacle(.addressUnusable("longer than \(byteLimit) bytes")) }
    do throws(WebAddress.Refusal) { return try WebAddress(text) } catch {
      throw Obstacle(.addressUnusable(error.description))
    }
  }

  /// The address that a `Location` names; never one that leads from https to http.
  static func target(_ location: String, from address: WebAddress) throws(Obstacle) -> WebAddress {
    guard location.utf8.count <= byteLimit else {
      throw Obstacle(.redirectUnusable("longer than \(byteLimit) bytes"))
    }
    let next: WebAddress
    do throws(WebAddress.Refusal) { next = try WebAddress(location, relativeTo: address) } catch {
      throw Obstacle(.redirectUnusable(error.description))
    }
    if address.scheme == "https", next.scheme == "http" { throw Obstacle(.redirectInsecure(next.text)) }
    return next
  }
}
