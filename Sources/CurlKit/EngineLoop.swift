import CCurl
import Glibc

/// What the engine's thread does: takes orders, lets libcurl work, tells outcomes.
@safe final class EngineLoop {
  private let multi: UnsafeMutableRawPointer
  private let mailbox: Mailbox
  private let settings: EngineSettings
  private var running: [ObjectIdentifier: Transfer] = [:]
  private var spare: [EasyHandle] = []
  private let sockets = OpenSockets()

  /// The mailbox owns the multi handle.
  init(multi: UnsafeMutableRawPointer, mailbox: Mailbox, settings: EngineSettings) {
    unsafe self.multi = multi
    self.mailbox = mailbox
    self.settings = settings
  }

  /// Runs until the mailbox is stopped.
  func run() {
    Self.blockSignals()
    let most = max(settings.maximumConnections, 1)
    unsafe aftermarket_curl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, most)
    unsafe aftermarket_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, most)
    unsafe aftermarket_curl_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
    while true {
      let (orders, isLast) = mailbox.take()
      for order in orders { follow(order) }
      if isLast { break }
      var active: Int32 = 0
      unsafe curl_multi_perform(multi, &active)
      finishWhatIsDone()
      // Returns early when something moves, when a timeout of libcurl's own is due, and on curl_multi_wakeup.
      unsafe curl_multi_poll(multi, nil, 0, 10_000, nil)
    }
    for transfer in Array(running.values) { end(transfer, .failure(transfer.failure(.cancelled))) }
    spare = []
  }

  private func follow(_ order: Order) {
    switch order {
    case .add(let request, let ticket):
      if ticket.isCancelled {
        ticket.settle(.failure(TransferFailure(.cancelled, url: request.url.text)))
      } else {
        begin(request, ticket)
      }
    case .cancel(let ticket):
      guard let transfer = running[ObjectIdentifier(ticket)] else { return }
      end(transfer, .failure(transfer.failure(.cancelled)))
    }
  }

  private func begin(_ request: TransferRequest, _ ticket: Ticket, onFreshConnection: Bool = false) {
    do throws(TransferFailure) {
      try request.check(goesThroughProxy: settings.proxy != nil)
      let handle = if let rested = spare.popLast() { rested } else { try EasyHandle() }
      let transfer = Transfer(
        request, ticket: ticket, handle: handle, goesThroughProxy: settings.proxy != nil, sockets: sockets)
      try handle.configure(for: transfer, settings: settings)
      if onFreshConnection { unsafe aftermarket_curl_set_long(handle.pointer, CURLOPT_FRESH_CONNECT, 1) }
      let added = unsafe curl_multi_add_handle(multi, handle.pointer)
      guard added == CURLM_OK else {
        throw TransferFailure(.setup, url: request.url.text, detail: "curl_multi_add_handle: \(added.rawValue)")
      }
      running[ObjectIdentifier(ticket)] = transfer
    } catch {
      ticket.settle(.failure(error))
    }
  }

  private func finishWhatIsDone() {
    var left: Int32 = 0
    while let message = unsafe curl_multi_info_read(multi, &left) {
      guard unsafe message.pointee.msg == CURLMSG_DONE, let easy = unsafe message.pointee.easy_handle else { continue }
      // curl_multi_remove_handle(3) frees the message, so its result is read first.
      let result = unsafe message.pointee.data.result
      guard let transfer = unsafe Transfer.attached(to: easy) else { continue }
      if transfer.needsFreshConnection {
        beginAgain(transfer)
      } else {
        end(transfer, transfer.outcome(result))
      }
    }
  }

  /// Starts a transfer over whose request was not sent, on a connection of its own.
  private func beginAgain(_ transfer: Transfer) {
    running[ObjectIdentifier(transfer.ticket)] = nil
    unsafe curl_multi_remove_handle(multi, transfer.handle.pointer)
    transfer.handle.close()
    begin(transfer.request, transfer.ticket, onFreshConnection: true)
  }

  /// Takes a transfer out of libcurl, keeps its handle for another, and tells the outcome.
  private func end(_ transfer: Transfer, _ outcome: Ticket.Outcome) {
    running[ObjectIdentifier(transfer.ticket)] = nil
    unsafe curl_multi_remove_handle(multi, transfer.handle.pointer)
    // A handle that was broken off may be in any state, and one that has had cookies is for one source only.
    if case .success = outcome, transfer.request.cookies == nil, spare.count < settings.maximumConnections {
      transfer.handle.rest()
      spare.append(transfer.handle)
    } else {
      transfer.handle.close()
    }
    transfer.ticket.settle(outcome)
  }

  /// Keeps signals away from this thread.
  ///
  /// They are for the main one, and a peer that is gone shall be an error of the write and no SIGPIPE. Threads that
  /// libcurl starts for looking names up inherit this.
  private static func blockSignals() {
    var all = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_SETMASK, &all, nil)
  }
}
