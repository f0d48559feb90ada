import CCurl

/// libcurl as a whole.
public enum CurlLibrary {
  /// The result of setting libcurl up, which is done once for the process.
  static let started: CURLcode = aftermarket_curl_start()

  /// The version of libcurl and of the libraries it was built with.
  public static var version: String { unsafe String(cString: curl_version()) }
}
