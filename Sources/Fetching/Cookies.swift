import CurlKit
import Records
import Synchronization

/// The cookies of this run, in memory only: a jar for each host of each source, so that none reaches another.
final class Cookies: Sendable {
  private let jars = Mutex<[String: CookieJar]>([:])

  /// The jar of a host; nil when there is no memory for one, which leaves the request without cookies.
  func jar(of host: String, source: SourceID) -> CookieJar? {
    jars.withLock { jars in
      let key = source.name + " " + host
      if let jar = jars[key] { return jar }
      let jar = try? CookieJar()
      jars[key] = jar
      return jar
    }
  }
}
