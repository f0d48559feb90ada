/// How a source is fetched.
public struct FetchRules: Hashable, Sendable {
  /// The addresses fetched every night; `{name}` in one stands for each value of that parameter.
  public var urls: [String]
  /// What the places in braces stand for.
  public var parameters: [FetchParameter] = []
  /// Headers sent with each request, none of them secret.
  public var headers: [FetchHeader] = []
  /// The least time between two requests to its host.
  public var delaySeconds: Double
  /// How many requests to its host may be under way at once.
  public var concurrency = 1
  /// How long one request may take.
  public var timeoutSeconds: Double
  /// How often a request that failed in passing is made again.
  public var retries = 3
  /// How many pages one night may take.
  public var maximumPages: Int
  /// How many links away from a start address a page may be.
  public var maximumDepth = 50
  /// How large a page may be unpacked, in bytes.
  public var maximumBytes = 16 << 20
  /// How many requests one UTC day may take, over all runs; nil when the publisher sets no such limit.
  public var dailyRequests: Int?
  /// Hosts that may be asked beside those of `urls`, such as where they redirect to; `.example.com` also stands for
  /// every host below it.
  public var hosts: [String]
  /// Networks in CIDR notation that may be connected to although they are not public, for a server of one's own.
  public var networks: [String]
  /// How the pages behind the first are found.
  public var pagination: Pagination?
  /// Links to pages of single items that are fetched too.
  public var details: [FieldSpec] = []
  /// What the source wants to be shown, when it takes an authorization.
  public var credentials: CredentialRules?

  /// Rules that fetch these addresses with the usual manners.
  public init(urls: [String]) {
    self.urls = urls
    delaySeconds = 5
    timeoutSeconds = 30
    maximumPages = 100
    hosts = []
    networks = []
  }
}

/// A name that stands in braces in an address, and its values.
public struct FetchParameter: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The values as people write them; they are percent-encoded when they are put in.
  public var values: [String]

  /// A parameter.
  public init(name: String, values: [String]) {
    self.name = name
    self.values = values
  }
}

/// A header that is sent with each request of a source.
public struct FetchHeader: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The value.
  public var value: String

  /// A header.
  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// How the pages behind the first are found.
public enum Pagination: Hashable, Sendable {
  /// A link on the page, by its first alternative that is there.
  case next([FieldSpec])
  /// A page number in a parameter of the query, counted on from `first`.
  case number(parameter: String, first: Int)
  /// The count of items before the page in a parameter of the query; `size` items a page.
  case offset(parameter: String, size: Int)
  /// A text on the page that goes into a parameter of the query.
  case cursor([FieldSpec], parameter: String)
}

/// What a source wants to be shown; the secrets themselves are in the environment or a file outside the repository.
public enum CredentialRules: Hashable, Sendable {
  /// A secret in a header, such as `Authorization`, behind a prefix such as `Bearer `.
  case header(name: String, prefix: String, secret: String)
  /// Secrets in parameters of the query: parameter and secret of each.
  case query([QuerySecret])
  /// OAuth 2.0 client credentials (RFC 6749, 4.4): a token is asked for at `tokenURL` and shown as bearer.
  case clientCredentials(tokenURL: String, scope: String, identifier: String, secret: String)

  /// A secret in a parameter of the query.
  public struct QuerySecret: Hashable, Sendable {
    /// The parameter.
    public var parameter: String
    /// The name of the environment variable that holds the secret.
    public var secret: String

    /// A secret in a parameter.
    public init(parameter: String, secret: String) {
      self.parameter = parameter
      self.secret = secret
    }
  }

  /// The names of the environment variables that hold the secrets.
  public var secretNames: [String] {
    switch self {
    case .header(_, _, let secret): [secret]
    case .query(let all): all.map(\.secret)
    case .clientCredentials(_, _, let identifier, let secret): [identifier, secret]
    }
  }
}
