import CurlKit
import HTTPKit

/// Asks for tokens with client credentials (RFC 6749, 4.4).
struct TokenClient: Hashable, Sendable {
  /// The token endpoint.
  let address: WebAddress
  /// What the token is to be good for; empty when nothing is said.
  let scope: String
  /// Who asks.
  let identifier: String
  /// What proves it.
  let secret: String

  /// Identifier and secret as HTTP Basic wants them; RFC 6749, 2.3.1: each is form-encoded first.
  var basic: String {
    WebText.base64(WebText.percentEncoded(identifier) + ":" + WebText.percentEncoded(secret))
  }

  /// The request for a token; the secret is in a header, so that no body needs to be withheld.
  func request(userAgent: String, policy: FetchPolicy) -> TransferRequest {
    var form = "grant_type=client_credentials"
    if !scope.isEmpty { form += "&scope=" + WebText.percentEncoded(scope) }
    var limits = policy.limits
    limits.bodyBytes = 64 << 10
    return TransferRequest(
      .post(body: Array(form.utf8), contentType: "application/x-www-form-urlencoded"), url: address,
      headers: [HeaderField("User-Agent", userAgent), HeaderField("Accept", "application/json")],
      secretHeaders: [HeaderField("Authorization", "Basic " + basic)], limits: limits,
      addresses: AddressPolicy(allowing: policy.networks))
  }
}
