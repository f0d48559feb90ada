import CCurl

/// One libcurl easy handle, used for one transfer after the other on the engine's thread.
@safe final class EasyHandle {
  let pointer: UnsafeMutableRawPointer
  private let errorText: UnsafeMutablePointer<CChar>
  private var lists: [UnsafeMutablePointer<curl_slist>]
  private var isClosed = false

  private static let errorSize = Int(CURL_ERROR_SIZE)

  init() throws(TransferFailure) {
    guard let handle = unsafe curl_easy_init() else { throw TransferFailure(.setup, url: "") }
    unsafe pointer = handle
    unsafe lists = []
    unsafe errorText = .allocate(capacity: Self.errorSize)
    unsafe errorText.initialize(repeating: 0, count: Self.errorSize)
  }

  deinit {
    close()
    unsafe errorText.deallocate()
  }

  /// libcurl's words about the last failure, or nothing.
  var detail: String { unsafe String(cString: errorText) }

  /// Frees the handle with what it knows, before anybody is told the outcome: a cookie jar cannot go while in use.
  func close() {
    guard !isClosed else { return }
    isClosed = true
    unsafe curl_easy_cleanup(pointer)
    freeLists()
  }

  /// Forgets the options of the last transfer; the handle must be out of the multi handle by then.
  func rest() {
    unsafe curl_easy_reset(pointer)
    freeLists()
  }

  /// Sets all options for the transfer.
  func configure(for transfer: Transfer, settings: EngineSettings) throws(TransferFailure) {
    unsafe errorText.pointee = 0
    let request = transfer.request
    var setting = unsafe OptionSetter(handle: pointer)
    setting.set(CURLOPT_NOSIGNAL, 1)
    unsafe setting.check(aftermarket_curl_set_pointer(pointer, CURLOPT_ERRORBUFFER, errorText))
    setReach(request, settings, &setting)
    setLimits(request.limits, &setting)
    setTrust(settings, &setting)
    setCallbacks(transfer, &setting)
    setMethod(request, &setting)
    setList(CURLOPT_HTTPHEADER, request.headerLines, &setting)
    if !settings.resolve.isEmpty { setList(CURLOPT_RESOLVE, settings.resolve, &setting) }
    if let jar = request.cookies {
      unsafe setting.check(aftermarket_curl_set_share(pointer, jar.share))
      // CURLOPT_COOKIEFILE(3): "an empty string" reads no file and still turns cookies on.
      setting.set(CURLOPT_COOKIEFILE, "")
    }
    guard setting.failure == CURLE_OK else {
      throw TransferFailure(.setup, url: request.url.text, curlCode: Int(setting.failure.rawValue), detail: detail)
    }
  }

  private func setReach(_ request: TransferRequest, _ settings: EngineSettings, _ setting: inout OptionSetter) {
    setting.set(CURLOPT_URL, request.wireURL)
    setting.set(CURLOPT_PROTOCOLS_STR, "http,https")
    // CURLOPT_PROXY(3): "Setting the proxy string to "" (an empty string) explicitly disables the use of a proxy, even
    // if there is an environment variable set for it." CURLOPT_NOPROXY(3) says the same of no_proxy.
    setting.set(CURLOPT_PROXY, settings.proxy ?? "")
    setting.set(CURLOPT_NOPROXY, "")
    setting.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    setting.set(CURLOPT_FOLLOWLOCATION, 0)
    setting.set(CURLOPT_HTTP09_ALLOWED, 0)
    setting.set(CURLOPT_HTTP_CONTENT_DECODING, 0)
    // CURLOPT_HTTP_TRANSFER_DECODING(3): "If set to 0 the transfer encoding decoding is disabled"; libcurl still
    // follows the chunks to find the end.
    setting.set(CURLOPT_HTTP_TRANSFER_DECODING, 0)
    let isSecure = request.url.scheme == "https"
    setting.set(CURLOPT_HTTP_VERSION, Int(isSecure ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1))
    // A second request to a host waits for the handshake of the first and then shares its connection over HTTP/2.
    setting.set(CURLOPT_PIPEWAIT, isSecure ? 1 : 0)
    // CURLOPT_QUICK_EXIT(3): removing a transfer does not wait for a name that is still being looked up.
    setting.set(CURLOPT_QUICK_EXIT, 1)
    // Refused by a handle that still has the buffer of an earlier transfer, which then is of this size already.
    unsafe aftermarket_curl_set_long(pointer, CURLOPT_BUFFERSIZE, 64 << 10)
  }

