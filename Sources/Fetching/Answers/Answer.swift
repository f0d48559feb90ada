import CurlKit
import DigestKit
import HTTPKit
import Records

/// What a whole answer means for the fetch.
enum Answer {
  /// The page that was asked for; its `earlier` is set when it has not changed.
  case page(Page)
  /// The page is elsewhere; the value of `Location` says where.
  case redirect(Page, to: String)
  /// No success; the page is kept as evidence.
  case obstacle(Page, Obstacle)

  /// Reads an answer that is whole as far as its framing goes.
  ///
  /// - Parameters:
  ///   - earlier: The page that the conditions spoke of.
  ///   - mask: What must not be kept of it.
  init(
    _ response: TransferResponse, to address: WebAddress, policy: FetchPolicy, conditions: Conditions,
    earlier: EarlierPage?, mask: Mask, at moment: Instant
  ) {
    var page = Page(response, url: address.text, source: policy.source, at: moment)
    let undecoded = page.undoCodings(of: response, limitBytes: policy.decodedBytes)
    page.hide(mask, bodyIsReadable: undecoded == nil)
    switch response.status {
    case 200, 203:
      if let undecoded {
        self = .refused(page, undecoded)
      } else if page.body.isEmpty {
        self = .refused(page, Obstacle(.bodyEmpty))
      } else {
        if let earlier, earlier.sha256 == page.sha256 { page.earlier = earlier }
        self = .page(page)
      }
    case 304 where conditions.areMet(by: response):
      page.earlier = earlier
      self = .page(page)
    case 301, 302, 303, 307, 308:
      let targets = Set(response.fields.values("Location"))
      if let target = targets.first, targets.count == 1, !target.isEmpty {
        page.evidence = .redirect
        self = .redirect(page, to: target)
      } else {
        let why = targets.isEmpty ? "no Location" : "several Locations"
        self = .refused(page, Obstacle(.redirectUnusable(why)))
      }
    default:
      self = .refused(page, Obstacle(.status(response.status), waitMilliseconds: response.wait(now: moment)))
    }
  }

  private static func refused(_ page: Page, _ obstacle: Obstacle) -> Answer {
    var page = page
    page.evidence = .attempt
    return .obstacle(page, obstacle)
  }
}

extension TransferResponse {
  /// The milliseconds that the server asks to wait, when it says so.
  func wait(now: Instant) -> Int? { Backoff.requested(fields["Retry-After"], now: now) }
}

extension Page {
  /// Puts the decoded body and its digest in place, and the bytes of the wire beside it; why not, when they cannot be decoded.
  mutating func undoCodings(of response: TransferResponse, limitBytes: Int) -> Obstacle? {
    do throws(Obstacle) {
      let decoded = try ContentCoding.decode(response, limitBytes: limitBytes)
      if decoded != response.body {
        body = decoded
        wireBody = response.wire
      }
      sha256 = Digest256(of: body).hex
      return nil
    } catch {
      sha256 = Digest256(of: body).hex
      return error
    }
  }
}
