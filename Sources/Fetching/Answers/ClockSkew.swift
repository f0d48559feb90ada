import CurlKit
import HTTPKit
import Records

/// Compares the server's clock with ours.
enum ClockSkew {
  /// A server that is further off tells dates that cannot be relied on.
  static let limitSeconds = 86_400

  /// A sentence about a `Date` that is more than a day off; nil when it is not, or cannot be read.
  static func note(_ response: TransferResponse, url: String, now: Instant) -> String? {
    guard let text = response.fields["Date"], let date = HTTPDate.read(text, now: now) else { return nil }
    let off = date.seconds - now.seconds
    guard abs(off) > limitSeconds else { return nil }
    let days = abs(off) / 86_400
    return "the clock of the server is \(days) \(days == 1 ? "day" : "days") \(off > 0 ? "ahead" : "behind") at "
      + "\(Visible.text(url)) (Date: \(date)); our own clock is used"
  }
}
