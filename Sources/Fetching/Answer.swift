import CurlKit
import DigestKit
import HTTPKit
import Records

/// What a whole answer means for the fetch.
enum Answer {
  /// The page that was asked for.
  case page(Page)
  /// The page is elsewhere; the value of `Location` says where.
  case redirect(Page, to: String)
  /// No success; the page is kept as evidence.
  case obstacle(Page, Obstacle)

  /// Reads an answer that is whole as far as its framing goes.
  init(_ response: TransferResponse, to address: WebAddress, policy: FetchPolicy, at moment: Instant) {
    var page = Page(source: policy.source, url: address.text, fetchedAt: moment, body: response.body, sha256: "")
    page.status = response.status
    page.contentType = response.fields["Content-Type"]
    page.httpHead = response.head
    var undecoded: Obstacle?
    do throws(Obstacle) {
      let body = try ContentCoding.decode(response, limitBytes: policy.decodedBytes)
      if body != response.body {
        page.body = body
        page.wireBody = response.body
      }
    } catch {
      undecoded = error
    }
    page.sha256 = Digest256(of: page.body).hex
    switch response.status {
    case 200, 203:
      if let undecoded {
        self = .obstacle(page, undecoded)
      } else {
        self = page.body.isEmpty ? .obstacle(page, Obstacle(.bodyEmpty)) : .page(page)
      }
    case 301, 302, 303, 307, 308:
      let targets = Set(response.fields.values("Location"))
      if let target = targets.first, targets.count == 1, !target.isEmpty {
        self = .redirect(page, to: target)
      } else {
        let why = targets.isEmpty ? "no Location" : "several Locations"
        self = .obstacle(page, Obstacle(.redirectUnusable(why)))
      }
    default:
      let wait = Backoff.requested(response.fields["Retry-After"], now: moment)
      self = .obstacle(page, Obstacle(.status(response.status), waitMilliseconds: wait))
    }
  }
}