  private func setLimits(_ limits: TransferLimits, _ setting: inout OptionSetter) {
    setting.set(CURLOPT_CONNECTTIMEOUT_MS, limits.connectMilliseconds)
    setting.set(CURLOPT_TIMEOUT_MS, limits.totalMilliseconds)
    setting.set(CURLOPT_LOW_SPEED_LIMIT, limits.lowSpeedBytesPerSecond)
    setting.set(CURLOPT_LOW_SPEED_TIME, limits.lowSpeedSeconds)
  }

  private func setTrust(_ settings: EngineSettings, _ setting: inout OptionSetter) {
    setting.set(CURLOPT_SSL_VERIFYPEER, 1)
    setting.set(CURLOPT_SSL_VERIFYHOST, 2)
    setting.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    // CAINFO replaces the system's file only; the system's folder of certificates (CAPATH) stays in use beside it.
    if let file = settings.caFile { setting.set(CURLOPT_CAINFO, file) }
  }

  private func setCallbacks(_ transfer: Transfer, _ setting: inout OptionSetter) {
    let context = unsafe Unmanaged.passUnretained(transfer).toOpaque()
    for option in [
      CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_OPENSOCKETDATA, CURLOPT_PREREQDATA, CURLOPT_PRIVATE,
      CURLOPT_DEBUGDATA,
    ] {
      unsafe setting.check(aftermarket_curl_set_pointer(pointer, option, context))
    }
    unsafe setting.check(aftermarket_curl_set_sink(pointer, CURLOPT_WRITEFUNCTION, receiveBody))
    unsafe setting.check(aftermarket_curl_set_sink(pointer, CURLOPT_HEADERFUNCTION, receiveHeader))
    unsafe setting.check(aftermarket_curl_set_open_socket(pointer, openSocket))
    unsafe setting.check(aftermarket_curl_set_prerequest(pointer, checkBeforeRequest))
    if transfer.request.cookies != nil {
      setting.set(CURLOPT_VERBOSE, 1)
      unsafe setting.check(aftermarket_curl_set_debug(pointer, noteWhatIsSent))
    }
  }

  private func setMethod(_ request: TransferRequest, _ setting: inout OptionSetter) {
    guard case .post(let body, _) = request.method else { return }
    setting.set(CURLOPT_POST, 1)
    setting.set(CURLOPT_POSTFIELDSIZE, body.count)
    unsafe body.withUnsafeBytes { bytes in
      // CURLOPT_COPYPOSTFIELDS(3) copies as many bytes as CURLOPT_POSTFIELDSIZE says.
      let start = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress)
      unsafe setting.check(aftermarket_curl_set_pointer(pointer, CURLOPT_COPYPOSTFIELDS, start))
    }
  }

  /// CURLOPT_HTTPHEADER(3): libcurl does not copy the list, so it stays until the transfer is over.
  private func setList(_ option: CURLoption, _ lines: [String], _ setting: inout OptionSetter) {
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines {
      guard let longer = unsafe curl_slist_append(list, line) else {
        unsafe curl_slist_free_all(list)
        return setting.check(CURLE_OUT_OF_MEMORY)
      }
      unsafe list = longer
    }
    if let list = unsafe list { unsafe lists.append(list) }
    unsafe setting.check(aftermarket_curl_set_list(pointer, option, list))
  }

  private func freeLists() {
    while let list = unsafe lists.popLast() { unsafe curl_slist_free_all(list) }
  }
}

/// Sets options and remembers the first that libcurl did not take.
@safe struct OptionSetter {
  private let handle: UnsafeMutableRawPointer
  private(set) var failure = CURLE_OK

  init(handle: UnsafeMutableRawPointer) {
    unsafe self.handle = handle
  }

  mutating func set(_ option: CURLoption, _ number: Int) {
    check(unsafe aftermarket_curl_set_long(handle, option, number))
  }

  mutating func set(_ option: CURLoption, _ text: String) {
    check(unsafe aftermarket_curl_set_text(handle, option, text))
  }

  mutating func check(_ code: CURLcode) {
    if failure == CURLE_OK { failure = code }
  }
}
