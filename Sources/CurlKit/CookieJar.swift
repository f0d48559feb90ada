import CCurl
import Glibc

/// Cookies that a server set, sent back to it alone, and forgotten with the jar.
///
/// They live in memory only. Which host gets which cookie is libcurl's decision by RFC 6265.
@safe public final class CookieJar: Hashable, @unchecked Sendable {
  let share: UnsafeMutableRawPointer
  private let lock: UnsafeMutablePointer<pthread_mutex_t>

  /// An empty jar.
  public init() throws(TransferFailure) {
    guard CurlLibrary.started == CURLE_OK, let share = unsafe curl_share_init() else {
      throw TransferFailure(.setup, url: "")
    }
    unsafe self.share = share
    unsafe lock = .allocate(capacity: 1)
    unsafe lock.initialize(to: pthread_mutex_t())
    unsafe pthread_mutex_init(lock, nil)
    // Transfers of several engines may use one jar.
    let locked = unsafe aftermarket_curl_share_locks(
      share,
      { _, _, _, context in
        if let context = unsafe context {
          unsafe pthread_mutex_lock(context.assumingMemoryBound(to: pthread_mutex_t.self))
        }
      },
      { _, _, context in
        if let context = unsafe context {
          unsafe pthread_mutex_unlock(context.assumingMemoryBound(to: pthread_mutex_t.self))
        }
      }, lock)
    guard locked == CURLSHE_OK, unsafe aftermarket_curl_share_cookies(share) == CURLSHE_OK else {
      throw TransferFailure(.setup, url: "")
    }
  }

  deinit {
    unsafe curl_share_cleanup(share)
    unsafe pthread_mutex_destroy(lock)
    unsafe lock.deallocate()
  }

  /// A jar equals itself alone.
  public static func == (one: CookieJar, other: CookieJar) -> Bool { one === other }

  /// Hashes which jar it is.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
