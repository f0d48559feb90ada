import FileKit
import Records

/// How requests are made: who asks, over which proxy, trusting whom, with which secrets.
public struct FetchSettings: Sendable {
  /// A mail address or URL that is told to the servers; without one nothing is fetched.
  public let contact: String?
  /// The proxy, with its name and password when it has them; never to be shown.
  public let proxy: String?
  /// A file of certificates that are trusted beside the system's.
  public let caFile: String?
  /// The secrets of sources.
  public let secrets: Secrets

  /// The settings of a configuration; an option goes before the environment, and that before `nightly.json5`.
  ///
  /// - Parameter proxy: What `--proxy` says.
  /// - Throws: `RunFailure` of kind `usage` for a setting that cannot be used.
  public init(_ configuration: Configuration, environment: [String: String], proxy: String?) throws(RunFailure) {
    func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let nightly = configuration.nightly
    contact = variable("AFTERMARKET_CONTACT")
    self.proxy = proxy ?? variable("AFTERMARKET_PROXY") ?? nightly.proxy
    caFile =
      variable("AFTERMARKET_CA_FILE")
      ?? nightly.caFile.map { $0.hasPrefix("/") ? $0 : FileSystem.join(configuration.folder, $0) }
    secrets = try Secrets(environment: environment, pipelines: configuration.folder)
    if let caFile, !FileSystem.exists(caFile) {
      throw RunFailure(.usage, "\(caFile) does not exist; AFTERMARKET_CA_FILE or ca_file names a file of certificates")
    }
  }

  /// The proxy as it may be shown: without name and password.
  public var shownProxy: String? {
    guard let proxy else { return nil }
    guard let at = proxy.lastIndex(of: "@") else { return proxy }
    let scheme = proxy.firstRange(of: "://").map { String(proxy[..<$0.upperBound]) } ?? ""
    return scheme + String(proxy[proxy.index(after: at)...])
  }
}
