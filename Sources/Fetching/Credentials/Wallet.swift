import CurlKit
import HTTPKit
import Records

/// The secrets of one source, ready to be shown to its servers.
struct Wallet: Sendable {
  /// Headers with a secret in them.
  private(set) var headers: [HeaderField] = []
  /// Parameters of the query with a secret in them.
  private(set) var query: String?
  /// What a token is asked for with.
  private(set) var client: TokenClient?
  /// The token that was shown last.
  private(set) var token: String?
  /// Finds the secrets wherever a server repeats them.
  private(set) var mask = Mask()

  /// Whether there is anything to show.
  var isEmpty: Bool { headers.isEmpty && query == nil && client == nil }

  /// The secrets that the policy names, by what `secret` knows of them.
  ///
  /// - Throws: When one is missing or cannot be sent; the variables are named, never their values.
  init(_ policy: FetchPolicy, secret: (String) -> String?) throws(Obstacle) {
    guard let rules = policy.credentials else { return }
    var values: [String: String] = [:]
    var missing: [String] = []
    for name in rules.secretNames {
      guard let value = secret(name), !value.isEmpty else {
        if !missing.contains(name) { missing.append(name) }
        continue
      }
      guard value.utf8.count <= 8_192, value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else {
        throw Obstacle(.credentialUnusable(name))
      }
      values[name] = value
    }
    guard missing.isEmpty else { throw Obstacle(.credentialMissing(missing)) }
    for value in values.values { mask.add(value) }
    switch rules {
    case .header(let name, let prefix, let secret):
      headers = [HeaderField(name, prefix + (values[secret] ?? ""))]
      guard headers.allSatisfy(\.isSendable) else { throw Obstacle(.headerUnusable(name)) }
    case .query(let all):
      query = all.map { "\(WebText.percentEncoded($0.parameter))=\(WebText.percentEncoded(values[$0.secret] ?? ""))" }
        .joined(separator: "&")
    case .clientCredentials(let tokenURL, let scope, let identifier, let secret):
      let client = TokenClient(
        address: try SecretWay.checked(Redirect.start(tokenURL), policy), scope: scope,
        identifier: values[identifier] ?? "", secret: values[secret] ?? "")
      mask.add(client.basic)
      self.client = client
    }
  }

  /// Hides a token too from now on; it is the one that is shown.
  mutating func hide(_ token: String) {
    self.token = token
    mask.add(token)
  }
}
