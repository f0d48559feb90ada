import CurlKit

extension FetchFailure.Reason {
  /// The reason with every secret overwritten that a server may have put into it.
  func hiding(_ mask: Mask) -> FetchFailure.Reason {
    switch self {
    case .barredByRobots(let rule): return .barredByRobots(rule: mask.masked(rule))
    case .robotsUnreachable(let why): return .robotsUnreachable(mask.masked(why))
    case .addressUnusable(let why): return .addressUnusable(mask.masked(why))
    case .hostForeign(let host): return .hostForeign(mask.masked(host))
    case .redirectUnusable(let why): return .redirectUnusable(mask.masked(why))
    case .redirectInsecure(let target): return .redirectInsecure(mask.masked(target))
    case .codingUnknown(let name): return .codingUnknown(mask.masked(name))
    case .bodyUndecodable(let why): return .bodyUndecodable(mask.masked(why))
    case .bodyBeyondLimit(let why): return .bodyBeyondLimit(mask.masked(why))
    case .tokenUnavailable(let why): return .tokenUnavailable(mask.masked(why))
    case .transfer(let failure): return .transfer(failure.hiding(mask))
    default: return self
    }
  }
}

extension TransferFailure {
  /// The failure with every secret overwritten, without what had come; that is evidence of its own.
  fileprivate func hiding(_ mask: Mask) -> TransferFailure {
    let hidden: Reason
    switch reason {
    case .lengthContradictory(let text): hidden = .lengthContradictory(mask.masked(text))
    case .headerUnsendable(let name): hidden = .headerUnsendable(name: mask.masked(name))
    default: hidden = reason
    }
    return TransferFailure(hidden, url: mask.masked(url), curlCode: curlCode, detail: mask.masked(detail))
  }
}
