import CCurl
import Glibc
import Synchronization

/// Many transfers at a time over one libcurl multi handle, which a thread of its own drives.
///
/// Connections are kept and reused, HTTP/2 is spoken over TLS where the server can, and certificates are always
/// verified. Redirects are not followed and content codings not undone: both are the caller's to check.
@safe public final class TransferEngine: Sendable {
  private let mailbox: Mailbox
  private let thread: Mutex<pthread_t?>

  /// Starts the engine.
  ///
  /// - Throws: `.setup` when libcurl or the thread cannot be had, or the settings make no sense.
  public init(_ settings: EngineSettings = EngineSettings()) throws(TransferFailure) {
    if let fault = settings.proxyFault { throw TransferFailure(.setup, url: "", detail: fault) }
    guard CurlLibrary.started == CURLE_OK, let multi = unsafe curl_multi_init() else {
      throw TransferFailure(.setup, url: "", curlCode: Int(CurlLibrary.started.rawValue))
    }
    let mailbox = unsafe Mailbox(multi: multi)
    let loop = unsafe EngineLoop(multi: multi, mailbox: mailbox, settings: settings)
    let context = unsafe Unmanaged.passRetained(loop)
    var thread = pthread_t()
    let code = unsafe pthread_create(&thread, nil, runEngine, context.toOpaque())
    guard code == 0 else {
      unsafe context.release()
      throw TransferFailure(.setup, url: "", detail: "no thread could be started (error \(code))")
    }
    self.mailbox = mailbox
    self.thread = Mutex(thread)
  }

  deinit { close() }

  /// Makes the request and returns the answer, whatever its status.
  ///
  /// When the task is cancelled the transfer is dropped and `.cancelled` thrown at once.
  public func perform(_ request: TransferRequest) async throws(TransferFailure) -> TransferResponse {
    let ticket = Ticket()
    let outcome: Ticket.Outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        begin(request, ticket) { continuation.resume(returning: $0) }
      }
    } onCancel: {
      cancel(ticket)
    }
    return try outcome.get()
  }

  func begin(_ request: TransferRequest, _ ticket: Ticket, _ tell: @escaping @Sendable (Ticket.Outcome) -> Void) {
    ticket.onOutcome(tell)
    if !mailbox.post(.add(request, ticket)) {
      ticket.settle(.failure(TransferFailure(.cancelled, url: request.url.text)))
    }
  }

  func cancel(_ ticket: Ticket) {
    ticket.cancel()
    _ = mailbox.post(.cancel(ticket))
  }

  /// Stops all transfers with `.cancelled` and waits for the thread to end; later requests fail the same way.
  public func close() {
    mailbox.stop()
    thread.withLock { thread in
      if let running = thread { pthread_join(running, nil) }
      thread = nil
    }
  }
}

/// The body of the engine's thread.
private func runEngine(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context = unsafe context else { return nil }
  unsafe Unmanaged<EngineLoop>.fromOpaque(context).takeRetainedValue().run()
  return nil
}
