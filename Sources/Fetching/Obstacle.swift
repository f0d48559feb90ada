import CurlKit

/// A reason on its way up, before source, address and attempts are added to it.
struct Obstacle: Error {
  let reason: FetchFailure.Reason
  /// How long the server asks to wait before the next attempt.
  let waitMilliseconds: Int?

  init(_ reason: FetchFailure.Reason, waitMilliseconds: Int? = nil) {
    self.reason = reason
    self.waitMilliseconds = waitMilliseconds
  }
}

extension FetchFailure.Reason {
  /// Whether the same request may well succeed a little later.
  ///
  /// Of the statuses 408, 425, 429 and every 5xx may pass; any other will say the same again.
  var isTransient: Bool {
    switch self {
    case .robotsUnreachable, .deferred, .bodyEmpty, .bodyUndecodable, .codingUnknown, .hostGivenUp, .hostBlocked,
      .budgetSpent, .tokenUnavailable:
      true
    case .status(let status): [408, 425, 429].contains(status) || (500...599).contains(status)
    case .transfer(let failure): failure.isTransient
    default: false
    }
  }

  /// Whether another attempt within this fetch makes sense.
  var isWorthAnotherAttempt: Bool {
    switch self {
    case .robotsUnreachable, .deferred, .hostGivenUp, .hostBlocked, .budgetSpent, .tokenUnavailable: false
    default: isTransient
    }
  }
}
